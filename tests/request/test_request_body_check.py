"""What is wrong with a body: the sentence, the place, the help, and the fixes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.support.fixtures import check_diagnostic_style
from tests.support.request_bodies import body_schema, tree
from tests.support.timing import growth

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.request.body import check_body, filled
from protowright.request.body.check import MAXIMUM_FAULTS
from protowright.text.edit import apply_edits


def found(body: str, message: str = "Three") -> list[Diagnostic]:
    diagnostics = sorted(check_body(tree(body), f"bodies.{message}", body_schema()), key=lambda item: item.span)
    for item in diagnostics:
        check_diagnostic_style(item, body)
    return diagnostics


def fault(body: str, message: str = "Three") -> Diagnostic:
    (item,) = found(body, message)
    return item


def mended(body: str, message: str = "Three") -> list[str]:
    """The body after each fix of its only fault."""
    return [apply_edits(body, fix.edits) for fix in fault(body, message).fixes]


TYPES = [
    # A body, where its fault is, and what is said.
    ('{"fInt32": "abc"}', '"abc"', "`fInt32` takes an integer (int32), and this is a string that is no integer"),
    ('{"fInt32": 1.5}', "1.5", "`fInt32` takes an integer (int32), and this is a fraction"),
    ('{"fUint64": true}', "true", "`fUint64` takes an integer (uint64), and this is a boolean"),
    ('{"f_float": {}}', "{", "`fFloat` takes a number (float), and this is an object"),
    ('{"fDouble": "x"}', '"x"', "`fDouble` takes a number (double), and this is a string that is no number"),
    ('{"fBool": 1}', "1", "`fBool` takes `true` or `false`, and this is a number"),
    ('{"fString": []}', "[", "`fString` takes a string, and this is an array"),
    ('{"fBytes": 1}', "1", "`fBytes` takes bytes as a base64 string, and this is a number"),
    ('{"color": []}', "[", "`color` takes a value of the enum `bodies.Color`, and this is an array"),
    ('{"right": 5}', "5", "`right` takes an object (`bodies.Three`), and this is a number"),
    ('{"ints": 5}', "5", "`ints` takes an array, and this is a number"),
    (
        '{"ints": [1, "x"]}',
        '"x"',
        "an element of `ints` takes an integer (int32), and this is a string that is no integer",
    ),
    ('{"byInt": []}', "[", "`byInt` takes an object of keys and values, and this is an array"),
    ('{"byInt": {"1": 5}}', "5", "a value of `byInt` takes a string, and this is a number"),
    (
        '{"byInt": {"x": ""}}',
        '"x"',
        "a key of `byInt` takes an integer (int32), and this is a string that is no integer",
    ),
    ('{"byBool": {"no": 1}}', '"no"', "a key of `byBool` takes `true` or `false`, and this is `no`"),
    ('{"wInt32": true}', "true", "`wInt32` takes an integer (int32), and this is a boolean"),
    ('{"atTime": []}', "[", '`atTime` takes a time such as `"2025-01-02T03:04:05Z"`, and this is an array'),
    ('{"forTime": true}', "true", '`forTime` takes a duration such as `"1.5s"`, and this is a boolean'),
    ('{"mask": 1}', "1", '`mask` takes paths such as `"userName,address.city"`, and this is a number'),
    ('{"struct": []}', "[", "`struct` takes an object (`google.protobuf.Struct`), and this is an array"),
    ('{"list": {}}', "{", "`list` takes an array, and this is an object"),
    ('{"any": "x"}', '"x"', '`any` takes an object with `"@type"`, and this is a string'),
    ("[]", "[", "the body takes an object (`bodies.Three`), and this is an array"),
    ("null", "null", "the body takes an object (`bodies.Three`), and this is null"),
]


@pytest.mark.parametrize(("body", "place", "message"), TYPES)
def test_a_value_of_the_wrong_type(body: str, place: str, message: str) -> None:
    item = fault(body)
    assert (item.code.name, item.span.of(body), item.message) == ("value-type-mismatch", place, message)


OTHERS = [
    ("value-out-of-range", '{"fInt32": 2147483648}', "2147483648"),
    ("value-out-of-range", '{"fUint32": "-1"}', '"-1"'),
    ("value-out-of-range", '{"fInt64": 1e30}', "1e30"),
    ("value-out-of-range", '{"fFloat": 1e39}', "1e39"),
    ("value-out-of-range", '{"color": 5000000000}', "5000000000"),
    ("value-out-of-range", '{"value": [1e999]}', "1e999"),
    ("invalid-base64", '{"fBytes": "a"}', '"a"'),
    ("invalid-timestamp", '{"atTime": "now"}', '"now"'),
    ("invalid-duration", '{"forTime": "1.5"}', '"1.5"'),
    ("invalid-field-mask", '{"mask": "a b_c"}', '"a b_c"'),
    ("undefined-enum-value", '{"color": "purple"}', '"purple"'),
    ("unpaired-surrogate", '{"fString": "\\ud800"}', '"\\ud800"'),
    ("unpaired-surrogate", '{"value": {"\\udfff": 1}}', '"\\udfff"'),
    ("duplicate-key", '{"fInt32": 1, "f_int32": 2}', '"f_int32"'),
    ("duplicate-key", '{"struct": {"a": {"b": 1, "b": 1}}}', '"b"'),
    ("oneof-set-twice", '{"left": "", "right": {}}', '"right"'),
    ("null-not-allowed", '{"ints": [1, null]}', "null"),
    ("null-not-allowed", '{"byString": {"a": null}}', "null"),
    ("unknown-field", '{"nothing": 1}', '"nothing"'),
    ("unknown-field", '{"[bodies.number]": 1}', '"[bodies.number]"'),
    ("unknown-field", '{"any": {"@type": "x/bodies.Three", "nothing": 1}}', '"nothing"'),
    ("unknown-field", '{"any": {"@type": "x/google.protobuf.Duration", "value": "1s", "x": 1}}', '"x"'),
    ("invalid-any", '{"any": {"fInt32": 1}}', "{"),
    ("invalid-any", '{"any": {"@type": 5}}', "5"),
    ("invalid-any", '{"any": {"@type": "x/google.protobuf.Duration"}}', "{"),
    ("unknown-any-type", '{"any": {"x": 1, "@type": "x/not.Known"}}', '"x/not.Known"'),
    ("body-too-deep", '{"value": ' + "[" * 55 + "]" * 55 + "}", "["),
]


@pytest.mark.parametrize(("code", "body", "place"), OTHERS)
def test_other_faults(code: str, body: str, place: str) -> None:
    item = fault(body)
    assert (item.code.name, item.span.of(body)) == (code, place)


def test_closed_enums_take_their_own_numbers_only() -> None:
    assert found('{"id": "", "kind": 2, "kinds": ["1", 1.0, "BLACK"]}', "Two") == []
    assert fault('{"id": "", "kind": 3}', "Two").message == "the enum `bodies.Kind` has no value `3`"
    assert found('{"id": "", "shut": 5, "open": 77}', "Later") == []
    assert fault('{"id": "", "shuts": [77]}', "Later").help == "it has SHUT_A, SHUT_B"


@pytest.mark.parametrize("message", ["Two", "Later"])
def test_required_fields(message: str) -> None:
    assert fault("{}", message).message == f"`bodies.{message}` lacks `id`, which is required"
    assert fault('{"id": null}', message).code.name == "missing-required-field"
    assert found('{"{{key}}": null}', message) == []
    key = "two" if message == "Later" else "one"
    assert [item.message for item in found(f'{{"id": "", "{key}": {{"part": {{}}}}}}', message)] == [
        "`bodies.Two` lacks `id`, which is required",
        "`bodies.Two.Part` lacks `size`, which is required",
    ]


def test_extensions_are_fields_of_their_message() -> None:
    assert found('{"id": "", "[bodies.number]": 1, "[bodies.Two.nested_extension]": {"id": ""}}', "Two") == []
    assert (
        fault('{"id": "", "[bodies.more_kinds]": 1}', "Two").message
        == "`[bodies.more_kinds]` takes an array, and this is a number"
    )
    wrong = fault('{"id": "", "[bodies.elsewhere]": 1}', "Two")
    assert wrong.message == "`[bodies.elsewhere]` extends `bodies.Two.Other`, and not `bodies.Two`"


@pytest.mark.parametrize(
    "body",
    [
        '{"fInt32": {{x}}, "fBool": "{{x}}", "color": "{{x}}-", "right": {{x}}, "left": {{x}}}'.replace(
            ', "left": {{x}}', ""
        ),
        '{"{{x}}": 1, "threes": {{x}}, "byInt": {{x}}, "byString": {"{{x}}": {{x}}}, "byBool": {"{{x}}": 1}}',
        '{"ints": [{{x}}, "{{x}}"], "atTime": "{{x}}", "any": {"@type": "{{x}}", "what": 1}, "struct": {{x}}}',
        '{"any": {"{{x}}": 1}, "anys": [{{x}}, {"@type": {{x}}, "a": 1}], "value": ["{{x}}", {{x}}]}',
        "{{x}}",
    ],
)
def test_what_has_a_variable_in_it_is_not_judged(body: str) -> None:
    assert found(body) == []


def test_variables_are_judged_when_they_are_filled_in() -> None:
    body = '{"fInt32": {{number}}, "right": {{object}}, "{{name}}": 1}'
    values = {"number": "x", "object": '{"fBool": 1}', "name": "nothing"}

    def fill(text: str) -> str:
        for name, value in values.items():
            text = text.replace("{{" + name + "}}", value)
        return text

    diagnostics = check_body(filled(tree(body), fill), "bodies.Three", body_schema())
    assert sorted((item.span.of(body), item.message) for item in diagnostics) == [
        ('"{{name}}"', "`bodies.Three` has no field `nothing`"),
        ("{{number}}", "`fInt32` takes an integer (int32), and this is a string that is no integer"),
        ("{{object}}", "`fBool` takes `true` or `false`, and this is a number"),
    ]


FIXES = [
    ('{"color": "red"}', '{"color": "COLOR_RED"}'),
    ('{"color": "darkBlue"}', '{"color": "COLOR_DARK_BLUE"}'),
    ('{"color": "dark-blu"}', '{"color": "COLOR_DARK_BLUE"}'),
    ('{"fInt46": 1}', '{"fInt64": 1}'),
    ('{"fString": 5}', '{"fString": "5"}'),
    ('{"fBool": "true"}', '{"fBool": true}'),
    ('{"fDouble": "nan"}', '{"fDouble": "NaN"}'),
    ('{"fBytes": "a b!"}', '{"fBytes": "YSBiIQ=="}'),
    ('{"threes": {"fInt32": 1}}', '{"threes": [{"fInt32": 1}]}'),
    ('{"right": [ {"fInt32": 1}, ]}', '{"right": {"fInt32": 1}}'),
    ('{"atTime": "2025-01-02"}', '{"atTime": "2025-01-02T00:00:00Z"}'),
    ('{"atTime": "2025-01-02 03:04:05.6+0100"}', '{"atTime": "2025-01-02T03:04:05.6+01:00"}'),
    ('{"atTime": 1745130600}', '{"atTime": "2025-04-20T06:30:00Z"}'),
    ('{"atTime": 1745130600123}', '{"atTime": "2025-04-20T06:30:00.123Z"}'),
    ('{"forTime": "1h30m"}', '{"forTime": "5400s"}'),
    ('{"forTime": "-250ms"}', '{"forTime": "-0.25s"}'),
    ('{"forTime": "5"}', '{"forTime": "5s"}'),
    ('{"mask": "user_name, address.zip_code"}', '{"mask": "userName,address.zipCode"}'),
    ('{"any": {"type": "x/bodies.Two"}}', '{"any": {"@type": "x/bodies.Two"}}'),
    ('{"any": {"@type": "x/bodies.Threee"}}', '{"any": {"@type": "x/bodies.Three"}}'),
]


@pytest.mark.parametrize(("body", "expected"), FIXES)
def test_the_first_fix_mends_the_fault(body: str, expected: str) -> None:
    assert mended(body)[0] == expected
    assert all(item.code.name != fault(body).code.name for item in found(expected))


def test_a_required_field_is_added_with_a_value() -> None:
    assert mended("{}", "Two") == ['{ "id": "" }']
    assert mended('{\n  "kind": 1\n}', "Two") == ['{\n  "id": "", "kind": 1\n}']


def test_an_unknown_message_is_not_judged() -> None:
    assert list(check_body(tree('{"a": 1}'), "not.Known", body_schema())) == []


def test_a_body_for_another_message_has_its_first_faults_only() -> None:
    assert len(found('{"ints": [' + "true," * 500 + "]}")) == MAXIMUM_FAULTS


@pytest.mark.parametrize(
    "unit",
    ['{"fInt32": 1, "color": "COLOR_RED", "atTime": "2025-01-02T03:04:05Z"},', '{"struct": {"a": [1, 2, {}]}},'],
)
def test_time_grows_as_the_body_does(unit: str) -> None:
    def work(count: int) -> Callable[[], object]:
        value = tree('{"threes": [' + unit * count + "]}")
        return lambda: list(check_body(value, "bodies.Three", body_schema()))

    assert growth(work, 200) < 3
