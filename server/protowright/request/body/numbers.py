"""Integers and floating-point numbers, as numbers and as strings.

What is a number is what `google.protobuf.json_format` takes for one, and it reads strings as Python does.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.request_codes import VALUE_OUT_OF_RANGE
from protowright.request.body.faults import between, kind, mismatch, shown, takes
from protowright.request.body.slots import FLOATS, INTEGERS, Field, Slot
from protowright.request.syntax.json_nodes import JsonNumber, JsonString, JsonValue
from protowright.text.edit import Edit

FLOAT_MAXIMUM: Final = float.fromhex("0x1.fffffep+127")
"""The largest finite number of four bytes (IEEE 754)."""

_UNSIGNED = frozenset((Field.TYPE_UINT32, Field.TYPE_FIXED32, Field.TYPE_UINT64, Field.TYPE_FIXED64))
_INFINITE_WORDS = frozenset(("inf", "infinity"))


def integer_range(type: int) -> tuple[int, int]:
    """The smallest and the largest integer of a type of field; enums have those of int32."""
    bits = 64 if INTEGERS.get(type, "32").endswith("64") else 32
    return (0, 2**bits - 1) if type in _UNSIGNED else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def integer_faults(value: JsonValue, slot: Slot) -> Iterator[Diagnostic]:
    """What is wrong with `value` in the slot of an integer."""
    if not isinstance(value, (JsonNumber, JsonString)):
        yield mismatch(value, slot)
        return
    number = integer_of(value)
    if number is None:
        yield mismatch(value, slot, "a fraction" if isinstance(value, JsonNumber) else "a string that is no integer")
        return
    low, high = integer_range(slot.type)
    if not low <= number <= high:
        message = f"{slot.subject} takes {takes(slot)} from {low} to {high}, and this is {shown(text_of(value))}"
        yield Diagnostic(VALUE_OUT_OF_RANGE, message, value.span)


def integer_of(value: JsonNumber | JsonString) -> int | float | None:
    """The integer that a number or string stands for: infinite when it is too large to be read, None when it is none."""
    text = text_of(value)
    if isinstance(value, JsonString) and " " in text:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    number = _float(text)
    if number is None or _is_word(text):
        return None
    if math.isinf(number):
        return number
    return int(number) if number.is_integer() else None


def float_faults(value: JsonValue, slot: Slot) -> Iterator[Diagnostic]:
    """What is wrong with `value` in the slot of a `float` or `double`."""
    if not isinstance(value, (JsonNumber, JsonString)):
        yield mismatch(value, slot)
        return
    text = text_of(value)
    number = None if text == "nan" else _float(text)
    if number is None:
        fixes = [Fix("Change to `NaN`", (Edit(value.span, '"NaN"'),))] if text == "nan" else []
        yield mismatch(value, slot, f"{kind(value)} that is no number", fixes)
        return
    largest = FLOAT_MAXIMUM if slot.type == Field.TYPE_FLOAT else math.inf
    if (abs(number) > largest or math.isinf(number)) and not _is_word(text):
        message = f"{slot.subject} takes {takes(slot)}, and {shown(text)} is too large for it"
        help = 'write `"Infinity"` when that is meant' if slot.type in FLOATS else None
        yield Diagnostic(VALUE_OUT_OF_RANGE, message, value.span, help=help)


def text_of(value: JsonNumber | JsonString) -> str:
    """A number as it is written, and a string as it is."""
    return value.text if isinstance(value, JsonNumber) else value.value


def unquoted(value: JsonString) -> Fix:
    """The fix that takes the quotes off a string."""
    return Fix("Remove the quotes", (Edit(value.span, value.value),))


def quoted(value: JsonValue) -> Fix:
    """The fix that makes a string of a number or a word."""
    return Fix("Put it in quotes", between(value, '"', '"'))


def is_finite(value: JsonNumber) -> bool:
    """Whether a number can be held by eight bytes."""
    number = _float(value.text)
    return number is not None and math.isfinite(number)


def _float(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _is_word(text: str) -> bool:
    """Whether a text is a word for infinity or for no number, so that its value is meant."""
    word = text.strip().lstrip("+-").lower()
    return word in _INFINITE_WORDS or word == "nan"
