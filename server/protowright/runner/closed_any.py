"""Showing a message that holds an `Any` which cannot be opened: of a type nobody knows, or with bytes that do not fit it.

The printer of proto3 JSON gives up on the whole message then. So the message is printed from a copy, in which each such
`Any` holds a stand-in of the same type name with one `bytes` field: what is printed is `{"@type": ..., "value": base64}`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf import descriptor_pb2, message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError, Message

_ANY = "google.protobuf.Any"


class _Types:
    """Finds types by name: the stand-ins first, then those of a pool."""

    def __init__(self, pool: DescriptorPool) -> None:
        self._pool = pool
        self._stand_ins = DescriptorPool()
        self._names: set[str] = set()

    def FindMessageTypeByName(self, name: str) -> Any:
        """The descriptor of that name. Raises KeyError. The name is what the printer calls."""
        return (self._stand_ins if name in self._names else self._pool).FindMessageTypeByName(name)

    def stand_in(self, name: str) -> type[Message]:
        """The class of the stand-in for a type."""
        if name not in self._names:
            package, _, simple = name.rpartition(".")
            file = descriptor_pb2.FileDescriptorProto(name=f"{name}.proto", package=package, syntax="proto3")
            bytes_field = file.message_type.add(name=simple).field.add(name="value", number=1, label=1)
            bytes_field.type = descriptor_pb2.FieldDescriptorProto.TYPE_BYTES
            self._stand_ins.Add(file)
            self._names.add(name)
        return message_factory.GetMessageClass(self._stand_ins.FindMessageTypeByName(name))


def with_closed_anys(message: Message, pool: DescriptorPool) -> tuple[Message, Any]:
    """A copy of `message` that can be printed, and the pool to print it with. Raises TypeError for a type without a name."""
    copy = type(message)()
    copy.CopyFrom(message)
    types = _Types(pool)
    # All values of a type are closed when one of them is: a type has one description in a pool.
    anys = list(_anys(copy))
    closed = {_type_name(found) for found in anys if not _opens(found, pool)}
    for found in anys:
        if _type_name(found) in closed:
            found.value = types.stand_in(_type_name(found))(value=found.value).SerializeToString()
    return copy, types


def _type_name(found: Any) -> str:
    return str(found.type_url.rpartition("/")[2])


def _opens(found: Any, pool: DescriptorPool) -> bool:
    """Whether the content can be read, and everything inside it."""
    try:
        inner = message_factory.GetMessageClass(pool.FindMessageTypeByName(_type_name(found))).FromString(found.value)
    except (KeyError, DecodeError):
        return False
    return all(_opens(deeper, pool) for deeper in _anys(inner))


def _anys(message: Message) -> Iterator[Any]:
    """Every `Any` in a message, itself included; empty ones apart."""
    if message.DESCRIPTOR.full_name == _ANY:
        if message.type_url:  # type: ignore[attr-defined]
            yield message
        return
    for field, value in message.ListFields():
        for inner in _messages_of(field, value):
            yield from _anys(inner)


def _messages_of(field: FieldDescriptor, value: Any) -> list[Message]:
    """The messages that the value of a field is or holds."""
    if field.message_type is None:
        return []
    if field.message_type.GetOptions().map_entry:
        return list(value.values()) if field.message_type.fields_by_name["value"].message_type else []
    return [value] if isinstance(value, Message) else list(value)
