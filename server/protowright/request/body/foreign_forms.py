"""Forms that other tools write, and that are not the JSON mapping's: understood, and turned into the right ones.

Tools that take objects for messages (protobufjs, grpc-js, and what is built on them) show well-known types as the fields
they have, 64-bit integers as `{"low", "high", "unsigned"}`, and bytes as arrays or as Node's `Buffer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from protowright.request.body.any_values import TYPE_URL_KEYS
from protowright.request.body.faults import is_null, is_open
from protowright.request.body.foreign_values import unwrapped_list, unwrapped_struct, unwrapped_value
from protowright.request.body.nodes import inner_values
from protowright.request.body.numbers import integer_of, integer_range
from protowright.request.body.opened_any import any_tree
from protowright.request.body.scalars import base64_of, bytes_of
from protowright.request.body.slots import (
    ANY,
    DURATION,
    FIELD_MASK,
    INTEGERS,
    LIST_VALUE,
    STRUCT,
    TIMESTAMP,
    VALUE,
    WRAPPERS,
    Field,
    Slot,
    Slots,
    wrapped,
)
from protowright.request.body.text_forms import decimal_duration, duration_text, mask_path, timestamp_text
from protowright.request.syntax.json_nodes import JsonArray, JsonNumber, JsonObject, JsonString, JsonValue

MAXIMUM_DIGITS: Final = 40
"""Digits of a number that may be a duration; no duration has as many."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form of another tool: what it is, in words, and the same in the right form; None while a variable is in it."""

    description: str
    value: JsonValue | None


def foreign_form(value: JsonValue, slot: Slot, slots: Slots) -> Form | None:
    """The form of another tool that `value` is in, None when it is in none that its slot is known in."""
    if is_open(value):
        return None
    if slot.type_name in WRAPPERS:
        return _wrapper(value, slot, slots)
    if slot.is_message:
        rule = _MESSAGE_FORMS.get(slot.type_name)
        return None if rule is None else rule(value, slots)
    if slot.type == Field.TYPE_BYTES:
        return _bytes(value)
    return _long(value, slot.type) if INTEGERS.get(slot.type, "").endswith("64") else None


# Objects


def _members(value: JsonValue | None) -> dict[str, JsonValue] | None:
    """The members of an object; None when it is none, or has a key twice, or a key without a value."""
    if not isinstance(value, JsonObject):
        return None
    members = {member.key.value: member.value for member in value.members if member.value is not None}
    return members if len(members) == len(value.members) else None


def _has_variable(values: Iterable[JsonValue]) -> bool:
    pending = list(values)
    while pending:
        current = pending.pop()
        if is_open(current):
            return True
        pending += inner_values(current)
    return False


def _form(description: str, value: JsonValue, text: str | None) -> Form | None:
    """The form whose right one is a string; None when there is no such string."""
    return None if text is None else Form(description, JsonString(value.span, text))


# Times and field masks


def _seconds_and_nanos(value: JsonValue, to_text: Callable[[int, int], str | None]) -> Form | None:
    members = _members(value)
    description = "an object of seconds and nanoseconds"
    if not members or not members.keys() <= {"seconds", "nanos"}:
        return None
    if _has_variable(members.values()):
        return Form(description, None)
    seconds, nanos = _integer(members.get("seconds")), _integer(members.get("nanos"))
    return None if seconds is None or nanos is None else _form(description, value, to_text(seconds, nanos))


def _timestamp(value: JsonValue, slots: Slots) -> Form | None:
    return _seconds_and_nanos(value, timestamp_text)


def _duration(value: JsonValue, slots: Slots) -> Form | None:
    if isinstance(value, JsonNumber):
        seconds = _decimal(value.text)
        return None if seconds is None else _form("a number of seconds", value, decimal_duration(seconds))
    return _seconds_and_nanos(value, duration_text)


def _decimal(text: str) -> Decimal | None:
    """A number as it is written; None for exponents that nothing can hold."""
    try:
        return Decimal(text) if len(text) <= MAXIMUM_DIGITS else None
    except ArithmeticError:
        return None


def _field_mask(value: JsonValue, slots: Slots) -> Form | None:
    members = _members(value)
    paths = None if members is None or members.keys() != {"paths"} else members["paths"]
    description = "an object with an array of paths"
    if not isinstance(paths, JsonArray) or not all(isinstance(path, JsonString) for path in paths.values):
        return Form(description, None) if paths is not None and _has_variable([paths]) else None
    if _has_variable(paths.values):
        return Form(description, None)
    written = [mask_path(path.value) for path in paths.values if isinstance(path, JsonString)]
    texts = [path for path in written if path is not None]
    return _form(description, value, ",".join(texts)) if len(texts) == len(written) else None


# Scalars


def _integer(value: JsonValue | None) -> int | None:
    """The integer of a number, a string or an object of two halves; one that is absent is zero."""
    if value is None or is_null(value):
        return 0
    number = integer_of(value) if isinstance(value, (JsonNumber, JsonString)) else _halves(value, Field.TYPE_INT64)
    return number if isinstance(number, int) else None


def _long(value: JsonValue, type: int) -> Form | None:
    members = _members(value)
    if members is None or not {"low", "high"} <= members.keys() <= {"low", "high", "unsigned"}:
        return None
    description = "an object of two halves of 32 bits"
    if _has_variable(members.values()):
        return Form(description, None)
    number = _halves(value, type)
    return None if number is None else _form(description, value, str(number))


def _halves(value: JsonValue, type: int) -> int | None:
    """The integer of an object `{"low", "high", "unsigned"}`, in the range of the type of a field."""
    members = _members(value) or {}
    low, high = (_half(members.get(name)) for name in ("low", "high"))
    if low is None or high is None:
        return None
    number = (high % 2**32) << 32 | low % 2**32
    return number if number <= integer_range(type)[1] else number - 2**64


def _half(value: JsonValue | None) -> int | None:
    number = integer_of(value) if isinstance(value, JsonNumber) else None
    return number if isinstance(number, int) and -(2**31) <= number < 2**32 else None


def _bytes(value: JsonValue) -> Form | None:
    """An array of numbers, alone or as Node's `Buffer` writes it: `{"type": "Buffer", "data": [...]}`."""
    members = _members(value)
    data = value if members is None else members.get("data")
    if members is not None:
        type = members.get("type")
        if members.keys() != {"type", "data"} or not isinstance(type, JsonString) or type.value != "Buffer":
            return None
    if not isinstance(data, JsonArray):
        return None
    description = "an array of numbers" if members is None else "a `Buffer` of Node.js"
    if _has_variable(data.values):
        return Form(description, None)
    found = [_half(item) for item in data.values]
    if not all(number is not None and 0 <= number < 256 for number in found):
        return None
    return _form(description, value, base64_of(bytes([number for number in found if number is not None])))


def _wrapper(value: JsonValue, slot: Slot, slots: Slots) -> Form | None:
    """A message with the field `value`; what stands there may be in such a form itself, and may be all there is."""
    members = _members(value)
    inside = wrapped(slot)
    if members is None or members.keys() != {"value"}:
        return foreign_form(value, inside, slots)
    inner = members["value"]
    if is_null(inner):
        return None
    form = foreign_form(inner, inside, slots)
    return Form("an object with `value`", inner if form is None else form.value)


# Free-form JSON


def _struct(value: JsonValue, slots: Slots) -> Form | None:
    found = unwrapped_struct(value)
    is_empty = not isinstance(found, JsonObject) or not found.members
    return None if found is None or is_empty else Form("an object of `fields`, each with its kind", found)


def _value(value: JsonValue, slots: Slots) -> Form | None:
    found = unwrapped_value(value)
    return None if found is None else Form("an object that names its kind", found)


def _list_value(value: JsonValue, slots: Slots) -> Form | None:
    members = _members(value)
    if members is None or members.keys() != {"values"} or not isinstance(members["values"], JsonArray):
        return None
    return Form("an object of `values`", unwrapped_list(value) or members["values"])


# Any


def _any(value: JsonValue, slots: Slots) -> Form | None:
    members = _members(value)
    named = next((members[key] for key in TYPE_URL_KEYS if members and key in members), None)
    if members is None or named is None or not members.keys() <= {*TYPE_URL_KEYS, "value"}:
        return None
    description = "an object of a type and bytes"
    if _has_variable(members.values()):
        return Form(description, None)
    data = b"" if "value" not in members else _data(members["value"])
    if data is None or not isinstance(named, JsonString):
        return None
    tree = any_tree(named.value, data, value.span, slots)
    return None if tree is None else Form(description, tree)


def _data(value: JsonValue) -> bytes | None:
    form = _bytes(value)
    written = value if form is None else form.value
    return bytes_of(written.value) if isinstance(written, JsonString) else None


_MESSAGE_FORMS: Mapping[str, Callable[[JsonValue, Slots], Form | None]] = {
    TIMESTAMP: _timestamp,
    DURATION: _duration,
    FIELD_MASK: _field_mask,
    STRUCT: _struct,
    VALUE: _value,
    LIST_VALUE: _list_value,
    ANY: _any,
}
