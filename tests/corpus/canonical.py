"""A form of descriptors in which two are equal when they mean the same, whatever order their fields were written in."""

from __future__ import annotations

from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

_GROUP = 3


def canonical(message: Message) -> Any:
    """Known fields in the order of their numbers, unknown ones (custom options, for example) by number, both deeply."""
    known = [(field.number, _value(field, value)) for field, value in message.ListFields()]
    return known, _unknown(UnknownFieldSet(message))


def _value(field: Any, value: Any) -> Any:
    if field.type == FieldDescriptor.TYPE_STRING and isinstance(value, bytes):
        value = value.decode("utf-8", "replace")  # kept on purpose, see kept_differences.md
    if field.message_type is None:
        return repr(list(value) if field.is_repeated else value)  # `nan` is equal to itself in this form only
    return [canonical(each) for each in (value if field.is_repeated else [value])]


def _unknown(fields: UnknownFieldSet) -> Any:
    """The order among fields of one number is kept: those are the values of a repeated field."""
    each = (fields[index] for index in range(len(fields)))
    found = [
        (field.field_number, field.wire_type, _unknown(field.data) if field.wire_type == _GROUP else field.data)
        for field in each
    ]
    return sorted(found, key=lambda field: field[0])
