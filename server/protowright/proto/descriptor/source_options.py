"""Options as source text: what an options message holds, as the AST of proto-schema-parser."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import message_factory, unknown_fields
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from proto_schema_parser import ast

from protowright.proto.descriptor.default_values import escape_bytes, shortest_float
from protowright.proto.descriptor.option_pool import option_pool
from protowright.proto.descriptor.source_names import SourceNames

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_FEATURES = "google.protobuf.FeatureSet"
_HIDDEN = ("uninterpreted_option", "map_entry")


@dataclass(frozen=True)
class SourceOption:
    """An option, and where it is in the options message."""

    option: ast.Option
    path: tuple[int, ...]


class OptionsReader:
    """Reads options with the extensions that some files declare. Files that do not make a whole are left out."""

    def __init__(self, files: Iterable[pb.FileDescriptorProto], names: SourceNames) -> None:
        self._names = names
        self._pool = option_pool(files)

    def options(self, owner: Any, scope: str) -> list[SourceOption]:
        """The options of `owner`, a part of a descriptor that has an `options` field, written in `scope`."""
        if not owner.HasField("options"):
            return []
        found: list[SourceOption] = []
        for field, value in self._decoded(owner.options).ListFields():
            if field.is_extension or field.name not in _HIDDEN:
                found += self._option("", (), field, value, scope)
        return found

    def _option(
        self, prefix: str, path: tuple[int, ...], field: FieldDescriptor, value: Any, scope: str
    ) -> Iterator[SourceOption]:
        """The options that set one field. Features are set one by one, as people write them."""
        is_custom = field.is_extension
        name = prefix + (f"({self._names.absolute(field.full_name, scope)})" if is_custom else field.name)
        type = field.message_type
        is_features = not field.is_repeated and type is not None and type.full_name == _FEATURES
        if (is_features or (prefix and type is not None)) and value.ListFields():
            for member, item in value.ListFields():
                yield from self._option(f"{name}.", (*path, field.number), member, item, scope)
            return
        for index, item in enumerate(_items(field, value)):
            own = (*path, field.number, index) if field.is_repeated else (*path, field.number)
            yield SourceOption(ast.Option(name, self._value(field, item)), own)

    def unknown(self, owner: Any) -> list[str]:
        """The numbers of the options that no file declares; `50.1002` is a part of the option 50."""
        return sorted(set(_unknown(self._decoded(owner.options), ""))) if owner.HasField("options") else []

    def _value(self, field: FieldDescriptor, value: Any) -> Any:
        """One value in the AST. Scalars are written out here, and passed on as words: it knows no bytes and no floats."""
        type = field.message_type
        if type is None:
            return ast.Identifier(_scalar(field, value))
        if _is_map(field):
            members = zip(("key", "value"), value, strict=True)
            return ast.MessageLiteral(
                [ast.MessageLiteralField(name, self._value(type.fields_by_name[name], item)) for name, item in members]
            )
        return ast.MessageLiteral([self._literal_field(known, item) for known, item in value.ListFields()])

    def _literal_field(self, field: FieldDescriptor, value: Any) -> ast.MessageLiteralField:
        """A field of a message literal; a group goes by the name of its message."""
        name, type = field.name, field.message_type
        if field.is_extension:
            name = f"[{self._extension(field)}]"
        elif field.type == FieldDescriptor.TYPE_GROUP and type is not None and type.name.lower() == field.name:
            name = type.name
        items = [self._value(field, item) for item in _items(field, value)]
        return ast.MessageLiteralField(name, items if field.is_repeated else items[0])

    def _extension(self, field: FieldDescriptor) -> str:
        """protoc looks names in literals up from the extended message, and there is no leading dot to say otherwise."""
        scope = "" if field.containing_type is None else field.containing_type.full_name
        name = self._names.absolute(field.full_name, scope)
        if name.startswith("."):
            name = self._names.relative(field.full_name, scope)
        return name.removeprefix(".")

    def _decoded(self, options: Message) -> Message:
        descriptor = self._pool.FindMessageTypeByName(options.DESCRIPTOR.full_name)
        decoded: Message = message_factory.GetMessageClass(descriptor).FromString(options.SerializeToString())
        return decoded


def _unknown(message: Message, prefix: str) -> Iterator[str]:
    fields: Any = unknown_fields.UnknownFieldSet(message)
    yield from (f"{prefix}{field.field_number}" for field in fields)
    for field, value in message.ListFields():
        if field.message_type is not None and not _is_map(field):
            for item in _items(field, value):
                yield from _unknown(item, f"{prefix}{field.number}.")


def _items(field: FieldDescriptor, value: Any) -> list[Any]:
    """The values of a field; those of a map are its entries."""
    if not field.is_repeated:
        return [value]
    return sorted(value.items(), key=repr) if _is_map(field) else list(value)


def _is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def _scalar(field: FieldDescriptor, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, bytes)):
        return quoted(value)
    if isinstance(value, float):
        return shortest_float(value, "float" if field.type == FieldDescriptor.TYPE_FLOAT else "double")
    if field.enum_type is not None and value in field.enum_type.values_by_number:
        return str(field.enum_type.values_by_number[value].name)
    return str(value)


def quoted(text: str | bytes) -> str:
    """A string literal. The runtime gives a string that is no UTF-8 as bytes."""
    if isinstance(text, bytes):
        return f'"{escape_bytes(text)}"'
    escaped = (
        _ESCAPES.get(character) or (character if character >= " " else f"\\{ord(character):03o}") for character in text
    )
    return f'"{"".join(escaped)}"'
