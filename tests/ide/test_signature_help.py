"""What may be written in the brackets around the cursor."""

from __future__ import annotations

import pytest
from tests.support.fixtures import parse_fixture

from protowright.ide.signature_help import signature_help

FILES = """\
//- options.proto
import "google/protobuf/descriptor.proto";
package o;
enum Level { LOW = 0; }
// About rules.
message Rule {
  // How strict it is.
  optional Level level = 1;
  repeated string words = 2;
  optional Rule inner = 3;
}
extend google.protobuf.FieldOptions { optional Rule rule = 50001; }
//- main.proto
syntax = "proto3";
import "options.proto";
%s
"""
RULE = "o.Rule { level: o.Level, words: repeated string, inner: o.Rule }"


def check_signature(text: str, label: str = "", active: str = "") -> None:
    """The signature at the cursor, and the part of it that is active; without a label, there is none."""
    fixture = parse_fixture(FILES % text)
    found = signature_help(fixture.snapshot(), fixture.main, fixture.cursor)
    assert (found is None) == (not label), found
    if found is not None:
        assert found.label == label
        assert found.parameters[found.active].span.of(label) == active


@pytest.mark.parametrize(
    ("option", "active"),
    [
        ("(o.rule) = { $0 }", "level: o.Level"),
        ("(o.rule) = { $0", "level: o.Level"),
        ("(o.rule) = { wo$0 }", "words: repeated string"),
        ("(o.rule) = { words: $0 }", "words: repeated string"),
        ("(o.rule) = { level: LOW, inner: $0 }", "inner: o.Rule"),
        ("(o.rule) = { inner { wor$0 } }", "words: repeated string"),
        ("(o.rule).in$0", "inner: o.Rule"),
    ],
)
def test_literals_and_options_of_a_message(option: str, active: str) -> None:
    check_signature(f"message A {{ string a = 1 [{option}]; }}", RULE, active)


def test_documentation() -> None:
    fixture = parse_fixture(FILES % "message A { string a = 1 [(o.rule) = { $0 }]; }")
    found = signature_help(fixture.snapshot(), fixture.main, fixture.cursor)
    assert found is not None
    assert found.documentation == "About rules."
    assert [parameter.documentation for parameter in found.parameters] == ["How strict it is.", "", ""]


def test_the_value_of_an_option() -> None:
    check_signature("message A { string a = 1 [deprecated = $0]; }", "deprecated = bool", "deprecated = bool")
    check_signature("option java_package = $0;", "java_package = string", "java_package = string")


def test_rpcs_and_maps() -> None:
    label = "rpc (request) returns (response)"
    check_signature("service S { rpc F($0", label, "(request)")
    check_signature("service S { rpc F(stream $0) returns (A); }", label, "(request)")
    check_signature("service S { rpc F(A) returns ($0", label, "returns (response)")
    label = "map<key: an integer type, bool or string, value: any type but a map>"
    check_signature("message A { map<$0", label, "key: an integer type, bool or string")
    check_signature("message A { map<string, $0> a = 1; }", label, "value: any type but a map")


def test_places_without_one() -> None:
    for text in (
        "$0",
        "message $0",
        "message A { $0 }",
        "message A { string a$0 = 1; }",
        "// ($0",
        "option (no.pe) = { $0",
    ):
        check_signature(text)
