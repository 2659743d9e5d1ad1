"""The types of `google.protobuf` that have a JSON of their own. A message that this JSON cannot say is printed by its fields."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import TYPE_CHECKING, Any

from google.protobuf import any_pb2, duration_pb2, field_mask_pb2, message_factory, struct_pb2, timestamp_pb2
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import DecodeError, Message

from protowright.runner.json_printer import times
from protowright.runner.json_printer.fields import list_fields
from protowright.runner.json_printer.scalars import TextOf, base64, double, scalar, string

if TYPE_CHECKING:
    from protowright.runner.json_printer.printer import Depth

Prepare = Callable[[Descriptor, "Depth"], TextOf]

_WRAPPERS = "google/protobuf/wrappers.proto"
_DEEPEST_ANY = 100
"""An `Any` at this depth of the JSON stays closed: protobuf itself reads no JSON that is deeper."""


def special(descriptor: Descriptor, depth: Depth) -> TextOf | None:
    """What prints messages of a well-known type, None for all other types.

    A schema may bring a file of its own under a well-known name; its types are special when they have the known fields.
    """
    if descriptor.file.name == _WRAPPERS:
        return _wrapper(descriptor)
    known, prepare = _KNOWN.get(descriptor.full_name, (None, None))
    if known is None or prepare is None or not _fields(known).items() <= _fields(descriptor).items():
        return None
    return prepare(descriptor, depth)


def _fields(descriptor: Descriptor) -> dict[str, tuple[object, ...]]:
    return {
        field.name: (field.number, field.type, field.message_type and field.message_type.full_name)
        for field in descriptor.fields
    }


def _wrapper(descriptor: Descriptor) -> TextOf | None:
    field = descriptor.fields_by_name.get("value")
    text_of = scalar(field) if field is not None else None
    if text_of is None:
        return None
    known = text_of
    return lambda message: known(message.value)


def _timestamp(descriptor: Descriptor, depth: Depth) -> TextOf:
    plain = depth.plain(descriptor)
    return lambda message: times.timestamp(message.seconds, message.nanos) or plain(message)


def _duration(descriptor: Descriptor, depth: Depth) -> TextOf:
    plain = depth.plain(descriptor)
    return lambda message: times.duration(message.seconds, message.nanos) or plain(message)


def _field_mask(descriptor: Descriptor, depth: Depth) -> TextOf:
    plain = depth.plain(descriptor)

    def text(message: Any) -> str:
        paths = [_camel_case(path) for path in message.paths]
        return plain(message) if None in paths else string(",".join(path for path in paths if path is not None))

    return text


def _camel_case(path: str) -> str | None:
    """The path as JSON has it, None when it could not be told from another one."""
    first, *rest = path.split("_")
    if any(map(str.isupper, path)) or not all(part[:1].islower() for part in rest):
        return None
    return first + "".join(part[0].upper() + part[1:] for part in rest)


def _struct(descriptor: Descriptor, depth: Depth) -> TextOf:
    text_of = depth.field(descriptor.fields_by_name["fields"])
    return lambda message: text_of(message.fields)


def _list_value(descriptor: Descriptor, depth: Depth) -> TextOf:
    text_of = depth.field(descriptor.fields_by_name["values"])
    return lambda message: text_of(message.values)


def _value(descriptor: Descriptor, depth: Depth) -> TextOf:
    # Each kind is prepared when it is met: values hold values.
    prepared: dict[FieldDescriptor, TextOf] = {}

    def text(message: Any) -> str:
        for field, content in list_fields(message):
            if field not in prepared:
                prepared[field] = _number(field, depth) if field.name == "number_value" else depth.field(field)
            return prepared[field](content)
        return "null"

    return text


def _number(field: FieldDescriptor, depth: Depth) -> TextOf:
    """A number in quotes would be a string: an infinity or NaN is printed as the field it is."""
    name, _ = depth.deeper.member(field)

    def text(value: float) -> str:
        return double(value) if isfinite(value) else f"{{{depth.before}{name}{double(value)}{depth.after}}}"

    return text


def _any(_: Descriptor, depth: Depth) -> TextOf:
    return _Anys(depth).text


class _Anys:
    """Prints messages of `google.protobuf.Any` at one depth."""

    def __init__(self, depth: Depth) -> None:
        self._depth = depth
        self._opening, self._closing = f'{{{depth.before}"@type": ', f"{depth.after}}}"
        self._types: dict[str, tuple[type[Message], TextOf]] = {}

    def text(self, message: Any) -> str:
        """The type, and beside it the fields of the content or its `value`; that is base64 when it cannot be opened."""
        if not list_fields(message):
            return "{}"
        try:
            message_class, members_of = self._type(message.type_url.rpartition("/")[2])
            content = message_class.FromString(message.value)
        except (KeyError, DecodeError):
            members = f'"value": {base64(message.value)}'
        else:
            members = members_of(content)
        between = self._depth.between if members else ""
        return f"{self._opening}{string(message.type_url)}{between}{members}{self._closing}"

    def _type(self, name: str) -> tuple[type[Message], TextOf]:
        """The class of that name, and what prints its messages. Raises KeyError."""
        if name not in self._types:
            if self._depth.number >= _DEEPEST_ANY:
                raise KeyError(name)
            descriptor = self._depth.pool.FindMessageTypeByName(name)
            self._types[name] = message_factory.GetMessageClass(descriptor), self._members(descriptor)
        return self._types[name]

    def _members(self, descriptor: Descriptor) -> TextOf:
        as_value = special(descriptor, self._depth.deeper)
        if as_value is not None:
            return lambda content: f'"value": {as_value(content)}'
        as_object = self._depth.message(descriptor)
        start, end = len(f"{{{self._depth.before}"), len(f"{self._depth.after}}}")
        return lambda content: as_object(content)[start:-end]


_KNOWN: dict[str, tuple[Descriptor, Prepare]] = {
    known.full_name: (known, prepare)
    for known, prepare in (
        (any_pb2.Any.DESCRIPTOR, _any),
        (duration_pb2.Duration.DESCRIPTOR, _duration),
        (field_mask_pb2.FieldMask.DESCRIPTOR, _field_mask),
        (struct_pb2.ListValue.DESCRIPTOR, _list_value),
        (struct_pb2.Struct.DESCRIPTOR, _struct),
        (struct_pb2.Value.DESCRIPTOR, _value),
        (timestamp_pb2.Timestamp.DESCRIPTOR, _timestamp),
    )
}
