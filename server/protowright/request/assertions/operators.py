"""The operators of assertions (httpyac's): what each one asks, and what is said when the answer is no."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from protowright.request.assertions.comparing import Expected, described, equal, fits, order, shown

_FLAGS = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "u": re.UNICODE}
_SLASHES = re.compile(r"/(.*)/([imsu]*)", re.DOTALL)


class Unfit(ValueError):
    """The two sides of an operator cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class Operator:
    """`holds` takes what came and what is expected; it raises Unfit when the question makes no sense for them.

    `is_ordering` marks those that compare; `looks_inside` those that ask what an array as a whole is or holds.
    """

    name: str
    holds: Callable[[Any, Expected], bool]
    takes_value: bool = True
    is_ordering: bool = False
    looks_inside: bool = False


def _compared(name: str, wanted: tuple[int, ...]) -> Operator:
    def holds(actual: Any, expected: Expected) -> bool:
        found = order(actual, expected)
        if found is None:
            raise Unfit(f"it is {described(actual)}, which has no order with {shown(expected.value)}")
        return found in wanted

    return Operator(name, holds, is_ordering=True)


def _text_test(name: str, test: Callable[[str, str], bool]) -> Operator:
    def holds(actual: Any, expected: Expected) -> bool:
        if isinstance(actual, (dict, list)) or actual is None:
            raise Unfit(f"it is {described(actual)}, and no text")
        return test(actual if isinstance(actual, str) else shown(actual), expected.text)

    return Operator(name, holds)


def _includes(actual: Any, expected: Expected) -> bool:
    if isinstance(actual, list):
        return any(fits(item, expected) for item in actual)
    if isinstance(actual, dict):
        return expected.text in actual
    if isinstance(actual, str):
        return expected.text in actual
    raise Unfit(f"it is {described(actual)}, which holds nothing")


def compiled_expression(text: str) -> re.Pattern[str]:
    """The regular expression of `matches`, also as `/expression/flags`. Raises re.error when it is none."""
    found = _SLASHES.fullmatch(text)
    if found is None:
        return re.compile(text)
    return re.compile(found[1], reduce(or_, (_FLAGS[letter] for letter in found[2]), re.UNICODE))


def _matches(actual: str, expected: str) -> bool:
    try:
        return compiled_expression(expected).search(actual) is not None
    except (re.error, OverflowError, RecursionError) as error:
        raise Unfit(f"`{expected}` is no regular expression: {error}") from None


def _kind(name: str, test: Callable[[Any], bool]) -> Operator:
    return Operator(name, lambda actual, expected: test(actual), takes_value=False, looks_inside=True)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_ALL = (
    Operator("==", fits, is_ordering=True),
    Operator("!=", lambda actual, expected: not fits(actual, expected), is_ordering=True),
    _compared(">", (1,)),
    _compared(">=", (0, 1)),
    _compared("<", (-1,)),
    _compared("<=", (-1, 0)),
    _text_test("startsWith", str.startswith),
    _text_test("endsWith", str.endswith),
    Operator("includes", _includes, looks_inside=True),
    Operator("contains", _includes, looks_inside=True),
    Operator("exists", lambda actual, expected: True, takes_value=False),
    _text_test("matches", _matches),
    _kind("isNumber", _is_number),
    _kind("isString", lambda value: isinstance(value, str)),
    _kind("isBoolean", lambda value: isinstance(value, bool)),
    _kind("isArray", lambda value: isinstance(value, list)),
    _kind("isTrue", lambda value: equal(value, True)),
    _kind("isFalse", lambda value: equal(value, False)),
)

OPERATORS: Final[Mapping[str, Operator]] = {operator.name: operator for operator in _ALL}
"""The operators by name. `exists` is true of whatever is there: what is not there is no value at all."""
