"""One typing error is one diagnostic, where it was made, and the rest of the file keeps its meaning."""

from __future__ import annotations

import pytest
from tests.support.fixtures import FOLDER, check_diagnostic_style, parse_fixture, shown

from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.syntax.parser import parse
from protowright.text.edit import apply_edits

BASE = """\
syntax = "proto3";
package shop.v1;
import "google/protobuf/empty.proto";
option java_package = "com.example.shop";
message Tea {
  string name = 1;
  repeated int32 grams = 2 [deprecated = true];
  map<string, Cup> cups = 3;
  oneof kind {
    bool green = 4;
    bool black = 5;
  }
  message Leaf {
    int32 length = 1;
  }
  reserved 10 to 20, 30;
  reserved "old", "older";
}
enum Size {
  SIZE_UNKNOWN = 0;
  SIZE_BIG = 1 [deprecated = true];
  SIZE_SMALL = -1;
}
message Cup {
  Size size = 1;
}
service Kettle {
  option deprecated = false;
  rpc Boil(Cup) returns (stream Tea);
  rpc Pour(stream Tea) returns (Cup) {
    option (http) = {
      get: "/v1/cups"
      body: "*"
    };
  }
  rpc Empty(google.protobuf.Empty) returns (google.protobuf.Empty);
}
message Last {
  string end = 1;
}
"""

SEMICOLON = "// error: [missing-semicolon]"
SYNTAX = "// error: [syntax-error]"
BLOCK = "// error: [unclosed-block]"
QUOTE = "// error: [unterminated-string]"
CHARACTER = "// error: [invalid-character]"

CASES: dict[str, tuple[str, str, str]] = {
    # What was there, what is there now, and the names that the file loses by it.
    "semicolon after syntax": ('"proto3";', f'"proto3" {SEMICOLON}', ""),
    "semicolon after package": ("package shop.v1;", f"package shop.v1 {SEMICOLON}", ""),
    "semicolon after import": ('empty.proto";', f'empty.proto" {SEMICOLON}', ""),
    "semicolon after option": ('shop";', f'shop" {SEMICOLON}', ""),
    "semicolon after field": ("string name = 1;", f"string name = 1 {SEMICOLON}", ""),
    "semicolon after the last field": ("Size size = 1;", f"Size size = 1 {SEMICOLON}", ""),
    "semicolon after field options": ("[deprecated = true];\n  map", f"[deprecated = true] {SEMICOLON}\n  map", ""),
    "semicolon after map": ("cups = 3;", f"cups = 3 {SEMICOLON}", ""),
    "semicolon after oneof field": ("bool green = 4;", f"bool green = 4 {SEMICOLON}", ""),
    "semicolon after ranges": ("20, 30;", f"20, 30 {SEMICOLON}", ""),
    "semicolon after names": ('"older";', f'"older" {SEMICOLON}', ""),
    "semicolon after enum value": ("SIZE_UNKNOWN = 0;", f"SIZE_UNKNOWN = 0 {SEMICOLON}", ""),
    "semicolon after enum value with options": ("= true];\n  SIZE", f"= true] {SEMICOLON}\n  SIZE", ""),
    "semicolon after the last enum value": ("= -1;", f"= -1 {SEMICOLON}", ""),
    "semicolon after rpc": ("(stream Tea);", f"(stream Tea) {SEMICOLON}", ""),
    "semicolon after the last rpc": (
        "rpc Empty(google.protobuf.Empty) returns (google.protobuf.Empty);",
        f"rpc Empty(google.protobuf.Empty) returns (google.protobuf.Empty) {SEMICOLON}",
        "",
    ),
    "semicolon after a message value": ("    };\n", f"    }} {SEMICOLON}\n", ""),
    "semicolon after service option": ("deprecated = false;", f"deprecated = false {SEMICOLON}", ""),
    "closing brace of message": (
        '"older";\n}\nenum Size {',
        '"older";\nenum Size {',
        "",
    ),
    "closing brace of enum": ("= -1;\n}", "= -1;", ""),
    "closing brace of oneof": ("black = 5;\n  }", "black = 5;", ""),
    "closing brace of nested message": ("length = 1;\n  }", "length = 1;", ""),
    "closing brace of service": (".Empty);\n}", ".Empty);", ""),
    "closing brace of the last message": ("end = 1;\n}", "end = 1;", ""),
    "closing brace of rpc": ("    };\n  }\n", "    };\n", ""),
    "opening brace of message": ("message Cup {", f"message Cup {SYNTAX}", ""),
    "opening brace of enum": ("enum Size {", f"enum Size {SYNTAX}", ""),
    "opening brace of service": ("service Kettle {", f"service Kettle {SYNTAX}", ""),
    "opening brace of oneof": ("oneof kind {", f"oneof kind {SYNTAX}", ""),
    "one closing brace too many": ("= -1;\n}", "= -1;\n}\n} // error: [unmatched-brace]", ""),
    "closing quote of syntax": ('"proto3";', f'"proto3; {QUOTE}', ""),
    "closing quote of import": ('empty.proto";', f"empty.proto; {QUOTE}", ""),
    "closing quote of option": ('shop";', f"shop; {QUOTE}", ""),
    "closing quote of reserved name": ('"older";', f'"older; {QUOTE}', ""),
    "closing quote in a message value": ('"/v1/cups"', f'"/v1/cups {QUOTE}', ""),
    "opening quote of import": (' "google/protobuf/empty.proto";', f" google/protobuf/empty.proto; {SYNTAX}", ""),
    "quotes of syntax": ('"proto3";', f"proto3; {SYNTAX}", ""),
    "equals sign of syntax": ('syntax = "proto3";', f'syntax "proto3"; {SYNTAX}', ""),
    "equals sign of field": ("string name = 1;", f"string name 1; {SYNTAX}", ""),
    "equals sign of enum value": ("SIZE_UNKNOWN = 0;", f"SIZE_UNKNOWN 0; {SYNTAX}", "shop.v1.SIZE_UNKNOWN?"),
    "equals sign of option": ("java_package = ", "java_package ", ""),
    "number of field": ("name = 1;", f"name = ; {SYNTAX}", ""),
    "number and equals sign of field": ("string name = 1;", "string name; // error: [missing-field-number]", ""),
    "type of field": ("string name = 1;", f"name = 1; {SYNTAX}", "shop.v1.Tea.name"),
    "name of field": ("string name = 1;", f"string = 1; {SYNTAX}", "shop.v1.Tea.name"),
    "half a field, typed before the others": ("  string name = 1;", f"  str {SYNTAX}\n  string name = 1;", ""),
    "half a field, typed as the last": ("  Size size = 1;\n", f"  Size size = 1;\n  str {SYNTAX}\n", ""),
    "half a declaration at the top": ("message Cup {", f"mess {SYNTAX}\nmessage Cup {{", ""),
    "a keyword alone at the top": ("message Cup {", f"message {SYNTAX}\nmessage Cup {{", ""),
    "a keyword alone at the end": ("  string end = 1;\n}\n", f"  string end = 1;\n}}\nmessage {SYNTAX}\n", ""),
    "half an rpc": ("  rpc Boil", f"  rpc {SYNTAX}\n  rpc Boil", ""),
    "half an rpc with a name": ("  rpc Boil", f"  rpc New {SYNTAX}\n  rpc Boil", "+shop.v1.Kettle.New"),
    "half an rpc with a request": ("  rpc Boil", f"  rpc New(Cup) {SYNTAX}\n  rpc Boil", "+shop.v1.Kettle.New"),
    "half an rpc up to returns": ("  rpc Boil", f"  rpc New(Cup) returns {SYNTAX}\n  rpc Boil", "+shop.v1.Kettle.New"),
    "option alone at the top": ("message Cup {", f"option {SYNTAX}\n\nmessage Cup {{", ""),
    "an option up to its name": ("message Cup {", f"option go_package {SYNTAX}\n\nmessage Cup {{", ""),
    "an option up to its value": ("message Cup {", f"option go_package = {SYNTAX}\n\nmessage Cup {{", ""),
    "option alone in a message": ("  string name = 1;", f"  option {SYNTAX}\n  string name = 1;", ""),
    "extend alone": ("message Cup {", f"extend {SYNTAX}\n\nmessage Cup {{", ""),
    "package alone": ("message Cup {", f"package {SYNTAX}\n\nmessage Cup {{", ""),
    "a label alone before a label": ("  repeated int32", f"  repeated {SYNTAX}\n  repeated int32", ""),
    "a label alone before a map": ("  map<string", f"  repeated {SYNTAX}\n  map<string", ""),
    "a label alone before a oneof": ("  oneof kind", f"  optional {SYNTAX}\n  oneof kind", ""),
    "reserved alone": ("  repeated int32", f"  reserved {SYNTAX}\n  repeated int32", ""),
    "a dotted type up to its dot": ("  repeated int32", f"  shop. {SYNTAX}\n  repeated int32", ""),
    "a map up to its value": ("  repeated int32", f"  map<string, {SYNTAX}\n  repeated int32", ""),
    "half an rpc up to a parenthesis": ("  rpc Boil", f"  rpc New( {SYNTAX}\n  rpc Boil", "+shop.v1.Kettle.New"),
    "options up to a bracket": ("  string name = 1;\n", f"  string name = 1 [ {SYNTAX}\n", ""),
    "options up to a value": ("  string name = 1;\n", f"  string name = 1 [deprecated = {SYNTAX}\n", ""),
    "name of message": ("message Cup {", f"message {{ {SYNTAX}", "shop.v1.Cup shop.v1.Cup.size"),
    "request type": ("rpc Boil(Cup)", f"rpc Boil() {SYNTAX}\n   ", ""),
    "parenthesis of request": ("rpc Boil(Cup)", "rpc Boil(Cup", ""),
    "parenthesis of response": ("(stream Tea);", f"(stream Tea; {SYNTAX}", ""),
    "returns": ("rpc Boil(Cup) returns", "rpc Boil(Cup)", ""),
    "bracket of options": ("true];\n  map", f"true; {SYNTAX}\n  map", ""),
    "bracket of options, open": ("2 [deprecated", "2 deprecated", ""),
    "comma of map": ("map<string, Cup>", "map<string Cup>", "shop.v1.Tea.cups"),
    "angle of map": ("Cup> cups", "Cup cups", "shop.v1.Tea.cups"),
    "comma of ranges": ("20, 30", "20 30", ""),
    "an upper bound": ("10 to 20", "10 to", ""),
    "colon in a message value": ('get: "/v1', 'get "/v1', ""),
    "value in a message value": ('get: "/v1/cups"', "get: // error: [invalid-option-literal]", ""),
    "a value at the top without its closing brace": (
        "message Cup",
        "option (a) = {\n  b: 1\n\nmessage Cup",
        "",
    ),
    "a letter that is none of the language": ("message Cup", "message Cüp", "shop.v1.Cup shop.v1.Cup.size +shop.v1.C?"),
    "a character without a meaning": ("string name", "string @name", "shop.v1.Tea.name"),
    "a comment that does not end": ("message Last", "/* message Last", "shop.v1.Last shop.v1.Last.end"),
}

# Where no marker fits into what is typed, the fault and its line are given here.
PLACES = {
    "closing brace of message": (5, "unclosed-block"),
    "closing brace of enum": (19, "unclosed-block"),
    "closing brace of oneof": (9, "unclosed-block"),
    "closing brace of nested message": (13, "unclosed-block"),
    "closing brace of service": (27, "unclosed-block"),
    "closing brace of the last message": (38, "unclosed-block"),
    "closing brace of rpc": (30, "unclosed-block"),
    "equals sign of option": (4, "syntax-error"),
    "parenthesis of request": (29, "syntax-error"),
    "returns": (29, "syntax-error"),
    "bracket of options, open": (7, "syntax-error"),
    "comma of map": (8, "syntax-error"),
    "angle of map": (8, "syntax-error"),
    "comma of ranges": (16, "syntax-error"),
    "an upper bound": (16, "syntax-error"),
    "colon in a message value": (32, "invalid-option-literal"),
    "a value at the top without its closing brace": (27, "invalid-option-literal"),
    "a letter that is none of the language": (24, "invalid-character"),
    "a character without a meaning": (6, "invalid-character"),
    "a comment that does not end": (38, "unterminated-comment"),
}


def names(text: str) -> set[str]:
    return {symbol.full_name for symbol in FileSymbols(parse(text)).declared()}


@pytest.mark.parametrize("title", CASES)
def test_one_typing_error(title: str) -> None:
    old, new, changes = CASES[title]
    assert BASE.count(old) >= 1, "the case changes something"
    fixture = parse_fixture(f"//- case.proto\n{BASE.replace(old, new, 1)}")
    (path, text), *_ = fixture.files.items()
    assert path.startswith(FOLDER)
    expected = fixture.expected[path]
    if title in PLACES:
        line, code = PLACES[title]
        expected = [*expected, (line, "error", code)]
    tree = parse(text)
    assert shown(text, tree.diagnostics) == expected, [item.message for item in tree.diagnostics]
    for item in tree.diagnostics:
        check_diagnostic_style(item, text)
    lost, gained = names(BASE) - names(text), names(text) - names(BASE)
    words = changes.split()
    assert lost <= {word.rstrip("?") for word in words if word[0] != "+"}
    assert {word for word in words if word[0] != "+" and word[-1] != "?"} <= lost
    assert gained <= {word[1:].rstrip("?") for word in words if word[0] == "+"}


def test_a_type_may_stand_on_the_next_line_whatever_its_name() -> None:
    for field in ("optional\n  message a = 1;", "B.\n  option a = 1;", "optional\n  B.\n  repeated a = 1;"):
        assert not parse(f"message A {{\n  {field}\n}}\n").diagnostics
    assert not parse("option\n  java_package\n  =\n  'a';\nextend\nFoo { optional int32 a = 1; }\n").diagnostics


def test_the_whole_file_has_no_fault() -> None:
    assert not parse(BASE).diagnostics
    assert len(CASES) >= 40 and len(names(BASE)) == 21


@pytest.mark.parametrize("title", CASES)
def test_a_fix_mends_what_it_says(title: str) -> None:
    """Every fix the parser offers leaves one fault less."""
    old, new, _ = CASES[title]
    text = next(iter(parse_fixture(f"//- case.proto\n{BASE.replace(old, new, 1)}").files.values()))
    before = parse(text).diagnostics
    for item in before:
        for fix in item.fixes:
            assert len(parse(apply_edits(text, fix.edits)).diagnostics) < len(before), (title, fix)
