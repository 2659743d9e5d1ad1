"""Slots: what the JSON mapping lets stand in each place of a body, and how sentences call it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.descriptor_pool import DescriptorPool

from protowright.proto.schema import Schema, json_key

Field = pb.FieldDescriptorProto

INTEGERS: Final[Mapping[int, str]] = {
    Field.TYPE_INT32: "int32",
    Field.TYPE_SINT32: "sint32",
    Field.TYPE_SFIXED32: "sfixed32",
    Field.TYPE_UINT32: "uint32",
    Field.TYPE_FIXED32: "fixed32",
    Field.TYPE_INT64: "int64",
    Field.TYPE_SINT64: "sint64",
    Field.TYPE_SFIXED64: "sfixed64",
    Field.TYPE_UINT64: "uint64",
    Field.TYPE_FIXED64: "fixed64",
}
FLOATS: Final[Mapping[int, str]] = {Field.TYPE_FLOAT: "float", Field.TYPE_DOUBLE: "double"}
MESSAGES: Final = (Field.TYPE_MESSAGE, Field.TYPE_GROUP)

ANY: Final = "google.protobuf.Any"
STRUCT: Final = "google.protobuf.Struct"
VALUE: Final = "google.protobuf.Value"
LIST_VALUE: Final = "google.protobuf.ListValue"
TIMESTAMP: Final = "google.protobuf.Timestamp"
DURATION: Final = "google.protobuf.Duration"
FIELD_MASK: Final = "google.protobuf.FieldMask"
WRAPPERS: Final[Mapping[str, int]] = {
    "google.protobuf.DoubleValue": Field.TYPE_DOUBLE,
    "google.protobuf.FloatValue": Field.TYPE_FLOAT,
    "google.protobuf.Int64Value": Field.TYPE_INT64,
    "google.protobuf.UInt64Value": Field.TYPE_UINT64,
    "google.protobuf.Int32Value": Field.TYPE_INT32,
    "google.protobuf.UInt32Value": Field.TYPE_UINT32,
    "google.protobuf.BoolValue": Field.TYPE_BOOL,
    "google.protobuf.StringValue": Field.TYPE_STRING,
    "google.protobuf.BytesValue": Field.TYPE_BYTES,
}
"""Wrapper messages, and the type of the value that stands for each of them in JSON."""

WELL_KNOWN: Final = frozenset({ANY, STRUCT, VALUE, LIST_VALUE, TIMESTAMP, DURATION, FIELD_MASK, *WRAPPERS})
"""Messages whose JSON is not an object of their fields (https://protobuf.dev/programming-guides/json/)."""
TEXT_FORMS: Final = frozenset((TIMESTAMP, DURATION, FIELD_MASK))
"""Those whose JSON is a string."""
FREE_FORM: Final = frozenset((STRUCT, VALUE, LIST_VALUE))
"""Those that take any JSON, or any object or array."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one value.

    `type` is a number of `FieldDescriptorProto.Type`; `type_name` is the full name of the message or enum, without a
    leading dot, and empty for scalars. `subject` is how a sentence calls the place: "`quantity`", "the body".
    """

    type: int
    type_name: str
    subject: str

    @property
    def is_message(self) -> bool:
        """Whether the value stands for a message, well-known ones included."""
        return self.type in MESSAGES

    @property
    def has_other_forms(self) -> bool:
        """Whether other tools write such values in forms of their own."""
        if self.is_message:
            return self.type_name in WELL_KNOWN
        return self.type == Field.TYPE_BYTES or INTEGERS.get(self.type, "").endswith("64")


@dataclass(frozen=True, slots=True)
class FieldSlot:
    """A field of a message, or an extension.

    `key` is what JSON calls it, `name` its own name; both are `[package.name]` for an extension. `oneof` is the name of
    its oneof, empty without one. `value` is the slot of its value, or of each of its values when it is repeated or a map;
    `map_key` is that of the keys of a map.
    """

    key: str
    name: str
    oneof: str
    is_repeated: bool
    map_key: Slot | None
    value: Slot
    is_deprecated: bool


@dataclass(frozen=True, slots=True)
class EnumValues:
    """The values of an enum: numbers by names, and the names of deprecated ones. A closed enum takes no other number."""

    numbers: Mapping[str, int]
    known: frozenset[int]
    is_closed: bool
    deprecated: frozenset[str] = frozenset()


class Slots:
    """The slots of a schema and the values of its enums, each made when it is first asked for."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._known: dict[tuple[str, str], FieldSlot] = {}
        self._enums: dict[str, EnumValues | None] = {}

    @cached_property
    def pool(self) -> DescriptorPool | None:
        """The schema as protobuf uses it; None when it does not hold together."""
        pool = DescriptorPool()
        try:
            for file in self.schema.files:
                pool.Add(file)
                pool.FindFileByName(file.name)
        except (TypeError, KeyError):
            return None
        return pool

    def enum(self, full_name: str) -> EnumValues | None:
        """The values of an enum; None when the schema lacks it."""
        if full_name not in self._enums:
            enum = self.schema.enum(full_name)
            numbers = {} if enum is None else {value.name: value.number for value in enum.value}
            old = frozenset([value.name for value in enum.value if value.options.deprecated] if enum else ())
            values = EnumValues(numbers, frozenset(numbers.values()), self.schema.is_closed_enum(full_name), old)
            self._enums[full_name] = None if enum is None else values
        return self._enums[full_name]

    def field(self, message: str, key: str) -> FieldSlot | None:
        """The field of a message that a JSON key names; `[package.name]` names an extension."""
        if (message, key) not in self._known:
            field = self.schema.fields_by_key(message).get(key)
            extension = self._extension(message, key)
            if field is not None:
                self._known[message, key] = self._made(field, json_key(field), field.name, self._oneof(message, field))
            elif extension is not None:
                self._known[message, key] = self._made(extension, key, key, "")
        return self._known.get((message, key))

    def inner_messages(self, message: str) -> set[str]:
        """The messages that the fields and extensions of a message hold, for maps those of the values."""
        descriptor = self.schema.message(message)
        if descriptor is None or message in WELL_KNOWN:
            return set()
        extensions = self.schema.extensions_of(message) if descriptor.extension_range else []
        keys = [*(field.name for field in descriptor.field), *(f"[{name}]" for name in extensions)]
        fields = [field for key in keys if (field := self.field(message, key)) is not None]
        return {field.value.type_name for field in fields if field.value.is_message}

    def _extension(self, message: str, key: str) -> Field | None:
        field = self.schema.extension(key[1:-1]) if key.startswith("[") and key.endswith("]") else None
        return field if field is not None and field.extendee.lstrip(".") == message else None

    def _oneof(self, message: str, field: Field) -> str:
        descriptor = self.schema.message(message)
        if descriptor is None or not field.HasField("oneof_index") or field.proto3_optional:
            return ""
        return descriptor.oneof_decl[field.oneof_index].name

    def _made(self, field: Field, key: str, name: str, oneof: str) -> FieldSlot:
        shown = f"`{key}`"
        entry, is_deprecated = map_entry(field, self.schema), field.options.deprecated
        if entry is not None:
            map_key, value = _slot(entry.field[0], f"a key of {shown}"), _slot(entry.field[1], f"a value of {shown}")
            return FieldSlot(key, name, oneof, False, map_key, value, is_deprecated)
        is_repeated = field.label == Field.LABEL_REPEATED
        subject = f"an element of {shown}" if is_repeated else shown
        return FieldSlot(key, name, oneof, is_repeated, None, _slot(field, subject), is_deprecated)


def map_entry(field: Field, schema: Schema) -> pb.DescriptorProto | None:
    """The entry message of a map field; None for any other field."""
    entry = schema.message(field.type_name) if field.type == Field.TYPE_MESSAGE else None
    return entry if entry is not None and entry.options.map_entry and len(entry.field) == 2 else None


def message_slot(full_name: str, subject: str) -> Slot:
    """The slot of a message, with or without a leading dot in its name."""
    return Slot(Field.TYPE_MESSAGE, full_name.lstrip("."), subject)


def wrapped(slot: Slot) -> Slot:
    """The slot of the value inside a wrapper message; it is called as the wrapper is."""
    return Slot(WRAPPERS[slot.type_name], "", slot.subject)


def _slot(field: Field, subject: str) -> Slot:
    return Slot(field.type, field.type_name.lstrip("."), subject)
