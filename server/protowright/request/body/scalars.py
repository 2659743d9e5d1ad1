"""Values of scalar fields and enums."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import Final

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import (
    INVALID_BASE64,
    UNDEFINED_ENUM_VALUE,
    UNPAIRED_SURROGATE,
    VALUE_OUT_OF_RANGE,
)
from protowright.request.body.faults import mismatch, shown, takes
from protowright.request.body.numbers import (
    float_faults,
    integer_faults,
    integer_of,
    integer_range,
    quoted,
    text_of,
    unquoted,
)
from protowright.request.body.slots import FLOATS, INTEGERS, EnumValues, Field, Slot, Slots
from protowright.request.declared import deprecated
from protowright.request.syntax.json_nodes import JsonNumber, JsonString, JsonValue, JsonWord
from protowright.text.edit import Edit
from protowright.text.nearest import nearest, suggestion

_UNPAIRED = re.compile("[\ud800-\udfff]")
"""Half of a UTF-16 pair; the parser of JSON has put whole pairs together."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_\-\s]*[=\s]*")

MANY_VALUES: Final = 12
"""A sentence lists the values of an enum up to this many."""


def scalar_faults(value: JsonValue, slot: Slot, slots: Slots) -> Iterator[Diagnostic]:
    """What is wrong with `value` in the slot of a scalar or enum. An enum that the schema lacks is not judged."""
    if slot.type == Field.TYPE_ENUM:
        return _enum_faults(value, slot, slots)
    if slot.type in INTEGERS:
        return integer_faults(value, slot)
    return float_faults(value, slot) if slot.type in FLOATS else _OTHERS[slot.type](value, slot)


def key_faults(key: JsonString, slot: Slot, slots: Slots) -> Iterator[Diagnostic]:
    """What is wrong with a key in the slot of a map's keys: they are strings, whatever they stand for."""
    if slot.type != Field.TYPE_BOOL:
        yield from scalar_faults(key, slot, slots)
    elif key.value not in ("true", "false"):
        yield mismatch(key, slot, shown(key.value))


def unpaired_surrogate(text: JsonString) -> Iterator[Diagnostic]:
    """The fault that a string cannot be encoded as UTF-8."""
    found = _UNPAIRED.search(text.value)
    if found is not None:
        message = f"the string holds half a character, `\\u{ord(found[0]):04x}`"
        yield Diagnostic(UNPAIRED_SURROGATE, message, text.span, help="write both halves of its pair, or neither")


def _string_faults(value: JsonValue, slot: Slot) -> Iterator[Diagnostic]:
    if isinstance(value, JsonString):
        yield from unpaired_surrogate(value)
    else:
        yield mismatch(value, slot, fixes=[quoted(value)] if isinstance(value, (JsonNumber, JsonWord)) else [])


def _boolean_faults(value: JsonValue, slot: Slot) -> Iterator[Diagnostic]:
    if isinstance(value, JsonString):
        yield mismatch(value, slot, fixes=[unquoted(value)] if value.value in ("true", "false") else [])
    elif not isinstance(value, JsonWord) or value.text == "null":
        yield mismatch(value, slot)


# Bytes


def _bytes_faults(value: JsonValue, slot: Slot) -> Iterator[Diagnostic]:
    if not isinstance(value, JsonString):
        yield mismatch(value, slot)
    elif bytes_of(value.value) is None:
        message = f"{slot.subject} takes bytes as a base64 string, and {shown(value.value)} is none"
        help = "base64 is made of `A-Z a-z 0-9 + /` or, in its URL form, of `- _` instead of `+ /`"
        yield Diagnostic(INVALID_BASE64, message, value.span, help=help, fixes=_encoded(value))


def bytes_of(text: str) -> bytes | None:
    """The bytes that base64 of either alphabet stands for, with or without padding (RFC 4648); None when it is none."""
    if _BASE64.fullmatch(text) is None:
        return None
    try:
        return base64.urlsafe_b64decode(text + "=" * (4 - len(text) % 4))
    except ValueError:
        return None


def base64_of(data: bytes) -> str:
    """Bytes in the form that the JSON mapping writes."""
    return base64.b64encode(data).decode("ascii")


def _encoded(value: JsonString) -> tuple[Fix, ...]:
    text = base64_of(value.value.encode("utf-8", "replace"))
    return (Fix("Encode the text as base64", (Edit(value.span, json.dumps(text)),)),)


# Enums


def _enum_faults(value: JsonValue, slot: Slot, slots: Slots) -> Iterator[Diagnostic]:
    enum = slots.enum(slot.type_name)
    if enum is None:
        return
    if not isinstance(value, (JsonString, JsonNumber)):
        yield mismatch(value, slot)
    elif not isinstance(value, JsonString) or value.value not in enum.numbers:
        yield from _number_faults(value, slot, enum)
    elif value.value in enum.deprecated:
        scope = slot.type_name.rpartition(".")[0]
        yield deprecated(slots.schema, f"{scope}.{value.value}".lstrip("."), value.span)


def _number_faults(value: JsonString | JsonNumber, slot: Slot, enum: EnumValues) -> Iterator[Diagnostic]:
    """An enum takes its numbers too, as numbers and as strings; an open one takes any number of its size."""
    number = _enum_number(value)
    if number is None and isinstance(value, JsonNumber):
        yield mismatch(value, slot, "a fraction")
    elif number is None or (enum.is_closed and number not in enum.known):
        yield _undefined(value, slot, enum)
    elif not _fits(number):
        message = f"{slot.subject} takes {takes(slot)}, and {shown(text_of(value))} is too large for one"
        yield Diagnostic(VALUE_OUT_OF_RANGE, message, value.span)


def _enum_number(value: JsonString | JsonNumber) -> int | float | None:
    try:
        return int(text_of(value))
    except ValueError:
        return integer_of(value) if isinstance(value, JsonNumber) else None


def _fits(number: float) -> bool:
    low, high = integer_range(Field.TYPE_ENUM)
    return low <= number <= high


def _undefined(value: JsonString | JsonNumber, slot: Slot, enum: EnumValues) -> Diagnostic:
    text = text_of(value)
    near = near_values(text, list(enum.numbers))
    few = len(enum.numbers) <= MANY_VALUES
    help = suggestion(near) or (f"it has {', '.join(enum.numbers)}" if few else None)
    fixes = guesses(value.span, near, json.dumps)
    message = f"the enum `{slot.type_name}` has no value {shown(text)}"
    return Diagnostic(UNDEFINED_ENUM_VALUE, message, value.span, help=help, fixes=fixes)


def near_values(text: str, names: list[str]) -> list[str]:
    """The values of an enum that `text` may mean: without the prefix of the enum, in other letters, or misspelled."""
    word = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\s-]+", "_", text).strip("_").upper()
    same = [name for name in names if word and (name.upper() == word or name.upper().endswith(f"_{word}"))]
    return same[:3] or nearest(word, names, 3) or _near_endings(word, names)


def _near_endings(word: str, names: list[str]) -> list[str]:
    """What is near when the part that all names begin with, such as `COLOR_`, is left out."""
    pairs = zip(min(names, default=""), max(names, default=""), strict=False)
    common = "".join([left for left, _ in takewhile(lambda pair: pair[0] == pair[1], pairs)])
    prefix = common[: common.rfind("_") + 1]
    by_ending = {name.removeprefix(prefix): name for name in names}
    return [by_ending[ending] for ending in nearest(word, by_ending, 3)]


_OTHERS: Mapping[int, Callable[[JsonValue, Slot], Iterator[Diagnostic]]] = {
    Field.TYPE_STRING: _string_faults,
    Field.TYPE_BOOL: _boolean_faults,
    Field.TYPE_BYTES: _bytes_faults,
}
