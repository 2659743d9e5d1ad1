"""Whether a JSON body fits its message."""

from __future__ import annotations

from collections.abc import Iterator

from google.protobuf import descriptor_pb2 as pb

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.request_codes import UNKNOWN_FIELD
from protowright.proto.schema import Schema
from protowright.request.syntax.json_nodes import JsonArray, JsonMember, JsonObject, JsonValue
from protowright.text.edit import Edit
from protowright.text.nearest import nearest, suggestion

_FREE_FORM = frozenset(
    f"google.protobuf.{name}"
    for name in (
        *("Any", "Timestamp", "Duration", "FieldMask", "Struct", "Value", "ListValue"),
        *("DoubleValue", "FloatValue", "Int64Value", "UInt64Value", "Int32Value", "UInt32Value"),
        *("BoolValue", "StringValue", "BytesValue"),
    )
)
"""Messages whose JSON is not an object of their fields (proto3 JSON mapping)."""


def check_body(value: JsonValue, message: str, schema: Schema) -> Iterator[Diagnostic]:
    """What is wrong with `value` as a message of the type `message`."""
    descriptor = schema.message(message)
    if descriptor is None or message.lstrip(".") in _FREE_FORM or not isinstance(value, JsonObject):
        return
    for member in value.members:
        field = field_of(descriptor, member.key.value)
        if field is not None:
            yield from _check_field(member, field, schema)
        elif "{{" not in member.key.value and not member.key.value.startswith("["):
            yield _unknown_field(member, descriptor, message.lstrip("."))


def field_of(descriptor: pb.DescriptorProto, key: str) -> pb.FieldDescriptorProto | None:
    """The field that a JSON key names: by its JSON name or its own."""
    return next((field for field in descriptor.field if key in (field.json_name, field.name)), None)


def map_entry(field: pb.FieldDescriptorProto, schema: Schema) -> pb.DescriptorProto | None:
    """The entry message of a map field; None for any other field."""
    entry = schema.message(field.type_name) if field.type == pb.FieldDescriptorProto.TYPE_MESSAGE else None
    return entry if entry is not None and entry.options.map_entry else None


def _check_field(member: JsonMember, field: pb.FieldDescriptorProto, schema: Schema) -> Iterator[Diagnostic]:
    if field.type not in (pb.FieldDescriptorProto.TYPE_MESSAGE, pb.FieldDescriptorProto.TYPE_GROUP):
        return
    entry = map_entry(field, schema)
    if entry is not None:
        if isinstance(member.value, JsonObject):
            for pair in member.value.members:
                yield from _check_field(pair, entry.field[1], schema)
        return
    values = member.value.values if isinstance(member.value, JsonArray) else (member.value,)
    for value in values:
        if value is not None:
            yield from check_body(value, field.type_name, schema)


def _unknown_field(member: JsonMember, descriptor: pb.DescriptorProto, message: str) -> Diagnostic:
    key, names = member.key, [field.json_name or field.name for field in descriptor.field]
    near = nearest(key.value, names, 3)
    fixes = tuple(Fix(f"Change to `{name}`", (Edit(key.span, f'"{name}"'),)) for name in near)
    help = suggestion(near) or (f"it has {', '.join(names)}" if 0 < len(names) <= 12 else None)
    return Diagnostic(UNKNOWN_FIELD, f"`{message}` has no field `{key.value}`", key.span, help=help, fixes=fixes)
