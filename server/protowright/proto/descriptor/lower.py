"""From a linked file to its `FileDescriptorProto`, as protoc makes it.

The file may have faults: what has no name, number or resolvable type is left out, the rest is lowered.
"""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.message import Message as ProtoMessage

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.descriptor.default_values import default_text
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.interpreter import OptionInterpreter
from protowright.proto.semantic.options.pseudo import option_name, pseudo_option, real_options, written_json_name
from protowright.proto.semantic.ranges import (
    MAXIMUM_ENUM_NUMBER,
    MAXIMUM_EXTENSION_NUMBER,
    MAXIMUM_FIELD_NUMBER,
    number_ranges,
    range_bounds,
    reserved_names,
)
from protowright.proto.semantic.symbols import (
    EnumSymbol,
    ExtensionSymbol,
    FieldSymbol,
    MessageSymbol,
    MethodSymbol,
    ServiceSymbol,
)
from protowright.proto.syntax.nodes import Identifier, Option, Ranges, RpcType

_F = pb.FieldDescriptorProto
_TYPES = {name[5:].lower(): number for name, number in _F.Type.items()}
_LABELS = {
    "": _F.LABEL_OPTIONAL,
    "optional": _F.LABEL_OPTIONAL,
    "required": _F.LABEL_REQUIRED,
    "repeated": _F.LABEL_REPEATED,
}
_PACKAGE = "google.protobuf."


def lower(link: LinkedFile) -> pb.FileDescriptorProto:
    """The descriptor of a file, under the name it is imported by."""
    return _Lowering(link).file()


class _Lowering:
    def __init__(self, link: LinkedFile) -> None:
        self._link = link
        self._symbols = link.symbols
        self._interpreter = OptionInterpreter(link, _ignore)

    def file(self) -> pb.FileDescriptorProto:
        symbols = self._symbols
        target = pb.FileDescriptorProto(name=_encodable(self._link.name))
        if symbols.package:
            target.package = symbols.package
        self._syntax(target)
        self._imports(target)
        for message in symbols.messages:
            self._message(target.message_type.add(), message)
        for enum in symbols.enums:
            self._enum(target.enum_type.add(), enum)
        for service in symbols.services:
            self._service(target.service.add(), service)
        for extension in symbols.extensions:
            self._extension(target, extension)
        self._options(target, "FileOptions", symbols.options, symbols.package)
        return target

    def _syntax(self, target: pb.FileDescriptorProto) -> None:
        syntax = self._symbols.syntax
        if syntax == "proto3":
            target.syntax = "proto3"
        elif syntax != "proto2":
            target.syntax = "editions"
            target.edition = dict(pb.Edition.items()).get(f"EDITION_{syntax}", pb.EDITION_UNKNOWN)

    def _imports(self, target: pb.FileDescriptorProto) -> None:
        for entry in self._link.imports:
            name = _encodable(entry.fact.path if entry.target is None else entry.target.name)
            if entry.fact.is_option:
                target.option_dependency.append(name)
                continue
            if entry.fact.is_public:
                target.public_dependency.append(len(target.dependency))
            if entry.fact.is_weak:
                target.weak_dependency.append(len(target.dependency))
            target.dependency.append(name)

    def _options(self, owner: ProtoMessage, kind: str, options: list[Option], scope: str) -> None:
        if options:
            target = getattr(owner, "options")  # noqa: B009 - descriptor messages share the field, not a type
            target.SetInParent()
            target.MergeFromString(self._interpreter.interpret(_PACKAGE + kind, options, scope))

    # Messages

    def _message(self, target: pb.DescriptorProto, message: MessageSymbol) -> None:
        target.name = message.name.text
        oneofs = {oneof: index for index, oneof in enumerate(message.oneofs)}
        for field in message.fields:
            descriptor = self._field(field)
            if descriptor is not None:
                if field.oneof is not None:
                    descriptor.oneof_index = oneofs[field.oneof]
                target.field.append(descriptor)
        for nested in message.messages:
            self._message(target.nested_type.add(), nested)
        for enum in message.enums:
            self._enum(target.enum_type.add(), enum)
        for extension in message.extensions:
            self._extension(target, extension)
        for oneof in message.oneofs:
            self._options(target.oneof_decl.add(name=oneof.name.text), "OneofOptions", oneof.options, message.full_name)
        self._message_ranges(target, message)
        if message.map_field is not None:
            target.options.map_entry = True
        self._options(target, "MessageOptions", message.options, message.scope)
        if self._symbols.is_proto3:
            _add_synthetic_oneofs(target)
        _add_visibility(target, message.declaration.modifiers)

    def _message_ranges(self, target: pb.DescriptorProto, message: MessageSymbol) -> None:
        """The number ranges of messages exclude their end in descriptors."""
        largest = MAXIMUM_EXTENSION_NUMBER if is_message_set(message) else MAXIMUM_FIELD_NUMBER
        for declaration in message.ranges:
            if declaration.keyword == "reserved":
                for item in number_ranges([declaration], "reserved", MAXIMUM_FIELD_NUMBER):
                    if _fits(item.start) and _fits(item.end + 1):
                        target.reserved_range.add(start=item.start, end=item.end + 1)
                target.reserved_name.extend(reserved_names(declaration))
            else:
                self._extension_ranges(target, declaration, largest, message.scope)

    def _extension_ranges(self, target: pb.DescriptorProto, declaration: Ranges, largest: int, scope: str) -> None:
        for node in declaration.ranges:
            bounds = range_bounds(node, largest)
            if bounds is not None and _fits(bounds[0]) and _fits(bounds[1] + 1):
                extension_range = target.extension_range.add(start=bounds[0], end=bounds[1] + 1)
                self._options(extension_range, "ExtensionRangeOptions", declaration.options or [], scope)

    # Fields

    def _field(self, field: FieldSymbol) -> pb.FieldDescriptorProto | None:
        type = self._link.type_of(field)
        if field.number is None or not 0 < field.number <= MAXIMUM_EXTENSION_NUMBER or type.keyword == "unknown":
            return None
        name = field.name.text
        target = _F(name=name, number=field.number, label=_LABELS[field.label], type=_TYPES[type.keyword])
        if field.map_entry is not None:
            target.label = _F.LABEL_REPEATED
        if type.symbol is not None:
            target.type_name = "." + type.symbol.full_name
        written = written_json_name(field.options)
        target.json_name = json_name(name) if written is None else written
        default = pseudo_option(field.options, "default")
        if default is not None and default.value is not None:
            target.default_value = default_text(type, default.value)
        if self._symbols.is_proto3 and field.label == "optional":
            target.proto3_optional = True
        self._options(target, "FieldOptions", [*real_options(field.options), *_inherited_features(field)], field.scope)
        return target

    def _extension(self, target: pb.FileDescriptorProto | pb.DescriptorProto, extension: ExtensionSymbol) -> None:
        extendee = self._link.extendee_of(extension)
        field = self._field(extension)
        if extendee is not None and field is not None:
            field.extendee = "." + extendee.full_name
            target.extension.append(field)

    # Enums and services

    def _enum(self, target: pb.EnumDescriptorProto, enum: EnumSymbol) -> None:
        target.name = enum.name.text
        for value in enum.values:
            if value.number is not None and -(2**31) <= value.number < 2**31:
                descriptor = target.value.add(name=value.name.text, number=value.number)
                self._options(descriptor, "EnumValueOptions", value.options, value.scope)
        for item in number_ranges(enum.ranges, "reserved", MAXIMUM_ENUM_NUMBER):
            if _fits(item.start) and _fits(item.end):
                target.reserved_range.add(start=item.start, end=item.end)
        for declaration in enum.ranges:
            target.reserved_name.extend(reserved_names(declaration))
        self._options(target, "EnumOptions", enum.options, enum.scope)
        _add_visibility(target, enum.declaration.modifiers)

    def _service(self, target: pb.ServiceDescriptorProto, service: ServiceSymbol) -> None:
        target.name = service.name.text
        for method in service.methods:
            self._method(target, method)
        self._options(target, "ServiceOptions", service.options, service.scope)

    def _method(self, target: pb.ServiceDescriptorProto, method: MethodSymbol) -> None:
        node = method.declaration
        request, response = self._method_type(method, node.request), self._method_type(method, node.response)
        if request is None or response is None:
            return
        descriptor = target.method.add(name=method.name.text, input_type=request, output_type=response)
        if node.request is not None and node.request.stream is not None:
            descriptor.client_streaming = True
        if node.response is not None and node.response.stream is not None:
            descriptor.server_streaming = True
        if node.open_brace is not None:
            descriptor.options.SetInParent()
        self._options(descriptor, "MethodOptions", method.options, method.scope)

    def _method_type(self, method: MethodSymbol, node: RpcType | None) -> str | None:
        found = self._link.method_type(method, None if node is None else node.type)
        return None if found is None else "." + found.full_name


def is_message_set(message: MessageSymbol) -> bool:
    """Whether the message sets `message_set_wire_format`."""
    return any(option_name(option) == "message_set_wire_format" for option in message.options)


def _inherited_features(field: FieldSymbol) -> list[Option]:
    """protoc copies the features of a map field to the key and the value of its entry (`GenerateMapEntry` in parser.cc)."""
    entry = field.parent
    if not isinstance(entry, MessageSymbol) or entry.map_field is None:
        return []
    return [option for option in entry.map_field.options if _is_feature(option)]


def _is_feature(option: Option) -> bool:
    first = option.name[0] if option.name else None
    return first is not None and not first.is_extension and first.name is not None and first.name.text == "features"


def _encodable(path: str) -> str:
    """A path with lone surrogates has bytes that are no UTF-8, and descriptors hold nothing else."""
    return path.encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def _fits(number: int) -> bool:
    """Whether a number has a place in a descriptor."""
    return -(2**31) <= number < 2**31


def _add_visibility(target: pb.DescriptorProto | pb.EnumDescriptorProto, modifiers: list[Identifier]) -> None:
    for modifier in modifiers:
        target.visibility = pb.VISIBILITY_EXPORT if modifier.text == "export" else pb.VISIBILITY_LOCAL


def _add_synthetic_oneofs(target: pb.DescriptorProto) -> None:
    """Each proto3 `optional` field is alone in a oneof of its own, behind the real ones.

    See docs/implementing_proto3_presence.md of protobuf.
    """
    taken = {field.name for field in target.field} | {oneof.name for oneof in target.oneof_decl}
    for field in target.field:
        if field.proto3_optional:
            name = field.name if field.name.startswith("_") else "_" + field.name
            while name in taken:
                name = "X" + name
            taken.add(name)
            field.oneof_index = len(target.oneof_decl)
            target.oneof_decl.add(name=name)


def _ignore(diagnostic: Diagnostic) -> None:
    """Faults are reported by the check, not by lowering."""
