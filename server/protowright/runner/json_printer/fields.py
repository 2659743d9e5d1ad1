"""Fields of a message and what they hold, in all releases of protobuf that are supported."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.empty_pb2 import Empty

# Methods of all messages: an attribute of one message is a field where the schema has a field of that name.
list_fields: Callable[[Any], Sequence[tuple[FieldDescriptor, Any]]] = Empty.ListFields
"""The fields of a message that are set, by number, with their values."""
partial_bytes: Callable[[Any], bytes] = Empty.SerializePartialToString
"""The bytes of a message, even where it lacks a required field."""


def is_repeated(field: FieldDescriptor) -> bool:
    """Whether a field is a list or a map."""
    if hasattr(field, "is_repeated"):
        return bool(field.is_repeated)
    old: Any = field  # of protobuf before 6.31
    return bool(old.label == FieldDescriptor.LABEL_REPEATED)


def is_map(field: FieldDescriptor) -> bool:
    """Whether a repeated field is a map."""
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def message_type(field: FieldDescriptor) -> Descriptor:
    """The type of the messages in a field that holds some; that of the entries in a map."""
    assert field.message_type is not None, field.full_name
    return field.message_type
