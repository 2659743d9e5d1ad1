"""Actions about numbers: reserve on delete, sort, renumber; and the messages that methods lack."""

from __future__ import annotations

import pytest
from tests.support.actions import check_action, offered
from tests.support.fixtures import parse_fixture

from protowright.ide.actions import actions
from protowright.text.span import Span

MESSAGE = """
    syntax = "proto3";
    message Cup {
      string id = 1;
      // How strong.
      int32 stren$0gth = 4; // Behind.
      string note = 2;
    }
    """


def test_a_field_is_deleted_and_reserved() -> None:
    expected = """
        syntax = "proto3";
        message Cup {
          string id = 1;
          reserved 4;
          reserved "strength";
          string note = 2;
        }
        """
    check_action(MESSAGE, "Delete `strength` and reserve its number and name", expected)


def test_editions_reserve_identifiers() -> None:
    text = 'edition = "2023";\nmessage Cup { int32 a = 1; int32 $0b = 2; }\n'
    expected = 'edition = "2023";\nmessage Cup { int32 a = 1; reserved 2; reserved b; }\n'
    check_action(text, "Delete `b` and reserve its number and name", expected)


def test_statements_that_are_there_go_on() -> None:
    text = """
        syntax = "proto2";
        message Cup {
          reserved 5 to 7;
          reserved "old";
          optional int32 a = 1;
          optional int32 b = 2;
                   ^^^^^^^^^^^^^
          optional int32 c = 3;
        }
        """
    text = text.replace("                   ^^^^^^^^^^^^^\n", "").replace("int32 b", "int32 $0b")
    expected = """
        syntax = "proto2";
        message Cup {
          reserved 5 to 7, 2;
          reserved "old", "b";
          optional int32 a = 1;
          optional int32 c = 3;
        }
        """
    check_action(text, "Delete `b` and reserve its number and name", expected)


def test_fields_of_a_oneof_are_reserved_in_its_message() -> None:
    text = """
        syntax = "proto3";
        message Cup {
          // One of them.
          oneof what {
            string a = 1;$0
            string b = 2;
          }
        }
        """
    expected = """
        syntax = "proto3";
        message Cup {
          reserved 1;
          reserved "a";
          // One of them.
          oneof what {
            string b = 2;
          }
        }
        """
    check_action(text, "Delete `a` and reserve its number and name", expected)


def test_a_oneof_goes_with_its_last_field() -> None:
    text = 'syntax = "proto3";\nmessage Cup {\n  oneof what {\n    string a$0 = 1;\n  }\n}\n'
    expected = 'syntax = "proto3";\nmessage Cup {\n  reserved 1;\n  reserved "a";\n}\n'
    check_action(text, "Delete `a` and reserve its number and name", expected)


def test_enum_values_are_reserved_but_for_the_first() -> None:
    text = """
        syntax = "proto3";
        enum Sort {
          SORT_UNSPECIFIED = 0;
          SORT_GREEN = 1;
          SORT_$0BLACK = -2;
        }
        """
    expected = """
        syntax = "proto3";
        enum Sort {
          SORT_UNSPECIFIED = 0;
          SORT_GREEN = 1;
          reserved -2;
          reserved "SORT_BLACK";
        }
        """
    check_action(text, "Delete `SORT_BLACK` and reserve its number and name", expected)
    assert not any("reserve" in title for title in offered(text.replace("$0", "").replace("UNSP", "UN$0SP")))


ALIASES = 'syntax = "proto3";\nenum Sort { option allow_alias = true; A = 0; $0B = 1; C = 1; D = 1; }\n'


def test_a_number_that_another_value_has_is_not_reserved() -> None:
    check_action(
        ALIASES,
        "Delete `B` and reserve its number and name",
        ALIASES.replace("$0B = 1;", 'reserved "B";'),
    )


def test_the_last_alias_is_not_deleted() -> None:
    fixture = parse_fixture(ALIASES.replace("D = 1; ", ""))
    found = actions(fixture.snapshot(), fixture.main, Span(fixture.cursor, fixture.cursor))
    change = next(each for each in found if "reserve" in each.title).change()
    assert not change and "allow_alias" in change.problem


def test_several_fields_are_reserved_at_once() -> None:
    text = """
        syntax = "proto3";
        message Cup {
          int32 a = 1; int32 b = 2;
          ^^^^^^^^^^^^^^^^^^^^^^^^^
          int32 c = 3;
        }
        """
    expected = """
        syntax = "proto3";
        message Cup {
          reserved 1, 2; reserved "a", "b";\x20
          int32 c = 3;
        }
        """
    check_action(text, "Delete 2 fields and reserve their numbers and names", expected)


def test_fields_are_sorted_with_their_comments() -> None:
    text = """
        syntax = "proto3";
        message Cup {
          // The note.
          string note = 3; // Behind.

          oneof what {
            string b = 2;
            string a = 1;
          }
          message Inner {}
          $0int32 size = 2147;
          string id = 4;
        }
        """
    expected = """
        syntax = "proto3";
        message Cup {
          oneof what {
            string a = 1;
            string b = 2;
          }

          // The note.
          string note = 3; // Behind.
          message Inner {}
          string id = 4;
          int32 size = 2147;
        }
        """
    check_action(text, "Sort the fields of `Cup` by number", expected)
    check_action(text, "Sort all fields and enum values by number", expected)


def test_the_first_value_of_an_enum_stays_where_it_is() -> None:
    text = 'syntax = "proto3";\nenum Sort { A = 0; C = 2; B = 1; D = -1; $0}\n'
    expected = 'syntax = "proto3";\nenum Sort { A = 0; D = -1; B = 1; C = 2; }\n'
    check_action(text, "Sort the values of `Sort` by number", expected)


def test_nothing_is_sorted_that_is_in_order_or_could_swallow_code() -> None:
    assert not any("Sort the" in each for each in offered('syntax = "proto3";\nmessage A { int32 $0a = 1; }\n'))
    text = 'syntax = "proto3";\nmessage A {\n  int32 b = 2; int32 a = 1; // One.\n}\nmessage B { $0}\n'
    assert not any("Sort the" in each for each in offered(text))


def test_a_message_in_a_message_is_sorted_with_the_file() -> None:
    text = """
        syntax = "proto3";
        message A {
          message B {
            int32 y = 2;
            int32 x = 1;
          }
          B d = 2;
          B c = 1;$0
        }
        """
    expected = """
        syntax = "proto3";
        message A {
          message B {
            int32 x = 1;
            int32 y = 2;
          }
          B c = 1;
          B d = 2;
        }
        """
    check_action(text, "Sort all fields and enum values by number", expected)


def test_fields_are_renumbered_and_the_warning_says_what_breaks() -> None:
    text = """
        syntax = "proto3";
        message Cup {
          reserved 2;
          string a = 7;
          oneof what { string b = 0x10; }
          string c$0 = 4;
        }
        """
    expected = """
        syntax = "proto3";
        message Cup {
          reserved 2;
          string a = 1;
          oneof what { string b = 3; }
          string c = 4;
        }
        """
    assert "wire" in check_action(text, "Renumber the fields of `Cup`", expected).warning


def test_enum_values_are_renumbered_from_zero() -> None:
    text = 'syntax = "proto3";\nenum Sort { A = 0; B = 5; $0C = -1; }\n'
    expected = 'syntax = "proto3";\nenum Sort { A = 0; B = 1; C = 2; }\n'
    check_action(text, "Renumber the values of `Sort`", expected)


@pytest.mark.parametrize("body", ["A = 0; B = 1;", "option allow_alias = true; A = 0; B = 0; C = 3;"])
def test_there_is_nothing_to_renumber(body: str) -> None:
    assert not any("Renumber" in title for title in offered(f'syntax = "proto3";\nenum Sort {{ {body} $0}}\n'))


def test_a_value_that_is_used_is_not_deleted() -> None:
    fixture = parse_fixture(
        """
        syntax = "proto2";
        enum Sort { A = 0; $0B = 1; }
        message Cup { optional Sort sort = 1 [default = B]; }
        """
    )
    found = actions(fixture.snapshot(), fixture.main, Span(fixture.cursor, fixture.cursor))
    change = next(each for each in found if "reserve" in each.title).change()
    assert not change and change.problem == "it is used in main.proto: change that first"


SERVICE = """
    syntax = "proto3";
    package tea;

    service Pots {
      rpc Brew(BrewRequest) returns (stream BrewResponse);$0
      rpc Pour(BrewRequest) returns (Cup);
      rpc Clean(pot.Soap) returns (CleanResponse);
    }

    message Cup {}
    """


def test_the_messages_of_a_method_are_created() -> None:
    after = "    }\n\n    message BrewRequest {}\n\n    message BrewResponse {}\n\n    message Cup"
    expected = SERVICE.replace("$0", "").replace("    }\n\n    message Cup", after)
    check_action(SERVICE, "Create `BrewRequest` and `BrewResponse`", expected)


def test_all_messages_of_a_service_are_created() -> None:
    names = ("BrewRequest", "BrewResponse", "CleanResponse")
    after = "    }\n\n" + "".join(f"    message {name} {{}}\n\n" for name in names) + "    message Cup"
    expected = SERVICE.replace("$0", "").replace("    }\n\n    message Cup", after)
    check_action(SERVICE, "Create all 3 missing messages of `Pots`", expected)


def test_messages_are_created_behind_all_comments_of_the_line() -> None:
    text = 'syntax = "proto3";\nservice Pots { rpc Br$0ew(A) returns (A); } /* y */ // z\n'
    expected = 'syntax = "proto3";\nservice Pots { rpc Brew(A) returns (A); } /* y */ // z\n\nmessage A {}\n'
    check_action(text, "Create `A`", expected)
