"""Types: which are offered, in which order, how they are written, and what is imported with them."""

from __future__ import annotations

import pytest
from tests.support.fixtures import accept, complete, item_of

OTHERS = """\
//- shop/v1/other.proto
syntax = "proto3";
package shop.v1;
// Where somebody lives.
message Address {
  option deprecated = true;
  message Street {}
}
enum AddressKind { ADDRESS_KIND_UNSPECIFIED = 0; }
//- bank/account.proto
syntax = "proto3";
package bank;
message Account {}
message Address {}
//- shop/v1/main.proto
syntax = "proto3";
package shop.v1;
"""


def labels(text: str) -> list[str]:
    """The labels at the cursor, best first."""
    return [item.label for item in complete(text)[1].items]


def accepted(text: str, label: str) -> str:
    """The main file after accepting an item of `text` behind the other files."""
    return accept(OTHERS + text, label).removeprefix('syntax = "proto3";\npackage shop.v1;\n')


def test_types_come_from_near_to_far() -> None:
    text = 'import "bank/account.proto";\nmessage A {\n  message AInner {}\n  a$0\n}\nmessage Abc {}\n'
    found = [label for label in labels(OTHERS + text) if label.startswith("A")]
    assert found[:6] == ["AInner", "A", "Abc", "Account", "Address", "Address"]
    details = [item.detail for item in complete(OTHERS + text)[1].items if item.label == "Address"]
    assert details == ["bank.Address", "shop.v1.Address (shop/v1/other.proto)"]


def test_a_type_of_a_file_that_is_not_imported_is_imported() -> None:
    assert accepted("\nmessage A {\n  Acc$0\n}\n", "Account") == (
        '\nimport "bank/account.proto";\n\nmessage A {\n  bank.Account\n}\n'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'import "a.proto";\nimport "z.proto";\n',
            'import "a.proto";\nimport "bank/account.proto";\nimport "z.proto";\n',
        ),
        (
            'import "z.proto";\nimport "a.proto";\n',
            'import "z.proto";\nimport "a.proto";\nimport "bank/account.proto";\n',
        ),
        ('import "z.proto";\n', 'import "bank/account.proto";\nimport "z.proto";\n'),
        ('import "a.proto"; // why\n', 'import "a.proto"; // why\nimport "bank/account.proto";\n'),
        ("option java_package = 'a';\n", "\nimport \"bank/account.proto\";\noption java_package = 'a';\n"),
    ],
)
def test_an_import_goes_where_it_belongs(before: str, after: str) -> None:
    text = "message A {\n  Acc$0\n}\n"
    assert accepted(before + text, "Account") == after + "message A {\n  bank.Account\n}\n"


def test_an_import_into_an_empty_head_stands_first() -> None:
    text = '//- b.proto\nsyntax = "proto3"; package b; message Bee {}\n//- a.proto\nmessage A { Be$0 }\n'
    assert accept(text, "Bee") == 'import "b.proto";\n\nmessage A { b.Bee }\n'


def test_a_file_that_imports_this_one_is_not_imported() -> None:
    text = '//- b.proto\nimport "a.proto"; message Bee {}\n//- a.proto\nmessage A { Be$0 }\n'
    assert "Bee" not in labels(text)


def test_well_known_types_are_there_without_an_import() -> None:
    result = accepted("message A {\n  Timest$0\n}\n", "Timestamp")
    assert "  google.protobuf.Timestamp\n" in result and 'import "google/protobuf/timestamp.proto";' in result


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("message A { message B {} B$0 }", "B", "message A { message B {} B }"),
        ("message A { message B {} } message C { B$0 }", "B", "message A { message B {} } message C { A.B }"),
        ("message A { message Address {} Addr$0 }", "Address", "message A { message Address {} Address }"),
        ("message A { google.proto$0 }", "protobuf", "message A { google.protobuf }"),
        ("message A { goog$0.protobuf.Any a = 1; }", "google", "message A { google.protobuf.Any a = 1; }"),
        ("message A { .ba$0 }", "bank", "message A { .bank }"),
        ("message A { map<string, A$0> a = 1; }", "A", "message A { map<string, A> a = 1; }"),
        ("message A { repeated A$0bc x = 1; }", "A", "message A { repeated A x = 1; }"),
        ("message A { oneof o { in$0 } }", "int32", "message A { oneof o { int32 } }"),
        ("message A { map<$0 }", "string", "message A { map<string }"),
    ],
)
def test_a_type_is_written_as_short_as_it_can_be(text: str, label: str, line: str) -> None:
    assert accepted(text, label).splitlines()[-1] == line


def test_a_name_that_is_hidden_is_written_in_full() -> None:
    text = """\
        //- b.proto
        syntax = "proto3"; package x.bank; message Bee {}
        //- bank.proto
        syntax = "proto3"; package bank; message Account {}
        //- a.proto
        syntax = "proto3"; package x; import "b.proto"; import "bank.proto"; message A { Acc$0 }
        """
    assert "{ .bank.Account }" in accept(text, "Account")


def test_the_members_of_a_path() -> None:
    assert set(labels(OTHERS + "message A { shop.v1.Address.$0 }")) == {"Street"}
    assert "Address" in labels(OTHERS + "message A { bank.$0 }")
    assert 'import "bank/account.proto"' in accepted("message A { bank.Ad$0 }", "Address")


def test_methods_take_messages_only_and_hints_come_first() -> None:
    text = (
        OTHERS + "message AUser {} message GetUserRequest {} message GetUserResponse {} enum GetUserKind { G = 0; }"
        "\nservice S { rpc GetUser($0) returns (GetUserResponse); }"
    )
    found = labels(text)
    assert found[0] == "GetUserRequest" and "stream" in found
    assert "GetUserKind" not in found and "string" not in found
    text = text.replace("($0)", "(GetUserRequest)").replace("(GetUserResponse)", "($0)")
    assert labels(text)[0] == "GetUserResponse"


def test_the_name_of_the_field_hints_at_its_type() -> None:
    text = "message Aa {} message HomeAddress {} message Address {} message A { $0 home_address = 1; }"
    assert labels(text)[:2] == ["Address", "HomeAddress"]


def test_stream_is_offered_once() -> None:
    assert "stream" not in labels("service S { rpc A(stream $0) }")


def test_extendees_are_messages_also_of_other_files() -> None:
    result = accept(OTHERS + "extend FieldO$0", "FieldOptions")
    assert "extend google.protobuf.FieldOptions" in result and 'import "google/protobuf/descriptor.proto";' in result


def test_a_deprecated_type_is_marked() -> None:
    found = complete(OTHERS + "message A { Addr$0 }")[1]
    assert [item.is_deprecated for item in found.items if item.detail.startswith("shop.v1.Address (")] == [True]
    assert not item_of(found, "AddressKind").is_deprecated


def test_types_that_other_files_keep_are_not_offered() -> None:
    text = (
        '//- b.proto\nedition = "2024"; local message Bee1 {} export message Bee2 {}\n//- a.proto\nmessage A { Bee$0 }'
    )
    assert [label for label in labels(text) if label.startswith("Bee")] == ["Bee2"]
    text = text.replace("message A", 'import "b.proto"; message A')
    assert [label for label in labels(text) if label.startswith("Bee")] == ["Bee2"]


def test_a_long_list_of_types_is_cut_and_says_so() -> None:
    many = "".join(f"message M{number:03} {{}}\n" for number in range(250))
    found = complete(f"{many}message A {{ M$0 }}")[1]
    assert len(found.items) == 100 and found.is_incomplete
    found = complete(f"{many}message A {{ M24$0 }}")[1]
    assert [item.label for item in found.items if item.label.startswith("M24")] == [f"M24{n}" for n in range(10)]
    assert not found.is_incomplete


def test_types_behind_a_dot_are_those_that_the_file_may_use() -> None:
    head = '//- b.proto\nedition = "2024"; package p; {}\n//- m.proto\nedition = "2024"; '
    types = head + 'import {}"b.proto"; message M {{ {}$0 a = 1; }}'
    local = "local message Loc {} message Lox {}"
    assert labels(types.format(local, "", "p.Lo")) == ["Lox"]
    inner = "message Nout { message Nin {} export message Nex {} }"
    assert labels(types.format(inner, "", "p.Nout.N")) == ["Nex"]
    assert labels(types.format("message Cow {}", "", "p.Co")) == ["Cow"]
    assert labels(types.format("message Cow {}", "option ", "p.Co")) == []


def test_proto3_takes_no_closed_enums() -> None:
    shut = '//- b.proto\nsyntax = "proto2"; package p; enum Shut {{ A = 0; }}\n'
    file = shut + '//- m.proto\n{} import "b.proto"; message M {{ {}$0 a = 1; }}'
    assert "Shut" not in labels(file.format('syntax = "proto3";', "Sh"))
    assert labels(file.format('syntax = "proto3";', "p.Sh")) == []
    assert "Shut" in labels(file.format('syntax = "proto2";', "optional Sh"))


def test_values_of_maps_begin_with_zero() -> None:
    file = 'syntax = "proto2"; enum Late {{ A = 1; }} enum Lawful {{ B = 0; }} message Lamp {{ {}La$0{} a = 1; }}'
    own = {"Lamp", "Late", "Lawful"}
    assert own & set(labels(file.format("map<string, ", ">"))) == {"Lamp", "Lawful"}
    assert own & set(labels(file.format("optional ", ""))) == own


def test_a_map_has_no_groups() -> None:
    assert labels('syntax = "proto2"; message M { map<string, gr$0> m = 1; }') == []
    assert labels('syntax = "proto2"; message M { optional gr$0 m = 1; }') == ["group"]
