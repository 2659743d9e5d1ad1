"""Whether assertions hold for the outcome of a call, and what is said about it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from protowright.request.assertions.evaluate import AssertionResult, evaluate
from protowright.request.assertions.operators import OPERATORS
from protowright.request.assertions.outcome import Outcome
from protowright.request.assertions.parser import parse_assertion
from protowright.request.syntax.nodes import Word
from protowright.request.syntax.parser import parse_request_file
from protowright.request.variables import Variables
from protowright.text.span import Span

ORDER = {
    "orderId": "1001",
    "total": {"units": "9007199254740993", "nanos": 5},
    "items": [{"sku": "tea", "quantity": 2}, {"sku": "pot", "quantity": 1}],
    "at": "2026-01-02T03:04:05.5Z",
    "ttl": "10s",
    "paid": True,
    "gift": False,
    "rate": 0.5,
    "note": "",
    "labels": {"a": "1"},
    "huge": "Infinity",
    "nothing": None,
}
OUTCOME = Outcome(
    0,
    "OK",
    "",
    0.0123,
    (("content-type", "application/grpc"), ("x-step", "1"), ("X-Step", "20")),
    (("x-cost", "3"),),
    ('{"orderId": "1000"}', json.dumps(ORDER)),
    ('{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "STOCK"}',),
)
FAILED = Outcome(5, "NOT_FOUND", "no order 99", 2.5)


def result(text: str, outcome: Outcome = OUTCOME, **variables: str) -> AssertionResult:
    parsed = parse_assertion(Word(text, Span(0, len(text))))
    assert parsed.diagnostics == () and parsed.assertion is not None
    return evaluate(parsed.assertion, outcome, Variables(parse_request_file(""), variables, {}).fill)


HOLDS: dict[str, list[str]] = {
    "==": [
        *("status == OK", "status == 0", "body $.orderId == 1001", "body $.orderId == '1001'"),
        *('body $.orderId == "1001"', "body $.total.units == 9007199254740993", "body $.paid == true"),
        *("body $.rate == 0.50", "body $.items[0].sku == tea", 'body $.labels == {"a": 1}', "body $.nothing == null"),
        *('body $.items[*].sku == ["tea", "pot"]', "body $.items[?@.sku == 'tea'].quantity == 2", 'body $.note == ""'),
        *('body $.items[0] == {"quantity": 2, "sku": "tea"}', "message[0] $.orderId == 1000", "messages count == 2"),
        *("header x-step == 20", "header X-STEP == 1", "trailer x-cost == 3", "details $[0].reason == STOCK"),
        *("body $.huge == Infinity", "body $.total.nanos == 5.0"),
    ],
    "!=": [
        *("status != NOT_FOUND", "status != 5", "body $.orderId != 1002", "body $.total.units != 9007199254740992"),
        *("body $.paid != 1", "body $.items[0].sku != Tea", "header x-step != 2", "messages count != 3"),
        *("body $.labels != {}", "body $.total.nanos != '5x'", 'body $.items[*].sku != ["tea"]'),
    ],
    ">": [
        *("body $.total.nanos > 4", "body $.orderId > 1000.5", "body $.at > 2026-01-02T03:04:05Z", "body $.ttl > 9s"),
        *("body $.total.units > 9007199254740992", "duration > 12ms", "messages count > 1", "header x-step > 19"),
        *("body $.items[0].sku > pot", "body $.huge > 1e300", "body $.at > '2026-01-02T04:04:05+01:00'"),
    ],
    ">=": ["body $.total.nanos >= 5", "status >= 0", "duration >= 12.3ms", "body $.orderId >= '1001'"],
    "<": [
        *("body $.total.nanos < 6", "duration < 300ms", "duration < 300", "duration < 1s", "status < 1"),
        *("body $.orderId < 9999", "body $.at < 2026-01-02T03:04:05.50001Z", "body $.ttl < 100s"),
    ],
    "<=": ["body $.total.nanos <= 5", "messages count <= 2", "status <= OK"],
    "startsWith": [
        "body $.items[0].sku startsWith te",
        "header content-type startsWith application/",
        "body $.rate startsWith 0.",
    ],
    "endsWith": ["body $.items[0].sku endsWith ea", "header content-type endsWith grpc", "body $.paid endsWith ue"],
    "includes": [
        *("body $.items[0].sku includes ea", "body $.items[*].sku includes pot", "body $.labels includes a"),
        *('body $.items includes {"sku": "pot", "quantity": 1}', "body $.items[?@.quantity == 2].sku includes tea"),
    ],
    "contains": ["body $.items[*].quantity contains 2", "header content-type contains grpc", "body $ contains total"],
    "exists": [
        "body $.orderId exists",
        "body $.nothing exists",
        "header x-step exists",
        "body exists",
        "details $[0] exists",
    ],
    "matches": [
        *("body $.orderId matches ^1\\d+$", "body $.items[0].sku matches /^TEA$/i", "body $.orderId matches '^100'"),
        *("header content-type matches grpc", "body $.total.nanos matches ^5$"),
    ],
    "isNumber": ["body $.total.nanos isNumber", "body $.rate isNumber"],
    "isString": ["body $.orderId isString", "body $.note isString", "header x-step isString"],
    "isBoolean": ["body $.paid isBoolean", "body $.gift isBoolean"],
    "isArray": ["body $.items isArray", "body $.items[?@.sku == 'tea'] isArray", "details isArray"],
    "isTrue": ["body $.paid isTrue"],
    "isFalse": ["body $.gift isFalse"],
}
"""Assertions that hold, by their operator."""

FAILS: dict[str, dict[str, str]] = {
    "==": {
        "status == NOT_FOUND": "it is OK",
        "body $.orderId == 1002": 'it is "1001"',
        "body $.total.units == 9007199254740992": 'it is "9007199254740993"',
        "body $.total.nanos == '5x'": "it is 5",
        "body $.paid == 1": "it is true",
        "body $.items[0].sku == Tea": 'it is "tea"',
        "body $.items[*].sku == tea": 'it is ["tea", "pot"]',
        "body $.totl == 1": "there is nothing at `$.totl`: `$` has `orderId`, `total`, `items`, `at`, `ttl`, `paid`, `gift`, "
        "`rate` and 4 more",
        "body $.items[7].sku == tea": "there is nothing at `$.items[7].sku`: `$.items` is an array of 2",
        "body $.orderId.x == tea": "there is nothing at `$.orderId.x`: `$.orderId` is a string",
        "body $.labels.b == tea": "there is nothing at `$.labels.b`: `$.labels` has `a`",
        "header x-step == 3": 'they are "1" and "20"',
        "header x-stepp == 3": "there is no header `x-stepp`; did you mean `x-step`?",
        "trailer zone == 3": "there is no trailer `zone`; there are `x-cost`",
        "message[2] $.orderId == 1": "there are 2 messages, and the call ended with OK",
        "messages count == 3": "it is 2",
        "duration == 300ms": "it is 12.3 ms",
        "details $[1].reason == X": "there is nothing at `$[1].reason`: `$` is an array of 1",
    },
    "!=": {
        "status != OK": "it is OK",
        "body $.orderId != 1001": 'it is "1001"',
        "header x-step != 20": 'they are "1" and "20"',
        "body $.total.nanos != 5.0": "it is 5",
        "body $.missing.x != 1": "there is nothing at `$.missing.x`",
    },
    ">": {
        "body $.total.nanos > 5": "it is 5",
        "body $.items[0].sku > 5": 'it is "tea", a string, which has no order with 5',
        "body $.paid > 0": "it is true, a boolean, which has no order with 0",
        "body $.ttl > 10s": 'it is "10s"',
        "body $.at > 2026-01-02T03:04:06Z": 'it is "2026-01-02T03:04:05.5Z"',
        "body $.nothing > 1": "it is null, which has no order with 1",
    },
    ">=": {"body $.total.nanos >= 6": "it is 5", "duration >= 1s": "it is 12.3 ms"},
    "<": {"body $.total.nanos < 5": "it is 5", "duration < 3ms": "it is 12.3 ms", "body $.items < 5": "it is ["},
    "<=": {"messages count <= 1": "it is 2"},
    "startsWith": {
        "body $.items[0].sku startsWith ea": 'it is "tea"',
        "body $.labels startsWith a": 'it is {"a": "1"}, an object, and no text',
    },
    "endsWith": {"body $.items[0].sku endsWith te": 'it is "tea"'},
    "includes": {
        "body $.items[0].sku includes x": 'it is "tea"',
        "body $.items[*].sku includes te": 'it is ["tea", "pot"]',
        "body $.labels includes b": 'it is {"a": "1"}',
        "body $.total.nanos includes 5": "it is 5, a number, which holds nothing",
    },
    "contains": {"header content-type contains json": 'it is "application/grpc"'},
    "exists": {
        "body $.items[9] exists": "there is nothing at `$.items[9]`: `$.items` is an array of 2",
        "header grpc-status exists": "there is no header `grpc-status`",
    },
    "matches": {"body $.orderId matches ^2": 'it is "1001"', "body $.items[0].sku matches /^TEA$/": 'it is "tea"'},
    "isNumber": {"body $.orderId isNumber": 'it is "1001"', "body $.paid isNumber": "it is true"},
    "isString": {"body $.total.nanos isString": "it is 5"},
    "isBoolean": {"body $.nothing isBoolean": "it is null"},
    "isArray": {"body $.items[0] isArray": 'it is {"sku": "tea", "quantity": 2}'},
    "isTrue": {"body $.gift isTrue": "it is false", "body $.total.nanos isTrue": "it is 5"},
    "isFalse": {"body $.paid isFalse": "it is true", "body $.note isFalse": 'it is ""'},
}
"""Assertions that do not hold, by their operator, and how what is said begins."""


def test_every_operator_is_asked_both_ways() -> None:
    assert set(HOLDS) == set(OPERATORS) == set(FAILS)


@pytest.mark.parametrize("text", [text for texts in HOLDS.values() for text in texts])
def test_holds(text: str) -> None:
    found = result(text)
    assert found.passed, found.said
    assert found.text == text and found.said.startswith(("it is ", "they are "))


@pytest.mark.parametrize(("text", "said"), [case for cases in FAILS.values() for case in cases.items()])
def test_does_not_hold(text: str, said: str) -> None:
    found = result(text)
    assert not found.passed and found.said.startswith(said), found.said


def test_a_failure_is_a_sentence() -> None:
    assert result("body $.total.nanos > 9").sentence == "`body $.total.nanos > 9`: it is 5"


@pytest.mark.parametrize(
    ("text", "passed", "said"),
    [
        ("status == NOT_FOUND", True, "it is NOT_FOUND: no order 99"),
        ("status == NotFound", True, "it is NOT_FOUND: no order 99"),
        ("status == OK", False, "it is NOT_FOUND: no order 99"),
        ("body $.orderId == 1", False, "there is no message, and the call ended with NOT_FOUND"),
        ("body exists", False, "there is no message, and the call ended with NOT_FOUND"),
        ("messages count == 0", True, "it is 0"),
        ("duration < 3s", True, "it is 2.5 s"),
        ("header x exists", False, "there is no header `x`; there is none at all"),
        ("details $[0] exists", False, "there is nothing at `$[0]`: `$` is an empty array"),
    ],
)
def test_a_call_that_failed(text: str, passed: bool, said: str) -> None:
    assert result(text, FAILED) == AssertionResult(passed, text, said)


@pytest.mark.parametrize(
    ("message", "text", "passed"),
    [
        ('"just a text"', "body == 'just a text'", True),
        ('"just a text"', "body $.x exists", False),
        ('"[1, 2"', "body $ endsWith 2", True),
        ("12", "body == 12", True),
        ("null", "body exists", True),
        ('"NaN"', "body == NaN", True),
        ('"NaN"', "body > 1", False),
        ("{}", "body $.a exists", False),
        ('{"a-b": {"c d": 1}}', "body $['a-b']['c d'] == 1", True),
    ],
)
def test_messages_of_every_shape(message: str, text: str, passed: bool) -> None:
    assert result(text, Outcome(0, "OK", "", 0.0, messages=(message,))).passed is passed


# Variables


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        ("body $.orderId == {{id}}", {"id": "1001"}),
        ("status == {{status}}", {"status": "OK"}),
        ("body $.{{field}}[0].sku == {{sku}}", {"field": "items", "sku": "tea"}),
        ("header {{key}} == 1", {"key": "x-step"}),
        ("duration < {{limit}}", {"limit": "1s"}),
        ("body $.orderId matches {{expression}}", {"expression": "^1"}),
    ],
)
def test_variables_are_filled_in_everywhere(text: str, variables: dict[str, str]) -> None:
    assert result(text, **variables).passed


@pytest.mark.parametrize(
    ("text", "variables", "said"),
    [
        ("body $.orderId == {{id}}", {"id": "7"}, 'it is "1001", where `{{id}}` is 7'),
        ("body $.orderId == {{id}}", {}, "the variable `id` has no value"),
        ("status == {{status}}", {"status": "FINE"}, "`FINE` is no status of gRPC"),
        (
            "duration < {{limit}}",
            {"limit": "soon"},
            "`soon` is no duration: write a number with a unit, such as `300ms`",
        ),
        ("body $.orderId matches {{expression}}", {"expression": "("}, "`(` is no regular expression: "),
        ("body $.{{field}} exists", {"field": "["}, "`$.[` is no JSONPath (RFC 9535)"),
    ],
)
def test_what_is_said_of_filled_values(text: str, variables: dict[str, str], said: str) -> None:
    found = result(text, **variables)
    assert not found.passed and found.said.startswith(said), found.said


def test_long_values_are_cut() -> None:
    long: Any = Outcome(0, "OK", "", 0.0, messages=(json.dumps("x" * 5000),))
    assert len(result("body == y", long).said) < 250


def test_what_is_not_looked_at_does_not_hold() -> None:
    word = Word("js response.parsedBody.a == 1", Span(0, 29))
    assertion = parse_assertion(word).assertion
    assert assertion is not None
    assert evaluate(assertion, OUTCOME, str) == AssertionResult(False, word.text, "`js` is not looked at here")
