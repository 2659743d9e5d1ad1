"""Fix all, organize imports, add import."""

from __future__ import annotations

import pytest
from tests.support.actions import check_action, offered
from tests.support.fixtures import parse_fixture

from protowright.ide.actions import Kind, actions
from protowright.text.span import Span

FIX_ALL = "Fix all faults that have one fix"


def test_all_that_has_one_fix_is_mended() -> None:
    text = """
        syntax = "proto3";
        message A {
          Timestamp a = 1;
          string b = 1;
          Orde c = 3;$0
        }
        message Order {}
        """
    expected = """
        syntax = "proto3";

        import "google/protobuf/timestamp.proto";
        message A {
          google.protobuf.Timestamp a = 1;
          string b = 4;
          Orde c = 3;
        }
        message Order {}
        """
    assert check_action(text, FIX_ALL, expected).kind is Kind.FIX_ALL


def test_a_name_that_is_spelled_alike_is_nothing_to_mend_unseen() -> None:
    text = """
        //- shop/user.proto
        syntax = "proto3"; package shop; message User {}
        //- shop/users.proto
        syntax = "proto3"; package shop; message Users {}
        //- shop/order.proto
        syntax = "proto3";
        package shop;
        import "shop/user.proto";
        import "shop/usr.proto";
        message Order { User user = 1; Use$0rs users = 2; float64 price = 3; }
        """
    assert FIX_ALL not in offered(text)
    assert {"Change to `User`", 'Import "shop/users.proto"'} <= set(offered(text))


def test_faults_that_a_fix_brings_to_light_are_mended_too() -> None:
    text = 'syntax = "proto3";\nmessage A { $0int32 a = 1; int32 b = 1; int32 c = 1; }\n'
    check_action(text, FIX_ALL, text.replace("b = 1", "b = 2").replace("c = 1", "c = 3").replace("$0", ""))


def test_an_import_that_two_fixes_add_is_added_once() -> None:
    text = """
        syntax = "proto3";

        message A {
          $0Timestamp a = 1;
          Timestamp b = 2;
        }
        """
    expected = """
        syntax = "proto3";

        import "google/protobuf/timestamp.proto";

        message A {
          google.protobuf.Timestamp a = 1;
          google.protobuf.Timestamp b = 2;
        }
        """
    check_action(text, FIX_ALL, expected)


def test_all_faults_of_one_code_are_mended() -> None:
    text = 'syntax = "proto3";\nmessage A { $0strnig a = 1; stirng b = 1; }\n'
    expected = 'syntax = "proto3";\nmessage A { string a = 1; string b = 1; }\n'
    check_action(text, "Fix all `unresolved-type` in this file", expected)
    assert not any(title.startswith("Fix all `") for title in offered(text.replace("stirng", "string")))


def test_there_is_nothing_to_fix_in_a_file_without_faults() -> None:
    assert FIX_ALL not in offered('syntax = "proto3";\nmessage A { $0int32 a = 1; }\n')


ORGANIZED = """
    //- tea.proto
    syntax = "proto3";
    package tea;
    message Leaf {}
    //- cup.proto
    syntax = "proto3";
    package cup;
    message Cup {}
    //- pot.proto
    syntax = "proto3";
    package pot;
    message Pot {}
    //- main.proto
    syntax = "proto3";

    // Above.
    import "tea.proto"; // Behind.
    import "pot.proto";$0

    // Of its own.

    // The cup.
    import "cup.proto";
    import "tea.proto";

    message A {
      tea.Leaf leaf = 1;
      cup.Cup cup = 2;
    }
    """


def test_imports_are_sorted_and_the_unused_ones_removed() -> None:
    expected = """
        //- main.proto
        syntax = "proto3";

        // Of its own.

        // The cup.
        import "cup.proto";
        // Above.
        import "tea.proto"; // Behind.

        message A {
          tea.Leaf leaf = 1;
          cup.Cup cup = 2;
        }
        """
    text = ORGANIZED.replace('import "tea.proto";\n\n', "\n")
    action = check_action(text, "Organize imports", expected)
    assert action.kind is Kind.ORGANIZE_IMPORTS


def test_duplicates_go_and_what_is_in_order_stays_in_place() -> None:
    text = """
        //- a.proto
        syntax = "proto3";
        message A {}
        //- main.proto
        syntax = "proto3";

        import "a.proto";
        // Again.
        import "a.proto";
        import "google/protobuf/any.proto";$0

        message B {
          A a = 1;
          google.protobuf.Any any = 2;
        }
        """
    expected = """
        //- main.proto
        syntax = "proto3";

        import "a.proto";
        // Again.
        import "google/protobuf/any.proto";

        message B {
          A a = 1;
          google.protobuf.Any any = 2;
        }
        """
    check_action(text, "Organize imports", expected)


def test_what_stands_behind_the_imports_does_not_end_in_a_comment() -> None:
    text = """
        //- x/a.proto
        message A {}
        //- x/b.proto
        message B {}
        //- x/main.proto
        syntax = "proto3";
        import "x/b.proto"; // about b
        import "x/a.proto";  message M$0 { A a = 1; B b = 2; }
        """
    expected = """
        syntax = "proto3";
        import "x/a.proto";
        import "x/b.proto"; // about b
        message M { A a = 1; B b = 2; }
        """
    check_action(text, "Organize imports", expected)


def test_imports_stay_while_something_does_not_resolve() -> None:
    text = ORGANIZED.replace("tea.Leaf leaf", "tea.Leav leaf")
    fixture = parse_fixture(text)
    action = next(
        each for each in actions(fixture.snapshot(), fixture.main, Span(0, 0)) if each.kind is Kind.ORGANIZE_IMPORTS
    )
    edits = action.change().edits[fixture.main]
    assert any('import "pot.proto"' in edit.new_text for edit in edits)


@pytest.mark.parametrize("broken", ['import "b.proto" import', "import ;", 'import "b.proto'])
def test_imports_that_do_not_parse_are_left_alone(broken: str) -> None:
    text = f'syntax = "proto3";\nimport "b.proto";\n{broken}\nimport "a.proto";$0\n'
    assert "Organize imports" not in offered(text)


TYPES = """
    //- shop/v1/order.proto
    syntax = "proto3";
    package shop.v1;
    message Order {}
    //- tea/order.proto
    syntax = "proto3";
    package tea;
    message Order {}
    enum Sort { SORT_UNSPECIFIED = 0; }
    //- main.proto
    syntax = "proto3";
    package tea.v1;

    import "google/protobuf/any.proto";

    message A {
      google.protobuf.Any any = 1;
      TYPE$0 order = 2;
    }
    """
IMPORTED = """
    //- main.proto
    syntax = "proto3";
    package tea.v1;

    import "google/protobuf/any.proto";
    import "PATH";

    message A {
      google.protobuf.Any any = 1;
      TYPE order = 2;
    }
    """


@pytest.mark.parametrize(
    ("written", "title", "path", "after"),
    [
        ("Order", 'Import "tea/order.proto"', "tea/order.proto", "Order"),
        (
            "Order",
            'Change to `shop.v1.Order` and import "shop/v1/order.proto"',
            "shop/v1/order.proto",
            "shop.v1.Order",
        ),
        ("shop.v1.Order", 'Import "shop/v1/order.proto"', "shop/v1/order.proto", "shop.v1.Order"),
        ("Sort", 'Import "tea/order.proto"', "tea/order.proto", "Sort"),
        (".tea.Sort", 'Import "tea/order.proto"', "tea/order.proto", ".tea.Sort"),
    ],
)
def test_a_type_of_the_workspace_is_imported(written: str, title: str, path: str, after: str) -> None:
    expected = IMPORTED.replace("PATH", path).replace("TYPE", after)
    check_action(TYPES.replace("TYPE", written), title, expected)


def test_the_only_type_of_a_name_is_preferred() -> None:
    fixture = parse_fixture(TYPES.replace("TYPE", "Sort"))
    found = actions(fixture.snapshot(), fixture.main, Span(fixture.cursor, fixture.cursor), ["quickfix"])
    assert [(each.title, each.is_preferred) for each in found] == [('Import "tea/order.proto"', True)]


def test_a_file_that_would_import_itself_is_not_offered() -> None:
    text = """
        //- a.proto
        syntax = "proto3";
        import "main.proto";
        message Leaf { Main main = 1; }
        //- main.proto
        syntax = "proto3";
        message Main { Leaf$0 leaf = 1; }
        """
    assert not any("Import" in title for title in offered(text))


def test_an_enum_is_no_type_of_a_method() -> None:
    text = TYPES.replace("  TYPE$0 order = 2;", "") + "    service S { rpc Get(Sort$0) returns (A); }\n"
    assert not any("order.proto" in title for title in offered(text))


def test_only_the_kinds_that_are_asked_for_are_worked_out() -> None:
    text = 'syntax = "proto3";$0\nimport "b.proto";\nimport "a.proto";\nmessage A { int32 b = 2; int32 a = 1; }\n'
    assert offered(text, ["source.organizeImports"]) == ["Organize imports"]
    assert offered(text, ["quick"]) == []
    assert offered(text, ["source"]) == ["Organize imports", "Sort all fields and enum values by number"]


def test_what_is_in_order_is_not_offered() -> None:
    text = 'syntax = "proto3";$0\nimport "a.proto";\nimport "b.proto";\nmessage A { int32 b = 1; int32 a = 2; }\n'
    assert offered(text, ["source"]) == []


def test_the_file_of_an_import_is_created() -> None:
    text = """
        //- shop/v1/order.proto
        syntax = "proto3";
        package shop.v1;
        import "shop/v1/it$0em.proto";
        message Order { Item item = 1; }
        """
    expected = """
        //- shop/v1/item.proto
        syntax = "proto3";

        package shop.v1;
        """
    assert check_action(text, 'Create "shop/v1/item.proto"', expected).creates_file


def test_what_may_be_about_to_be_used_is_left_to_the_person() -> None:
    text = "//- a.grpc\n@new = 1\nGRPC h:1/a.B/C\ncontent-type: application/json\nX-Trace: 1$0\n"
    check_action(text, FIX_ALL, text.removeprefix("//- a.grpc\n").replace("X-Trace", "x-trace").replace("$0", ""))


@pytest.mark.parametrize(
    ("written", "title", "after"),
    [
        ("tea.steep", 'Import "tea/options.proto"', "tea.steep"),
        ("steep", 'Change to `tea.steep` and import "tea/options.proto"', "tea.steep"),
    ],
)
def test_the_file_of_a_custom_option_is_imported(written: str, title: str, after: str) -> None:
    text = """
        //- tea/options.proto
        syntax = "proto2";
        package tea;
        import "google/protobuf/descriptor.proto";
        extend google.protobuf.FieldOptions { optional int32 steep = 50001; }
        //- main.proto
        syntax = "proto3";
        package cup;
        message Cup { int32 a = 1 [(ste$0ep) = 3]; }
        """
    expected = """
        //- main.proto
        syntax = "proto3";
        package cup;

        import "tea/options.proto";
        message Cup { int32 a = 1 [(steep) = 3]; }
        """
    dots = written.replace("steep", "ste$0ep")
    check_action(text.replace("(ste$0ep)", f"({dots})"), title, expected.replace("(steep)", f"({after})"))
