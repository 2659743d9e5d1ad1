"""Fields, enums and services as the AST of proto-schema-parser."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from google.protobuf import descriptor_pb2 as pb
from proto_schema_parser import ast

from protowright.proto.descriptor import source_generator as extended
from protowright.proto.descriptor.source_comments import Path, SourceComments
from protowright.proto.descriptor.source_names import SourceNames
from protowright.proto.descriptor.source_options import OptionsReader, quoted
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.names import SCALARS
from protowright.proto.semantic.ranges import MAXIMUM_ENUM_NUMBER

_F = pb.FieldDescriptorProto
_KEYWORDS = SCALARS | frozenset(
    (
        *("message", "enum", "oneof", "extend", "extensions", "reserved", "option", "optional", "required", "repeated"),
        *("group", "map", "stream", "export", "local", "service", "rpc"),
    )
)
"""Words that mean something else where a type may stand."""
_VISIBILITIES = {pb.VISIBILITY_EXPORT: "export", pb.VISIBILITY_LOCAL: "local"}


class FieldWriter:
    """Turns the parts of one file into the AST. Paths are those of `source_code_info`."""

    def __init__(self, file: pb.FileDescriptorProto, files: Iterable[pb.FileDescriptorProto]) -> None:
        known = list({known.name: known for known in (*files, file)}.values())
        self.file = file
        self.names = SourceNames(known)
        self.reader = OptionsReader(known, self.names)
        self.comments = SourceComments(file.source_code_info)

    # Options

    def statements(self, owner: Any, path: Path, scope: str) -> list[Any]:
        """The options of a declaration with a body; `path` is that of its `options` field."""
        found: list[Any] = self.unknown_options(owner)
        for item in self.reader.options(owner, scope):
            own = (*path, *item.path)
            found += [*self.comments.before(own), item.option, *self.comments.behind(own)]
        return found

    def options(self, owner: Any, scope: str) -> list[ast.Option]:
        """The options of a declaration without a body."""
        return [item.option for item in self.reader.options(owner, scope)]

    def unknown_options(self, owner: Any) -> list[Any]:
        """A comment for the options that cannot be shown."""
        numbers = self.reader.unknown(owner)
        if not numbers:
            return []
        return [
            ast.Comment(f"// Not shown: options with the numbers {', '.join(numbers)}, whose extensions are not known.")
        ]

    def commented(self, path: Path, owner: Any, node: Any) -> list[Any]:
        """A declaration without a body, between its comments."""
        return [*self.comments.before(path), *self.unknown_options(owner), node, *self.comments.behind(path)]

    def once(self, path: Path, node: Any) -> list[Any]:
        """What may stand in several statements of one path, between the comments of the first."""
        return [*self.comments.before(path), node, *self.comments.behind(path)]

    # Fields

    def field(
        self, field: pb.FieldDescriptorProto, scope: str, entry: pb.DescriptorProto | None, in_oneof: bool = False
    ) -> ast.Field:
        """A field; `entry` is the message of its entries when it is a map."""
        label = None if in_oneof or entry is not None else self.label(field)
        type = self._type(field, scope) if entry is None else self._map_type(entry, scope)
        return ast.Field(field.name, field.number, type, label, self.field_options(field, scope))

    def label(self, field: pb.FieldDescriptorProto) -> ast.FieldCardinality | None:
        """The label, where there must be one."""
        if field.label == _F.LABEL_REPEATED:
            return ast.FieldCardinality.REPEATED
        if field.label == _F.LABEL_REQUIRED:
            return ast.FieldCardinality.REQUIRED
        is_written = self.file.syntax in ("", "proto2") or field.proto3_optional
        return ast.FieldCardinality.OPTIONAL if is_written else None

    def _type(self, field: pb.FieldDescriptorProto, scope: str) -> str:
        if field.type_name:
            return self.type_name(field.type_name, scope)
        return _F.Type.Name(field.type).removeprefix("TYPE_").lower()

    def type_name(self, name: str, scope: str) -> str:
        """A message or enum, as it is written in `scope`."""
        full_name = name.removeprefix(".")
        shown = self.names.relative(full_name, scope)
        return f".{full_name}" if shown.partition(".")[0] in _KEYWORDS else shown

    def _map_type(self, entry: pb.DescriptorProto, scope: str) -> str:
        key, value = entry.field
        return f"map<{self._type(key, scope)}, {self._type(value, scope)}>"

    def field_options(self, field: pb.FieldDescriptorProto, scope: str) -> list[ast.Option]:
        """What stands in the brackets of a field."""
        found: list[ast.Option] = []
        if field.HasField("default_value"):
            found.append(ast.Option("default", ast.Identifier(_default(field))))
        if field.HasField("json_name") and not field.extendee and field.json_name != json_name(field.name):
            found.append(ast.Option("json_name", ast.Identifier(quoted(field.json_name))))
        return found + self.options(field, scope)

    # Enums

    def enum(self, enum: pb.EnumDescriptorProto, path: Path, scope: str) -> list[Any]:
        """An enum; its values and their options are named in the scope around it."""
        elements = self.comments.behind(path) + self.statements(enum, (*path, 3), scope)
        for index, value in enumerate(enum.value):
            node = ast.EnumValue(value.name, value.number, self.options(value, scope))
            elements += self.commented((*path, 2, index), value, node)
        ranges = [shown_range(item.start, item.end, MAXIMUM_ENUM_NUMBER) for item in enum.reserved_range]
        for number, part in ((4, ranges), (5, self.reserved_names(enum))):
            if part:
                elements += self.once((*path, number), ast.EnumReserved(ranges=part))
        return [*self.comments.before(path), extended.Enum(enum.name, elements, self.visibility(enum))]

    def reserved_names(self, owner: pb.DescriptorProto | pb.EnumDescriptorProto) -> list[str]:
        """Editions reserve words, older files strings."""
        is_editions = self.file.syntax == "editions"
        return [name if is_editions else quoted(name) for name in owner.reserved_name]

    def visibility(self, owner: pb.DescriptorProto | pb.EnumDescriptorProto) -> str:
        """`export`, `local`, or nothing."""
        return _VISIBILITIES.get(owner.visibility, "")

    # Services

    def service(self, service: pb.ServiceDescriptorProto, path: Path, scope: str) -> list[Any]:
        """A service and its methods."""
        elements = self.comments.behind(path) + self.statements(service, (*path, 3), scope)
        inner = f"{scope}.{service.name}" if scope else service.name
        for index, method in enumerate(service.method):
            elements += self._method(method, (*path, 2, index), inner)
        return [*self.comments.before(path), ast.Service(service.name, elements)]

    def _method(self, method: pb.MethodDescriptorProto, path: Path, scope: str) -> list[Any]:
        request = ast.MessageType(self.type_name(method.input_type, scope), method.client_streaming)
        response = ast.MessageType(self.type_name(method.output_type, scope), method.server_streaming)
        options = self.statements(method, (*path, 4), scope)
        behind = self.comments.behind(path)
        is_open = any(isinstance(option, ast.Option) for option in options)
        elements = behind + options if is_open else []
        node = extended.Method(method.name, request, response, elements, method.HasField("options"))
        return [*self.comments.before(path), *(() if is_open else options), node, *(() if is_open else behind)]


def map_entries(message: pb.DescriptorProto, full_name: str) -> Mapping[str, tuple[int, pb.DescriptorProto]]:
    """The messages of map entries, by the type name of their fields, with their indexes."""
    return {
        f".{full_name}.{nested.name}": (index, nested)
        for index, nested in enumerate(message.nested_type)
        if nested.options.map_entry
    }


def shown_range(start: int, end: int, maximum: int) -> str:
    """A range with both ends included."""
    if start == end:
        return str(start)
    return f"{start} to {'max' if end == maximum else end}"


def _default(field: pb.FieldDescriptorProto) -> str:
    if field.type == _F.TYPE_STRING:
        return quoted(field.default_value)
    return f'"{field.default_value}"' if field.type == _F.TYPE_BYTES else field.default_value
