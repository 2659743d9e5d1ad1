"""Options: their names, their values, and message literals."""

from __future__ import annotations

import pytest
from tests.support.fixtures import accept, complete, item_of

CUSTOM = """\
//- my/options.proto
syntax = "proto3";
package my;
import "google/protobuf/descriptor.proto";
enum Level { LEVEL_UNSPECIFIED = 0; LEVEL_HIGH = 1; }
message Rule {
  string pattern = 1;
  repeated string tags = 2;
  Rule inner = 3;
  Level level = 4;
  map<string, Level> levels = 5;
}
extend google.protobuf.FieldOptions {
  // How it is checked.
  Rule rule = 50000;
  bool secret = 50001;
}
extend google.protobuf.MessageOptions { bool audited = 50002; }
//- main.proto
syntax = "proto3";
package app;
"""
IMPORTED = CUSTOM + 'import "my/options.proto";\n'


def labels(text: str) -> list[str]:
    """The labels at the cursor, best first."""
    return [item.label for item in complete(text)[1].items]


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("option $0", {"java_package", "optimize_for", "deprecated"}, {"uninterpreted_option", "features", "packed"}),
        (
            "message A { option $0 }",
            {"deprecated", "message_set_wire_format"},
            {"java_package", "json_name", "map_entry"},
        ),
        ('syntax = "proto3"; message A { option $0 }', {"deprecated"}, {"message_set_wire_format"}),
        ('edition = "2023"; option $0', {"java_package"}, {"java_string_check_utf8"}),
        ("message A { int32 a = 1 [$0]; }", {"deprecated", "json_name"}, {"java_package", "(audited)", "packed"}),
        ("message A { repeated int32 a = 1 [$0]; }", {"packed", "ctype"}, {"default", "jstype", "lazy"}),
        ("message A { repeated string a = 1 [$0]; }", {"ctype"}, {"default", "packed"}),
        ("message A { optional fixed64 a = 1 [$0]; }", {"jstype", "default"}, {"packed", "unverified_lazy"}),
        ("message A { optional A a = 1 [$0]; }", {"lazy", "unverified_lazy"}, {"default", "jstype"}),
        ("message A { optional .A.E a = 1 [$0]; enum E { X = 0; } }", {"default"}, {"lazy", "packed"}),
        ("message A { optional group A = 1 [$0] {} }", {"lazy"}, {"default", "jstype", "packed"}),
        ("message A { repeated group A = 1 [$0] {} }", {"lazy"}, {"default", "packed"}),
        ("extend A { optional A a = 1 [$0]; } message A {}", {"lazy"}, {"unverified_lazy"}),
        ("message A { repeated E a = 1 [$0]; enum E { X = 0; } }", {"packed"}, {"lazy", "default"}),
        ("message A { map<string, A> a = 1 [$0]; }", {"json_name"}, {"lazy", "default", "packed"}),
        ("message A { repeated int32 a = 1 [packed = true, $0]; }", {"ctype"}, {"packed"}),
        ("message A { optional int32 a = 1 [default = 1, json_name = 'b', $0]; }", {"ctype"}, {"default", "json_name"}),
        ('edition = "2023"; message A { repeated int32 a = 1 [$0]; }', {"ctype", "features"}, {"packed"}),
        ('edition = "2024"; message A { int32 a = 1 [$0]; }', {"features"}, {"ctype", "packed"}),
        ("enum E { A = 0 [$0]; }", {"deprecated"}, {"allow_alias", "json_name"}),
        ("enum E { option $0 }", {"allow_alias", "deprecated"}, {"packed"}),
        ("service S { rpc A(A) returns (A) { option $0 } }", {"idempotency_level"}, {"packed"}),
        ('edition = "2023"; message A { int32 a = 1 [$0]; }', {"features", "default"}, {"(audited)"}),
        (
            'edition = "2023"; message A { int32 a = 1 [features.$0]; }',
            {"field_presence"},
            {"enum_type", "json_format"},
        ),
        ('edition = "2023"; enum E { option features.$0 }', {"enum_type"}, {"field_presence", "enforce_naming_style"}),
        ('edition = "2024"; enum E { option features.$0 }', {"enum_type", "enforce_naming_style"}, {"field_presence"}),
        ('syntax = "proto3"; message A { int32 a = 1 [$0]; }', {"json_name"}, {"default", "features"}),
        (IMPORTED + "message A { int32 a = 1 [$0]; }", {"(rule)", "(secret)"}, {"(audited)"}),
        (IMPORTED + "message A { option $0 }", {"(audited)"}, {"(rule)"}),
        (IMPORTED + "message A { int32 a = 1 [($0)]; }", {"rule", "secret", "my"}, {"deprecated", "audited"}),
        (IMPORTED + "message A { int32 a = 1 [(my.$0)]; }", {"rule", "secret"}, {"my", "audited"}),
        (IMPORTED + "message A { int32 a = 1 [(my.rule).$0]; }", {"pattern", "inner"}, {"rule", "deprecated"}),
        (IMPORTED + "message A { int32 a = 1 [(my.rule).inner.$0]; }", {"pattern", "inner"}, {"rule"}),
    ],
)
def test_the_options_that_fit(text: str, wanted: set[str], unwanted: set[str]) -> None:
    found = set(labels(text))
    assert wanted <= found and not unwanted & found


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("message A { int32 a = 1 [se$0]; }", "(secret)", "message A { int32 a = 1 [(my.secret)]; }"),
        ("message A { int32 a = 1 [(se$0]; }", "secret", "message A { int32 a = 1 [(my.secret)]; }"),
        ("message A { int32 a = 1 [(se$0)]; }", "secret", "message A { int32 a = 1 [(my.secret)]; }"),
        ("message A { int32 a = 1 [(my.se$0)]; }", "secret", "message A { int32 a = 1 [(my.secret)]; }"),
        ("message A { int32 a = 1 [(m$0.secret)]; }", "my", "message A { int32 a = 1 [(my.secret)]; }"),
        (
            "message A { int32 a = 1 [dep$0ated = true]; }",
            "deprecated",
            "message A { int32 a = 1 [deprecated = true]; }",
        ),
    ],
)
def test_the_text_of_an_option(text: str, label: str, line: str) -> None:
    assert accept(IMPORTED + text, label).splitlines()[-1] == line


def test_a_custom_option_is_imported() -> None:
    result = accept(CUSTOM + "message A { int32 a = 1 [secr$0]; }", "(secret)")
    assert result.endswith('package app;\n\nimport "my/options.proto";\nmessage A { int32 a = 1 [(my.secret)]; }')


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("option optimize_for = $0;", ["SPEED", "CODE_SIZE", "LITE_RUNTIME"]),
        ("option java_multiple_files = $0;", ["true", "false"]),
        ("option java_package = $0;", ['""']),
        ('edition = "2023"; option features.field_presence = $0;', ["EXPLICIT", "IMPLICIT", "LEGACY_REQUIRED"]),
        ('edition = "2023"; option features = { enum_type: $0 };', ["OPEN", "CLOSED"]),
        ("enum E { A = 0; B = 1; } message M { optional E e = 1 [default = $0]; }", ["A", "B"]),
        ("message M { optional bool b = 1 [default = $0]; }", ["true", "false"]),
        ("message M { optional double d = 1 [default = -$0]; }", ["inf", "nan"]),
        ("message M { optional double d = 1 [json_name = $0]; }", ['""']),
        (IMPORTED + "message M { int32 a = 1 [(my.rule) = $0]; }", ["{}"]),
        (IMPORTED + "message M { int32 a = 1 [(my.rule).level = $0]; }", ["LEVEL_HIGH", "LEVEL_UNSPECIFIED"]),
        (IMPORTED + "message M { int32 a = 1 [(my.rule) = { level: L$0 }]; }", ["LEVEL_HIGH", "LEVEL_UNSPECIFIED"]),
        (
            IMPORTED + "message M { int32 a = 1 [(my.rule) = { inner { level: $0 }}]; }",
            ["LEVEL_HIGH", "LEVEL_UNSPECIFIED"],
        ),
        (IMPORTED + "message M { int32 a = 1 [(my.rule) = { tags: [$0] }]; }", ['""']),
        (IMPORTED + "message M { int32 a = 1 [(nope.rule) = $0]; }", []),
    ],
)
def test_the_values_that_fit(text: str, expected: list[str]) -> None:
    found = labels(text)
    assert sorted(found) == sorted(expected)


def test_fields_of_a_literal_come_once_unless_they_are_repeated() -> None:
    literal = 'message M { int32 a = 1 [(my.rule) = { pattern: "x" tags: "y" $0 level: LEVEL_HIGH }]; }'
    assert sorted(labels(IMPORTED + literal)) == ["inner", "levels", "tags"]
    assert labels(IMPORTED + "message M { int32 a = 1 [(my.rule) = { pat$0: 1 }]; }")[0] == "pattern"
    entry = "message M { int32 a = 1 [(my.rule) = { levels { $0 } }]; }"
    assert sorted(labels(IMPORTED + entry)) == ["key", "value"]


EXTENDED = """\
//- o.proto
syntax = "proto2";
package o;
import "google/protobuf/descriptor.proto";
message Rule {
  optional string p = 1;
  repeated int32 al = 2;
  optional Rule nested = 3;
  optional group Limits = 8 { optional int32 low = 1; optional int32 high = 2; }
  extensions 100 to 199;
}
extend Rule { optional string rule_ext = 100; }
extend google.protobuf.FieldOptions { optional Rule rule = 50001; }
//- main.proto
syntax = "proto2";
import "o.proto";
message M { optional int32 x = 1 [(o.rule) = { LITERAL }]; }
"""


@pytest.mark.parametrize("before", ["", 'p: "a" ', 'p: "a",', "nested { } ", "al: [1, 2] ", "[o.rule_ext]: 'a' "])
@pytest.mark.parametrize("typed", ["[$0", "[$0]", "[o.$0]"])
def test_an_extension_in_a_literal_needs_no_comma_in_front(before: str, typed: str) -> None:
    assert "rule_ext" in {label.rpartition(".")[2].rstrip("]") for label in labels(_with_literal(before + typed))}


@pytest.mark.parametrize("name", ["Limits", "Limits:", "limits", "limits:"])
def test_a_group_has_two_names_in_a_literal(name: str) -> None:
    assert labels(_with_literal(f"{name} {{ $0 }}")) == ["low", "high"]
    assert labels(_with_literal(f"{name} {{ low: 1 $0 }}")) == ["high"]
    assert "limits" not in labels(_with_literal(f"{name} {{ low: 1 }} $0"))


def _with_literal(text: str) -> str:
    return EXTENDED.replace("LITERAL", text)


def test_an_option_tells_its_type_and_where_it_is_declared() -> None:
    found = complete(IMPORTED + "message A { int32 a = 1 [$0]; }")[1]
    rule = item_of(found, "(rule)")
    assert rule.detail == "my.rule: my.Rule"
    assert rule.declared is not None and rule.declared.full_name == "my.rule"
    assert item_of(found, "deprecated").detail == "bool"


def test_a_snippet_is_for_clients_that_take_them() -> None:
    from tests.support.fixtures import parse_fixture

    from protowright.ide.completion import completion

    fixture = parse_fixture(IMPORTED + "message M { int32 a = 1 [(my.rule) = $0]; }")
    (item,) = completion(fixture.snapshot(), fixture.main, fixture.cursor, snippets=True).items
    assert item.is_snippet and item.new_text == "{ $0 }"
    (item,) = completion(fixture.snapshot(), fixture.main, fixture.cursor).items
    assert not item.is_snippet and item.new_text == "{}"
