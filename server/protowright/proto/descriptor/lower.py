"""From a tree to its `FileDescriptorProto`.

The tree may have faults: what has no name, number or resolvable type is left out, the rest is lowered.
"""

from __future__ import annotations

from collections.abc import Callable
from ctypes import c_float

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.json_names import json_name, map_entry_name
from protowright.proto.descriptor.options import apply_options
from protowright.proto.semantic.names import Scope
from protowright.proto.semantic.symbols import FileSymbols, ImportFact, SymbolKind, join
from protowright.proto.syntax.literals import float_value, integer_value, string_value
from protowright.proto.syntax.nodes import (
    Block,
    Declaration,
    Enum,
    EnumValue,
    Extend,
    Field,
    Identifier,
    MapType,
    Message,
    NumberLiteral,
    Oneof,
    Option,
    OptionStatement,
    Path,
    Range,
    Ranges,
    Rpc,
    RpcType,
    Service,
    SignedValue,
    StringLiteral,
    Value,
)

_F = pb.FieldDescriptorProto
_SCALARS = {
    "double": _F.TYPE_DOUBLE,
    "float": _F.TYPE_FLOAT,
    "int64": _F.TYPE_INT64,
    "uint64": _F.TYPE_UINT64,
    "int32": _F.TYPE_INT32,
    "fixed64": _F.TYPE_FIXED64,
    "fixed32": _F.TYPE_FIXED32,
    "bool": _F.TYPE_BOOL,
    "string": _F.TYPE_STRING,
    "bytes": _F.TYPE_BYTES,
    "uint32": _F.TYPE_UINT32,
    "sfixed32": _F.TYPE_SFIXED32,
    "sfixed64": _F.TYPE_SFIXED64,
    "sint32": _F.TYPE_SINT32,
    "sint64": _F.TYPE_SINT64,
}
_LABELS = {"optional": _F.LABEL_OPTIONAL, "required": _F.LABEL_REQUIRED, "repeated": _F.LABEL_REPEATED}
_MAXIMUM_FIELD_NUMBER = 2**29 - 1
_MAXIMUM_ENUM_NUMBER = 2**31 - 1


def lower(symbols: FileSymbols, scope: Scope, path: str) -> pb.FileDescriptorProto:
    """The descriptor of a file, named `path` (its path relative to its import root); `scope` resolves its type names."""
    return _Lowering(symbols, scope).file(path)


class _Lowering:
    def __init__(self, symbols: FileSymbols, scope: Scope) -> None:
        self.symbols = symbols
        self.scope = scope
        self.is_proto3 = symbols.syntax == "proto3"

    def file(self, path: str) -> pb.FileDescriptorProto:
        symbols = self.symbols
        target = pb.FileDescriptorProto(name=path, package=symbols.package)
        if not symbols.package:
            target.ClearField("package")
        self._syntax(target)
        for fact in symbols.imports:
            _add_import(target, fact)
        for declaration in symbols.tree.declarations:
            self._top_level(target, declaration)
        return target

    def _syntax(self, target: pb.FileDescriptorProto) -> None:
        syntax = self.symbols.syntax
        if syntax == "proto3":
            target.syntax = "proto3"
        elif syntax != "proto2":
            target.syntax = "editions"
            target.edition = pb.Edition.Value(f"EDITION_{syntax}") if _is_edition(syntax) else pb.EDITION_UNKNOWN

    def _top_level(self, target: pb.FileDescriptorProto, declaration: Declaration) -> None:
        package = self.symbols.package
        if isinstance(declaration, Message):
            self.message(target.message_type.add(), declaration, package)
        elif isinstance(declaration, Enum):
            self.enum(target.enum_type.add(), declaration)
        elif isinstance(declaration, Service):
            self.service(target.service.add(), declaration, package)
        elif isinstance(declaration, Extend):
            self.extend(target.extension, target.message_type, declaration, package)
        elif isinstance(declaration, OptionStatement):
            apply_options(target.options, [declaration.option])

    # Messages

    def message(self, target: pb.DescriptorProto, node: Message | Field, scope: str) -> None:
        if node.name is None:
            return
        target.name = node.name.text
        _set_visibility(target, node)
        inner = join(scope, target.name)
        for declaration in node.body:
            self._member(target, declaration, inner)
        if self.is_proto3:
            _add_synthetic_oneofs(target)

    def _member(self, target: pb.DescriptorProto, declaration: Declaration, scope: str) -> None:
        if isinstance(declaration, Field):
            self.field_into(target, declaration, scope, None)
        elif isinstance(declaration, Oneof):
            self.oneof(target, declaration, scope)
        elif isinstance(declaration, Message):
            self.message(target.nested_type.add(), declaration, scope)
        elif isinstance(declaration, Enum):
            self.enum(target.enum_type.add(), declaration)
        elif isinstance(declaration, Extend):
            self.extend(target.extension, target.nested_type, declaration, scope)
        elif isinstance(declaration, Ranges):
            _message_ranges(target, declaration)
        elif isinstance(declaration, OptionStatement):
            apply_options(target.options, [declaration.option])

    def oneof(self, target: pb.DescriptorProto, node: Oneof, scope: str) -> None:
        if node.name is None:
            return
        index = len(target.oneof_decl)
        declared = target.oneof_decl.add(name=node.name.text)
        for declaration in node.body:
            if isinstance(declaration, Field):
                self.field_into(target, declaration, scope, index)
        apply_options(declared.options, _statement_options(node))

    def extend(self, fields, types, node: Extend, scope: str) -> None:  # type: ignore[no-untyped-def]
        extendee = None if node.extendee is None else self.scope.resolve_type(node.extendee.text, scope)
        for declaration in node.body:
            if not isinstance(declaration, Field) or extendee is None:
                continue
            if declaration.is_group:
                self.message(types.add(), declaration, scope)
            field = self.field(declaration, scope)
            if field is not None:
                field.extendee = "." + extendee.full_name
                if self.is_proto3 and declaration.label is not None and declaration.label.text == "optional":
                    field.proto3_optional = True
                fields.append(field)

    # Fields

    def field_into(self, target: pb.DescriptorProto, node: Field, scope: str, oneof: int | None) -> None:
        if node.is_group:
            self.message(target.nested_type.add(), node, scope)
        if isinstance(node.type, MapType):
            self._map_entry(target, node, scope)
        field = self.field(node, scope)
        if field is None:
            return
        if oneof is not None:
            field.oneof_index = oneof
        elif self.is_proto3 and node.label is not None and node.label.text == "optional":
            field.proto3_optional = True
        target.field.append(field)

    def field(self, node: Field, scope: str) -> pb.FieldDescriptorProto | None:
        number = integer_value(node.number)
        if node.name is None or node.type is None or number is None or not 0 < number <= _MAXIMUM_FIELD_NUMBER:
            return None
        field = _F(name=node.name.text, number=number, label=_F.LABEL_OPTIONAL)
        if node.label is not None:
            field.label = _LABELS[node.label.text]
        if not self._type(field, node, scope):
            return None
        field.json_name = json_name(field.name)
        self._field_options(field, node.options or [])
        return field

    def _type(self, field: pb.FieldDescriptorProto, node: Field, scope: str) -> bool:
        if node.is_group:
            field.type, field.type_name = _F.TYPE_GROUP, "." + join(scope, field.name)
            field.name = field.name.lower()
            return True
        if isinstance(node.type, MapType):
            field.type, field.label = _F.TYPE_MESSAGE, _F.LABEL_REPEATED
            field.type_name = "." + join(scope, map_entry_name(field.name))
            return True
        return node.type is not None and self._named_type(field, node.type, scope)

    def _named_type(self, field: pb.FieldDescriptorProto, path: Path, scope: str) -> bool:
        scalar = _SCALARS.get(path.text)
        if scalar is not None:
            field.type = scalar
            return True
        symbol = self.scope.resolve_type(path.text, scope)
        if symbol is None:
            return False
        field.type = _F.TYPE_ENUM if symbol.kind is SymbolKind.ENUM else _F.TYPE_MESSAGE
        field.type_name = "." + symbol.full_name
        return True

    def _map_entry(self, target: pb.DescriptorProto, node: Field, scope: str) -> None:
        assert isinstance(node.type, MapType)
        if node.name is None:
            return
        entry = target.nested_type.add(name=map_entry_name(node.name.text))
        entry.options.map_entry = True
        for name, number, path in (("key", 1, node.type.key), ("value", 2, node.type.value)):
            field = entry.field.add(name=name, number=number, label=_F.LABEL_OPTIONAL, json_name=name)
            if path is not None:
                self._named_type(field, path, scope)

    def _field_options(self, field: pb.FieldDescriptorProto, options: list[Option]) -> None:
        real: list[Option] = []
        for option in options:
            name = _plain_name(option)
            if name == "default" and option.value is not None:
                field.default_value = _default(field, option.value)
            elif name == "json_name" and isinstance(option.value, StringLiteral):
                field.json_name = string_value(option.value).decode("utf-8", "replace")
            else:
                real.append(option)
        if real:
            apply_options(field.options, real)

    # Enums and services

    def enum(self, target: pb.EnumDescriptorProto, node: Enum) -> None:
        if node.name is None:
            return
        target.name = node.name.text
        _set_visibility(target, node)
        for declaration in node.body:
            if isinstance(declaration, EnumValue):
                _enum_value(target, declaration)
            elif isinstance(declaration, Ranges):
                _enum_ranges(target, declaration)
        options = _statement_options(node)
        if options:
            apply_options(target.options, options)

    def service(self, target: pb.ServiceDescriptorProto, node: Service, scope: str) -> None:
        if node.name is None:
            return
        target.name = node.name.text
        inner = join(scope, target.name)
        for declaration in node.body:
            if isinstance(declaration, Rpc):
                self._rpc(target, declaration, inner)
        options = _statement_options(node)
        if options:
            apply_options(target.options, options)

    def _rpc(self, target: pb.ServiceDescriptorProto, node: Rpc, scope: str) -> None:
        request, response = self._rpc_type(node.request, scope), self._rpc_type(node.response, scope)
        if node.name is None or request is None or response is None:
            return
        method = target.method.add(name=node.name.text, input_type=request, output_type=response)
        if node.request is not None and node.request.stream is not None:
            method.client_streaming = True
        if node.response is not None and node.response.stream is not None:
            method.server_streaming = True
        if node.open_brace is not None:
            apply_options(method.options, _statement_options(node))

    def _rpc_type(self, node: RpcType | None, scope: str) -> str | None:
        if node is None or node.type is None:
            return None
        symbol = self.scope.resolve_type(node.type.text, scope)
        return None if symbol is None else "." + symbol.full_name


def _add_import(target: pb.FileDescriptorProto, fact: ImportFact) -> None:
    path = fact.path.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    modifiers = {modifier.text for modifier in fact.node.modifiers}
    if "option" in modifiers and "option_dependency" in target.DESCRIPTOR.fields_by_name:
        target.option_dependency.append(path)
        return
    if "public" in modifiers:
        target.public_dependency.append(len(target.dependency))
    if "weak" in modifiers:
        target.weak_dependency.append(len(target.dependency))
    target.dependency.append(path)


def _set_visibility(target: pb.DescriptorProto | pb.EnumDescriptorProto, node: Declaration) -> None:
    """`export` and `local` of edition 2024; older protobuf libraries have no place for them."""
    field = target.DESCRIPTOR.fields_by_name.get("visibility")
    if field is not None and field.enum_type is not None:
        for modifier in node.modifiers:
            number = field.enum_type.values_by_name[f"VISIBILITY_{modifier.text.upper()}"].number
            setattr(target, field.name, number)


def _is_edition(syntax: str) -> bool:
    return f"EDITION_{syntax}" in dict(pb.Edition.items())


def _plain_name(option: Option) -> str | None:
    if len(option.name) != 1 or option.name[0].is_extension or option.name[0].name is None:
        return None
    return option.name[0].name.text


def _statement_options(node: Block) -> list[Option]:
    return [declaration.option for declaration in node.body if isinstance(declaration, OptionStatement)]


def _default(field: pb.FieldDescriptorProto, value: Value) -> str:
    """The default as `FieldDescriptorProto.default_value` spells it."""
    if isinstance(value, StringLiteral):
        raw = string_value(value)
        if field.type == _F.TYPE_BYTES:
            return "".join(_escape_byte(byte) for byte in raw)
        return raw.decode("utf-8", "replace")
    if isinstance(value, Identifier):
        return value.text
    if field.type in (_F.TYPE_FLOAT, _F.TYPE_DOUBLE):
        number = float_value(value)
        return "" if number is None else _float_text(number, field.type == _F.TYPE_FLOAT)
    number = integer_value(value)
    if number is not None:
        return str(number)
    operand = value.operand if isinstance(value, SignedValue) else value
    return operand.text if isinstance(operand, (Identifier, NumberLiteral)) else ""


def _float_text(number: float, is_single: bool) -> str:
    """The shortest text that reads back as the number (`SimpleFtoa` and `SimpleDtoa` in io/strtod.cc)."""
    read: Callable[[float], float] = (lambda value: c_float(value).value) if is_single else float
    digits, exact_digits = (6, 9) if is_single else (15, 17)
    number = read(number)
    text = f"{number:.{digits}g}"
    return text if read(float(text)) == number else f"{number:.{exact_digits}g}"


def _escape_byte(byte: int) -> str:
    """One byte as `CEscape` writes it (absl/strings/escaping.cc)."""
    named = {9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\"}
    if byte in named:
        return named[byte]
    return chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}"


def _bounds(node: Range, maximum: int) -> tuple[int, int] | None:
    """First and last number of a range, both included; None when they are none or past `maximum`."""
    start = end = integer_value(node.start)
    if isinstance(node.end, Identifier) and node.end.text == "max":
        end = maximum
    elif node.end is not None:
        end = integer_value(node.end)
    if start is None or end is None or not all(-(2**31) <= bound <= maximum for bound in (start, end)):
        return None
    return start, end


def _names(node: Ranges) -> list[str]:
    return [
        name.text if isinstance(name, Identifier) else string_value(name).decode("utf-8", "replace")
        for name in node.names
    ]


def _message_ranges(target: pb.DescriptorProto, node: Ranges) -> None:
    """Number ranges of messages exclude their end in descriptors."""
    for item in node.ranges:
        bounds = _bounds(item, _MAXIMUM_FIELD_NUMBER)
        if bounds is None:
            continue
        if node.keyword == "reserved":
            target.reserved_range.add(start=bounds[0], end=bounds[1] + 1)
        else:
            extension_range = target.extension_range.add(start=bounds[0], end=bounds[1] + 1)
            if node.options:
                apply_options(extension_range.options, node.options)
    if node.keyword == "reserved":
        target.reserved_name.extend(_names(node))


def _enum_ranges(target: pb.EnumDescriptorProto, node: Ranges) -> None:
    """Number ranges of enums include their end in descriptors."""
    for item in node.ranges:
        bounds = _bounds(item, _MAXIMUM_ENUM_NUMBER)
        if bounds is not None:
            target.reserved_range.add(start=bounds[0], end=bounds[1])
    target.reserved_name.extend(_names(node))


def _enum_value(target: pb.EnumDescriptorProto, node: EnumValue) -> None:
    number = integer_value(node.number)
    if node.name is None or number is None or not -(2**31) <= number < 2**31:
        return
    value = target.value.add(name=node.name.text, number=number)
    if node.options:
        apply_options(value.options, node.options)


def _add_synthetic_oneofs(target: pb.DescriptorProto) -> None:
    """Each proto3 `optional` field is alone in a oneof of its own, behind the real ones (protobuf's
    docs/implementing_proto3_presence.md)."""
    taken = {field.name for field in target.field} | {oneof.name for oneof in target.oneof_decl}
    for field in target.field:
        if field.proto3_optional:
            name = field.name if field.name.startswith("_") else "_" + field.name
            while name in taken:
                name = "X" + name
            taken.add(name)
            field.oneof_index = len(target.oneof_decl)
            target.oneof_decl.add(name=name)
