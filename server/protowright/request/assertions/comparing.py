"""Comparing what came with what was expected. Values are those that `json.loads` gives."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from typing import Any

from protowright.request.json_path import kind_of

MAXIMUM_SHOWN = 200
"""A longer value is cut where it is shown."""

_NUMBER = re.compile(r"-?\d{1,4000}(?:\.\d+)?(?:[eE][+-]?\d+)?", re.ASCII)
_SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}
_SECONDS = re.compile(r"(-?\d{1,12}(?:\.\d{1,9})?)s", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Expected:
    """The value behind an operator: its text without quotes, and what it is as JSON. A bare word is a string."""

    text: str
    value: Any


def expected_of(text: str) -> Expected:
    """What a written value stands for: JSON, a string in single quotes, or just its text."""
    text = text.strip()
    if len(text) >= 2 and text[0] == text[-1] == "'":
        return Expected(text[1:-1], text[1:-1])
    value = load(text)
    if value is NOT_JSON:
        return Expected(text, text)
    return Expected(value if isinstance(value, str) else text, value)


NOT_JSON = object()


def load(text: str) -> Any:
    """The value of a JSON text; `NOT_JSON` when it is none."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return NOT_JSON


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def number_of(value: Any) -> int | float | None:
    """The number that a value is or, as for a 64 bit integer in proto3 JSON, that its text is."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if not isinstance(value, str):
        return None
    if value in _SPECIAL:
        return _SPECIAL[value]
    return _to_number(value) if _NUMBER.fullmatch(value) else None


def _to_number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def equal(actual: Any, expected: Any) -> bool:
    """Whether two JSON values are the same; a number is the same as a string that is this number."""
    if isinstance(actual, bool) or isinstance(expected, bool):
        return actual is expected
    if isinstance(actual, str) and isinstance(expected, str):
        return actual == expected
    numbers = number_of(actual), number_of(expected)
    if None not in numbers:
        return numbers[0] == numbers[1]
    if isinstance(actual, list) and isinstance(expected, list):
        return len(actual) == len(expected) and all(map(equal, actual, expected))
    if isinstance(actual, dict) and isinstance(expected, dict):
        return actual.keys() == expected.keys() and all(equal(actual[key], expected[key]) for key in actual)
    return bool(actual == expected)


def fits(actual: Any, expected: Expected) -> bool:
    """Whether a value is the expected one; a string may also be the expected text itself, `true` and `12` too."""
    return equal(actual, expected.value) or (isinstance(actual, str) and actual == expected.text)


def order(actual: Any, expected: Expected) -> int | None:
    """-1, 0 or 1 as `actual` is less, the same or more; None when the two cannot be put in an order.

    Numbers, durations (`1.5s`) and timestamps (RFC 3339) are compared by what they mean, other strings by their code
    points.
    """
    pairs: list[tuple[Any, Any]] = [(number_of(actual), number_of(expected.value))]
    if isinstance(actual, str):
        pairs += [(_seconds(actual), _seconds(expected.text)), (_instant(actual), _instant(expected.text))]
        pairs += [(actual, expected.text)] if number_of(expected.value) is None else []
    for one, other in pairs:
        if one is not None and other is not None:
            return _sign(one, other)
    return None


def _sign(one: Any, other: Any) -> int | None:
    """None for NaN, which is not even equal to itself."""
    return (one > other) - (one < other) if one == one and other == other else None


def _seconds(text: str) -> float | None:
    found = _SECONDS.fullmatch(text)
    return float(found[1]) if found else None


def _instant(text: str) -> tuple[datetime.datetime, str] | None:
    """The time in whole seconds, and the digits of its fraction."""
    found = _INSTANT.fullmatch(text)
    if found is None:
        return None
    zone = "+00:00" if found[3] == "Z" else found[3]
    try:
        moment = datetime.datetime.fromisoformat(found[1] + zone).astimezone(datetime.timezone.utc)
    except (ValueError, OverflowError):
        return None
    return moment, (found[2] or "").ljust(9, "0")


def shown(value: Any) -> str:
    """A value as JSON, for a sentence."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= MAXIMUM_SHOWN else text[: MAXIMUM_SHOWN - 3] + "..."


def described(value: Any) -> str:
    """A value and its kind, for a sentence about its kind."""
    return f"{shown(value)}, {kind_of(value)}" if value is not None else "null"
