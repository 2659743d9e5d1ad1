"""Taking a rename out of descriptors again, so that what is left can be held against those from before."""

from __future__ import annotations

from collections.abc import Mapping

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.semantic.json_names import json_name, map_entry_name


class Undo:
    """Puts old names into descriptors.

    `names` are full names after the rename, and before it. `package` are the new and the old one when a package was
    renamed.
    """

    def __init__(self, names: Mapping[str, str], package: tuple[str, str] | None = None) -> None:
        self._names = names
        self._package = package

    def file(self, file: pb.FileDescriptorProto, is_member: bool) -> pb.FileDescriptorProto:
        """The file as it was before; `is_member` tells that it is of the package that was renamed."""
        after = pb.FileDescriptorProto()
        after.CopyFrom(file)
        scope = after.package
        if is_member and self._package is not None:
            after.package = self._package[1]
        for message in after.message_type:
            self._message(message, scope)
        for enum in after.enum_type:
            self._enum(enum, scope)
        for service in after.service:
            self._service(service, scope)
        for extension in after.extension:
            self._field(extension, scope)
        return after

    def _old(self, full_name: str) -> str:
        for new, old in self._names.items():
            if full_name == new or full_name.startswith(new + "."):
                return old + full_name[len(new) :]
        return full_name

    def _simple(self, scope: str, name: str) -> str:
        return self._old(f"{scope}.{name}" if scope else name).rpartition(".")[2]

    def _type(self, name: str) -> str:
        return "." + self._old(name[1:]) if name else name

    def _message(self, message: pb.DescriptorProto, scope: str) -> None:
        inner = f"{scope}.{message.name}" if scope else message.name
        message.name = self._simple(scope, message.name)
        entries = self._entries(message, inner)
        for field in message.field:
            if field.type_name.rpartition(".")[2] in entries and field.type_name.rpartition(".")[0] == "." + inner:
                field.type_name = f".{inner}.{entries[field.type_name.rpartition('.')[2]]}"
            self._field(field, inner)
        for extension in message.extension:
            self._field(extension, inner)
        for nested in message.nested_type:
            if nested.options.map_entry and nested.name in entries:
                nested.name = entries[nested.name]
            self._message(nested, inner)
        for enum in message.enum_type:
            self._enum(enum, inner)
        for oneof in message.oneof_decl:
            oneof.name = self._simple(inner, oneof.name)
        for extensions in message.extension_range:
            for declaration in extensions.options.declaration:
                self._declaration(declaration)

    def _entries(self, message: pb.DescriptorProto, inner: str) -> dict[str, str]:
        """The entry messages that are called after a map field, by their new names."""
        found = {}
        for field in message.field:
            old = self._simple(inner, field.name)
            if old != field.name:
                found[map_entry_name(field.name)] = map_entry_name(old)
        return found

    def _field(self, field: pb.FieldDescriptorProto, scope: str) -> None:
        old = self._simple(scope, field.name)
        if old != field.name and field.json_name == json_name(field.name):
            field.json_name = json_name(old)
        field.name = old
        if field.default_value and field.type == pb.FieldDescriptorProto.TYPE_ENUM:
            around = field.type_name[1:].rpartition(".")[0]
            field.default_value = self._simple(around, field.default_value)
        field.type_name = self._type(field.type_name) if field.type_name else field.type_name
        if field.extendee:
            field.extendee = self._type(field.extendee)

    def _declaration(self, declaration: pb.ExtensionRangeOptions.Declaration) -> None:
        """The names in the declaration of an extension, which are written in strings."""
        if declaration.full_name:
            declaration.full_name = self._type(declaration.full_name)
        if declaration.type.startswith("."):
            declaration.type = self._type(declaration.type)

    def _enum(self, enum: pb.EnumDescriptorProto, scope: str) -> None:
        for value in enum.value:
            value.name = self._simple(scope, value.name)
        enum.name = self._simple(scope, enum.name)

    def _service(self, service: pb.ServiceDescriptorProto, scope: str) -> None:
        inner = f"{scope}.{service.name}" if scope else service.name
        service.name = self._simple(scope, service.name)
        for method in service.method:
            method.name = self._simple(inner, method.name)
            method.input_type = self._type(method.input_type)
            method.output_type = self._type(method.output_type)


def canonical_bytes(file: pb.FileDescriptorProto) -> bytes:
    """The file as bytes that are the same for equal files: a name that is empty was never set, and the oneof of an optional
    field of proto3, which nobody wrote, is called after the field, whatever protoc had to add to be alone with it."""
    again = pb.FileDescriptorProto()
    again.CopyFrom(file)
    _drop_empty(again)
    _name_made_oneofs(again)
    return again.SerializeToString(deterministic=True)


def _drop_empty(file: pb.FileDescriptorProto) -> None:
    fields = [*file.extension]
    pending = list(file.message_type)
    while pending:
        message = pending.pop()
        fields += [*message.field, *message.extension]
        pending += message.nested_type
    for field in fields:
        for name in ("type_name", "extendee", "default_value"):
            if field.HasField(name) and not getattr(field, name):
                field.ClearField(name)


def _name_made_oneofs(file: pb.FileDescriptorProto) -> None:
    pending = list(file.message_type)
    while pending:
        message = pending.pop()
        pending += message.nested_type
        for field in message.field:
            if field.proto3_optional:
                message.oneof_decl[field.oneof_index].name = f"_{field.name}"
