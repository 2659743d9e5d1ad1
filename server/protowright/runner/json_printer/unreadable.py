"""Strings that are no UTF-8. A schema may let them in, as proto2 does, and protobuf gives them as bytes."""

from __future__ import annotations

from typing import Any

from google.protobuf import message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from protowright.runner.json_printer.fields import is_map, is_repeated, message_type, partial_bytes

_LENGTH_DELIMITED = 2
"""The wire type of messages, after https://protobuf.dev/programming-guides/encoding."""


def readable(message: Message, field: FieldDescriptor, value: Any) -> Any:
    """The value of a field of strings, or of a map, with each string that is no UTF-8 as Python writes bytes: `b'\\xff'`."""
    if not is_repeated(field):
        return str(value)
    return _entries(message, field, set(value)) if is_map(field) else [str(item) for item in value]


def _entries(message: Message, field: FieldDescriptor, keys: set[object]) -> dict[Any, Any]:
    """The entries of a map from the bytes of the message: protobuf does not give the value of a key that is no UTF-8."""
    entry_class: Any = message_factory.GetMessageClass(message_type(field))
    stored: Any = UnknownFieldSet(Empty.FromString(partial_bytes(message)))
    # A field of the same number with another wire type is none of the map's.
    of_map = (each.data for each in stored if (each.field_number, each.wire_type) == (field.number, _LENGTH_DELIMITED))
    entries = list(map(entry_class.FromString, of_map))
    is_text = message_type(field).fields_by_name["value"].type == FieldDescriptor.TYPE_STRING
    return {
        _string(entry.key): _string(entry.value) if is_text else entry.value for entry in entries if entry.key in keys
    }


def _string(value: Any) -> Any:
    return str(value) if isinstance(value, bytes) else value
