"""What kind of thing may stand at the cursor, in texts that are broken there."""

from __future__ import annotations

import pytest
from tests.support.fixtures import CURSOR

from protowright.ide.completion.context import Context, Part
from protowright.ide.completion.reading import context_at
from protowright.proto.syntax.parser import parse


def context_of(text: str) -> Context:
    """The context at the cursor of a file of the package `p`."""
    offset = text.index(CURSOR)
    return context_at(parse(text.replace(CURSOR, "")), "p", offset)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("$0", "top level"),
        ("mes$0", "top level"),
        ("message A {}\n$0\nmessage B {}", "top level"),
        ("message A {}\nenu$0\nmessage B {}", "top level"),
        ("export $0", "behind export or local"),
        ('syntax = "$0', "syntax or edition value"),
        ('edition = "20$0";', "syntax or edition value"),
        ("syntax = $0", "syntax or edition value"),
        ("package $0\nmessage A {}", "package"),
        ("package a.b$0;", "package"),
        ("import $0", "import"),
        ("import pub$0\nmessage A {}", "import"),
        ('import "$0', "import path"),
        ('import "google/pro$0";\nmessage A {}', "import path"),
        ('import public "a/$0"', "import path"),
        ("message $0", "nothing"),
        ("enum $0", "nothing"),
        ("service $0", "nothing"),
        ("extend $0", "extendee"),
        ("extend google.protobuf.$0 {}", "extendee"),
        ("message A {\n  $0\n}", "message body"),
        ("message A {\n  Us$0\n}", "message body"),
        ("message A {\n  google.protobuf.Ti$0\n}", "message body"),
        ("message A {\n  string a = 1\n  $0\n}", "message body"),
        ("message A {\n  string a = 1;\n  $0", "message body"),
        ("message A {\n  string a = 1;\n  $0\nmessage B {\n  int32 b = 1;\n}\n", "message body"),
        ("message A { message $0 }", "nothing"),
        ("message A {\n  repeated $0\n}", "field type"),
        ("message A {\n  optional .p.$0\n}", "field type"),
        ("message A {\n  string $0\n}", "field name"),
        ("message A {\n  p.User us$0\n}", "field name"),
        ("message A {\n  repeated p.User us$0 = 1;\n}", "field name"),
        ("message A {\n  string a = $0\n}", "field number"),
        ("message A {\n  string a = 1$0\n}", "field number"),
        ("message A {\n  string a = 1 $0\n}", "nothing"),
        ("message A {\n  map<$0\n}", "map key"),
        ("message A {\n  map<string, $0\n}", "field type"),
        ("message A {\n  map<string, int32> $0\n}", "field name"),
        ("message A {\n  reserved $0\n}", "reserved"),
        ("message A {\n  reserved 2, $0\n}", "reserved"),
        ("message A {\n  reserved 2 to $0\n}", "range end"),
        ("message A {\n  extensions 2 to $0\n}", "range end"),
        ("message A {\n  oneof $0\n}", "nothing"),
        ("message A {\n  oneof a {\n    $0\n  }\n}", "oneof body"),
        ("message A {\n  oneof a {\n    string s = $0\n  }\n}", "field number"),
        ("message A {\n  extend $0\n}", "extendee"),
        ("extend A {\n  $0\n}", "extend body"),
        ("message A {\n  optional group G = 1 {\n    $0\n  }\n}", "message body"),
        ("enum E {\n  $0\n}", "enum body"),
        ("enum E {\n  A$0\n}", "enum body"),
        ("enum E {\n  A = $0\n}", "enum number"),
        ("enum E {\n  A = 0;\n  reserved $0\n}", "reserved"),
        ("service S {\n  $0\n}", "service body"),
        ("service S {\n  rpc $0\n}", "nothing"),
        ("service S {\n  rpc Get($0\n}", "rpc type"),
        ("service S {\n  rpc Get(stream $0)\n}", "rpc type"),
        ("service S {\n  rpc Get(A) $0\n}", "returns"),
        ("service S {\n  rpc Get(A)\n      $0\n}", "returns"),
        ("service S {\n  rpc Get(A) returns ($0\n}", "rpc type"),
        ("service S {\n  rpc Get(A)\n  returns (stream p.$0\n}", "rpc type"),
        ("service S {\n  rpc Get(A) returns (A) {\n    $0\n  }\n}", "rpc body"),
        ("option $0", "option name"),
        ("option ja$0\nmessage A {}", "option name"),
        ("option features.$0", "option name"),
        ("option ($0", "option name in parentheses"),
        ("option (a.$0)", "option name in parentheses"),
        ("option (a.b).$0", "option name"),
        ("option optimize_for = $0", "option value"),
        ("option optimize_for = SP$0;", "option value"),
        ("message A {\n  option $0\n}", "option name"),
        ("message A {\n  string a = 1 [$0\n}", "option name"),
        ("message A {\n  string a = 1 [$0];\n}", "option name"),
        ("message A {\n  string a = 1 [deprecated = true, $0];\n}", "option name"),
        ("message A {\n  string a = 1 [\n    deprecated = true,\n    $0\n  ];\n}", "option name"),
        ("message A {\n  string a = 1 [deprecated = $0];\n}", "option value"),
        ("message A {\n  string a = 1 [deprecated = tr$0\n  int32 b = 2;\n}", "option value"),
        ("message A {\n  string a = 1 [deprecated = true\n  $0\n}", "message body"),
        ("message A {\n  string a = 1 [($0)];\n}", "option name in parentheses"),
        ("option (a) = { $0 }", "field of a literal"),
        ("option (a) = {\n  b: 1\n  $0\n}", "field of a literal"),
        ("option (a) = {\n  b: 1,\n  c$0", "field of a literal"),
        ("option (a) = { b: $0 }", "value in a literal"),
        ("option (a) = { b: [1, $0] }", "value in a literal"),
        ("option (a) = { b { $0 } }", "field of a literal"),
        ("option (a) = { b: < $0 > }", "field of a literal"),
        ("option (a) = { [$0] }", "extension in a literal"),
        ("option (a) = { [p.x]: $0 }", "value in a literal"),
        ("message A {\n  string a = 1 [(a) = { b: $0 }];\n}", "value in a literal"),
        ("service S {\n  rpc Get(A) returns (A) {\n    option (http) = {\n      get: $0\n", "value in a literal"),
        ("// message $0", "nothing"),
        ("/* message $0 */", "nothing"),
        ("/* message $0", "nothing"),
        ("message A {\n  string a = 1; // $0\n}", "nothing"),
        ('option java_package = "$0";', "nothing"),
        ("/* // */ $0", "top level"),
        ("// it's /* here\n$0", "top level"),
    ],
)
def test_the_place_of_the_cursor(text: str, place: str) -> None:
    assert context_of(text).place.value == place


def test_the_word_at_the_cursor_is_replaced_whole() -> None:
    text = "message A { google.protobuf.Ti$0mestamp t = 1; }"
    context = context_of(text)
    assert context.span.of(text.replace(CURSOR, "")) == "Timestamp"
    assert (context.typed, context.qualifier) == ("Ti", "google.protobuf")


def test_the_path_of_an_import_is_replaced_whole() -> None:
    text = 'import "google/pro$0tobuf/any.proto";'
    context = context_of(text)
    assert context.span.of(text.replace(CURSOR, "")) == "google/protobuf/any.proto"
    assert context.typed == "google/pro"


@pytest.mark.parametrize(
    ("text", "target", "option", "entries", "scope"),
    [
        ("option (a).b.$0", "FileOptions", [("a", True), ("b", False)], [], "p"),
        ("message A { message B { option $0", "MessageOptions", [], [], "p.A"),
        ("message A { string s = 1 [$0", "FieldOptions", [], [], "p.A"),
        ("message A { oneof o { option $0", "OneofOptions", [], [], "p.A"),
        ("enum E { A = 0 [$0", "EnumValueOptions", [], [], "p"),
        ("enum E { option $0", "EnumOptions", [], [], "p"),
        ("message A { extensions 4 [$0", "ExtensionRangeOptions", [], [], "p"),
        ("service S { option $0", "ServiceOptions", [], [], "p"),
        ("service S { rpc G(A) returns (A) { option (h) = $0", "MethodOptions", [("h", True)], [], "p.S"),
        ("option (x.a) = { b: { c: [{ $0", "FileOptions", [("x.a", True)], [("b", False), ("c", False)], "p"),
        ("option (x.a) = { [p.e] { $0", "FileOptions", [("x.a", True)], [("p.e", True)], "p"),
        ("message A { string s = 1 [features = { $0", "FieldOptions", [("features", False)], [], "p.A"),
    ],
)
def test_the_way_into_options(
    text: str, target: str, option: list[tuple[str, bool]], entries: list[tuple[str, bool]], scope: str
) -> None:
    context = context_of(text)
    assert (context.target, context.scope) == (target, scope)
    assert context.option == tuple(Part(*part) for part in option)
    assert context.entries == tuple(Part(*part) for part in entries)
