"""Forms that other tools write: a hint, a fix, and the right form of what is sent."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.support.request_bodies import body_schema, refusal, tree
from tests.support.timing import growth

from protowright.diagnostics.diagnostic import Severity
from protowright.request.body import body_json, check_body
from protowright.text.edit import apply_edits

FORMS = [
    # What is written and what is sent.
    ('{"atTime": {"seconds": 1, "nanos": 2}}', '{"atTime": "1970-01-01T00:00:01.000000002Z"}'),
    ('{"atTime": {"seconds": "-1"}}', '{"atTime": "1969-12-31T23:59:59Z"}'),
    ('{"atTime": {"seconds": {"low": 1, "high": 1, "unsigned": false}}}', '{"atTime": "2106-02-07T06:28:17Z"}'),
    ('{"forTime": {"seconds": 1, "nanos": 500000000}}', '{"forTime": "1.500s"}'),
    ('{"forTime": 5}', '{"forTime": "5s"}'),
    ('{"forTime": -1.25e1}', '{"forTime": "-12.5s"}'),
    ('{"wInt32": {"value": 5}}', '{"wInt32": 5}'),
    ('{"wInt64": {"value": {"low": 5, "high": 0}}}', '{"wInt64": "5"}'),
    ('{"wBytes": [1, 2]}', '{"wBytes": "AQI="}'),
    ('{"mask": {"paths": ["user_name", "address.zip_code"]}}', '{"mask": "userName,address.zipCode"}'),
    (
        '{"struct": {"fields": {"k": {"stringValue": "v"}, "n": {"nullValue": 0}}}}',
        '{"struct": {"k": "v", "n": null}}',
    ),
    (
        '{"value": {"structValue": {"fields": {"k": {"listValue": {"values": [{"numberValue": 1.50}]}}}}}}',
        '{"value": {"k": [1.50]}}',
    ),
    ('{"value": {"null_value": "NULL_VALUE"}}', '{"value": null}'),
    ('{"list": {"values": [{"boolValue": true}]}}', '{"list": [true]}'),
    ('{"list": {"values": [1, {"boolValue": true}]}}', '{"list": [1, {"boolValue": true}]}'),
    ('{"any": {"type_url": "x/bodies.Two", "value": "CgF4"}}', '{"any": {"@type": "x/bodies.Two", "id": "x"}}'),
    (
        '{"any": {"typeUrl": "x/google.protobuf.Duration", "value": [8, 5]}}',
        '{"any": {"@type": "x/google.protobuf.Duration", "value": "5s"}}',
    ),
    ('{"fInt64": {"low": -1, "high": -1, "unsigned": false}}', '{"fInt64": "-1"}'),
    ('{"fUint64": {"low": -1, "high": -1, "unsigned": true}}', '{"fUint64": "18446744073709551615"}'),
    ('{"fBytes": {"type": "Buffer", "data": [0, 255]}}', '{"fBytes": "AP8="}'),
    ('{"blobs": [[0], "AA=="]}', '{"blobs": ["AA==", "AA=="]}'),
    ('{"durationByName": {"a": 1}}', '{"durationByName": {"a": "1s"}}'),
    (
        '{"anys": [{"@type": "x/bodies.Three", "forTime": 1}]}',
        '{"anys": [{"@type": "x/bodies.Three", "forTime": "1s"}]}',
    ),
    (
        '{"any": {"@type": "x/google.protobuf.Duration", "value": 1}}',
        '{"any": {"@type": "x/google.protobuf.Duration", "value": "1s"}}',
    ),
]


def as_it_is(text: str) -> str:
    return text


def sent(body: str, **variables: str) -> str:
    def fill(text: str) -> str:
        for name, value in variables.items():
            text = text.replace("{{" + name + "}}", value)
        return text

    return body_json(tree(body), fill, "bodies.Three", body_schema())


@pytest.mark.parametrize(("body", "expected"), FORMS)
def test_a_foreign_form_is_a_hint_and_sent_in_its_right_form(body: str, expected: str) -> None:
    assert sent(body) == expected
    assert (
        refusal(body, "bodies.Three", body_schema()) is None or refusal(expected, "bodies.Three", body_schema()) is None
    )
    assert refusal(expected, "bodies.Three", body_schema()) is None
    hints = list(check_body(tree(body), "bodies.Three", body_schema()))
    assert {(item.code.name, item.severity) for item in hints} == {("foreign-json-form", Severity.HINT)}
    (fix,) = hints[0].fixes
    after = apply_edits(body, fix.edits)
    assert json.loads(after) == json.loads(expected)
    assert list(check_body(tree(after), "bodies.Three", body_schema())) == []


@pytest.mark.parametrize(
    ("body", "variables", "expected"),
    [
        ('{"atTime": {"seconds": {{s}}}}', {"s": "1"}, '{"atTime": "1970-01-01T00:00:01Z"}'),
        (
            '{"atTime": {"seconds": "{{s}}", "nanos": {{n}}}}',
            {"s": "1", "n": "0"},
            '{"atTime": "1970-01-01T00:00:01Z"}',
        ),
        ('{"atTime": {{t}}}', {"t": '{"seconds": 1}'}, '{"atTime": "1970-01-01T00:00:01Z"}'),
        ('{"wInt32": {"value": {{v}}}}', {"v": "7"}, '{"wInt32": 7}'),
        ('{"mask": {"paths": ["{{p}}", {{q}}]}}', {"p": "a_b", "q": "c_d"}, '{"mask": "aB,cD"}'),
        ('{"fBytes": [{{b}}, 1]}', {"b": "0"}, '{"fBytes": "AAE="}'),
        ('{"fInt64": {"low": {{l}}, "high": 0}}', {"l": "3"}, '{"fInt64": "3"}'),
        (
            '{"any": {"typeUrl": "x/{{m}}", "value": "{{v}}"}}',
            {"m": "bodies.Two", "v": "CgF4"},
            '{"any": {"@type": "x/bodies.Two", "id": "x"}}',
        ),
    ],
)
def test_a_form_with_variables_is_a_hint_and_converted_when_they_are_filled_in(
    body: str, variables: dict[str, str], expected: str
) -> None:
    assert sent(body, **variables) == expected
    found = list(check_body(tree(body), "bodies.Three", body_schema()))
    assert all(item.code.name == "foreign-json-form" for item in found)
    assert len(found) == (0 if '"atTime": {{t}}' in body else 1)


def test_a_fix_keeps_variables_as_they_are() -> None:
    for body, expected in (
        ('{"wInt32": {"value": {{v}}}}', '{"wInt32": {{v}}}'),
        ('{"list": {"values": [{{v}}]}}', '{"list": [{{v}}]}'),
        ('{"struct": {"fields": {"a": {"stringValue": "{{v}}"}}}}', '{"struct": {"a": "{{v}}"}}'),
    ):
        (hint,) = check_body(tree(body), "bodies.Three", body_schema())
        assert [apply_edits(body, fix.edits) for fix in hint.fixes] == [expected]


@pytest.mark.parametrize(
    "body",
    [
        '{"struct": {"fields": {"k": "v"}}}',
        '{"struct": {"fields": {}}}',
        '{"struct": {"fields": {"k": {"stringValue": "v"}}, "more": 1}}',
        '{"struct": {"k": {"stringValue": "v"}}}',
        '{"value": {"stringValue": "v", "numberValue": 1}}',
        '{"value": {"stringValue": 1}}',
        '{"value": [{"stringValue": "v"}]}',
    ],
)
def test_free_form_json_that_only_looks_like_it_is_meant_literally(body: str) -> None:
    assert list(check_body(tree(body), "bodies.Three", body_schema())) == []
    assert sent(body) == body


@pytest.mark.parametrize(
    "body",
    [
        '{"atTime": {"seconds": 1e20}}',
        '{"atTime": {"seconds": 1, "minutes": 2}}',
        '{"atTime": {"seconds": 1, "seconds": 1}}',
        '{"forTime": {"seconds": 1, "nanos": -1}}',
        '{"forTime": 1e-10}',
        '{"forTime": 1e999999999999999999999}',
        '{"mask": {"paths": ["a_1"]}}',
        '{"wInt32": {"value": null}}',
        '{"fInt64": {"low": 1.5, "high": 0}}',
        '{"fBytes": [256]}',
        '{"fBytes": {"type": "Blob", "data": []}}',
        '{"any": {"typeUrl": "x/bodies.Two", "value": "!"}}',
        '{"any": {"typeUrl": "x/bodies.Two", "value": "AAEC"}}',
    ],
)
def test_a_form_that_stands_for_nothing_is_an_error(body: str) -> None:
    found = list(check_body(tree(body), "bodies.Three", body_schema()))
    assert found and all(item.severity is Severity.ERROR for item in found)
    assert sent(body) == body


def test_numbers_stay_as_they_are_written_and_members_without_a_value_are_left_out() -> None:
    assert (
        sent('{"fDouble": 1.50, "fInt32": 1E0, "values": [0.10, -0]}')
        == '{"fDouble": 1.50, "fInt32": 1E0, "values": [0.10, -0]}'
    )
    assert sent('{"fDouble": {{n}}}', n="1.50") == '{"fDouble": 1.50}'


def test_a_variable_is_json_or_else_a_string() -> None:
    assert sent('{"fString": {{s}}}', s="tea") == '{"fString": "tea"}'
    assert sent('{"fFloat": {{s}}}', s="NaN") == '{"fFloat": "NaN"}'
    assert sent('{"value": {{s}}}', s="[" * 5000) == f'{{"value": "{"[" * 5000}"}}'
    deep = "[" * 900 + "]" * 900
    assert sent('{"value": {{s}}}', s=deep) == f'{{"value": "{deep}"}}'
    assert sent('{"value": {{s}}}', s='{"a":' * 300 + "1" + "}" * 300).startswith('{"value": "{')


def test_time_grows_as_the_body_does() -> None:
    def work(count: int) -> Callable[[], object]:
        value = tree('{"threes": [' + '{"wBytes": {"value": [1, 2]}, "forTime": 5},' * count + "]}")
        return lambda: body_json(value, as_it_is, "bodies.Three", body_schema())

    assert growth(work, 100) < 3
