"""`SourceCodeInfo`: where every part of a descriptor stands in the text, and its comments, as protoc tells it."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.field_locations import FieldWalker
from protowright.proto.descriptor.locations import Location
from protowright.proto.descriptor.option_paths import Path
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import join
from protowright.proto.syntax.nodes import (
    Block,
    Declaration,
    Empty,
    Enum,
    EnumValue,
    Extend,
    Field,
    Import,
    MapType,
    Message,
    NamedBlock,
    Oneof,
    OptionStatement,
    Package,
    Ranges,
    Rpc,
    Service,
    Syntax,
)
from protowright.proto.syntax.nodes import Path as NamePath

_FILE, _MESSAGE, _ENUM = pb.FileDescriptorProto, pb.DescriptorProto, pb.EnumDescriptorProto
_SERVICE, _METHOD, _ONEOF = pb.ServiceDescriptorProto, pb.MethodDescriptorProto, pb.OneofDescriptorProto
_IMPORT_MODIFIERS = {"public": _FILE.PUBLIC_DEPENDENCY_FIELD_NUMBER, "weak": _FILE.WEAK_DEPENDENCY_FIELD_NUMBER}


def source_code_info(link: LinkedFile) -> pb.SourceCodeInfo:
    """The locations of a file, in protoc's order (that of compiler/parser.cc)."""
    walker = _Walker(link)
    walker.file()
    return walker.recorder.info


class _Walker(FieldWalker):
    """Records what stands in a file, from its first declaration to its last."""

    def file(self) -> None:
        self.recorder.file()
        for declaration in self.link.symbols.tree.declarations:
            self._top_level(declaration)

    def _top_level(self, node: Declaration) -> None:
        package = self.link.symbols.package
        if isinstance(node, Syntax):
            self._statement((_FILE.SYNTAX_FIELD_NUMBER,), node)
        elif isinstance(node, Package):
            self._statement((_FILE.PACKAGE_FIELD_NUMBER,), node)
        elif isinstance(node, Import):
            self._import(node)
        elif isinstance(node, OptionStatement):
            self.option_statement((_FILE.OPTIONS_FIELD_NUMBER,), "FileOptions", node, package)
        elif isinstance(node, Message):
            self._message(self.next_path((), _FILE.MESSAGE_TYPE_FIELD_NUMBER), node, package)
        elif isinstance(node, Enum):
            self._enum(self.next_path((), _FILE.ENUM_TYPE_FIELD_NUMBER), node, package)
        elif isinstance(node, Service):
            self._service(self.next_path((), _FILE.SERVICE_FIELD_NUMBER), node, package)
        elif isinstance(node, Extend):
            self._extend((), _FILE.EXTENSION_FIELD_NUMBER, _FILE.MESSAGE_TYPE_FIELD_NUMBER, node, package)
        elif isinstance(node, Empty):
            self.recorder.end(None, self.recorder.positions.last(node))

    def _statement(self, path: Path, node: Declaration) -> None:
        self.recorder.end(self.recorder.node(path, node), self.recorder.positions.last(node))

    def _import(self, node: Import) -> None:
        modifier = node.modifiers[0] if node.modifiers else None
        is_option = modifier is not None and modifier.text == "option"
        number = _FILE.OPTION_DEPENDENCY_FIELD_NUMBER if is_option else _FILE.DEPENDENCY_FIELD_NUMBER
        location = self.recorder.node(self.next_path((), number), node)
        if modifier is not None and modifier.text in _IMPORT_MODIFIERS:
            self.recorder.node(self.next_path((), _IMPORT_MODIFIERS[modifier.text]), modifier)
        self.recorder.end(location, self.recorder.positions.last(node))

    # Blocks

    def _named(self, path: Path, node: NamedBlock) -> None:
        """Record a block and its name; `export` and `local` are no part of it."""
        positions = self.recorder.positions
        location = self.recorder.tokens(path, positions.token(node, node.keyword), positions.last(node))
        if node.name is not None:
            self.recorder.node((*path, 1), node.name)
        self._open(location, node)

    def _open(self, location: Location, node: Block) -> None:
        if node.open_brace is not None:
            self.recorder.end(location, self.recorder.positions.token(node, node.open_brace))

    def _close(self, node: Block) -> None:
        if node.close_brace is not None:
            self.recorder.end(None, self.recorder.positions.token(node, node.close_brace))

    def _message(self, path: Path, node: Message, scope: str) -> None:
        self._named(path, node)
        self._message_body(path, node, scope)

    def _message_body(self, path: Path, node: Message | Field, scope: str) -> None:
        inner = join(scope, "" if node.name is None else node.name.text)
        for declaration in node.body:
            if isinstance(declaration, OptionStatement):
                self.option_statement((*path, _MESSAGE.OPTIONS_FIELD_NUMBER), "MessageOptions", declaration, scope)
            elif isinstance(declaration, Ranges):
                self._message_ranges(path, declaration, scope)
            else:
                self._member(path, declaration, inner)
        self._close(node)

    def _member(self, path: Path, node: Declaration, scope: str) -> None:
        nested = _MESSAGE.NESTED_TYPE_FIELD_NUMBER
        if isinstance(node, Field):
            self._field(path, nested, self.next_path(path, _MESSAGE.FIELD_FIELD_NUMBER), node, scope)
        elif isinstance(node, Message):
            self._message(self.next_path(path, nested), node, scope)
        elif isinstance(node, Enum):
            self._enum(self.next_path(path, _MESSAGE.ENUM_TYPE_FIELD_NUMBER), node, scope)
        elif isinstance(node, Oneof):
            self._oneof(path, node, scope)
        elif isinstance(node, Extend):
            self._extend(path, _MESSAGE.EXTENSION_FIELD_NUMBER, nested, node, scope)
        elif isinstance(node, Empty):
            self.recorder.end(None, self.recorder.positions.last(node))

    def _oneof(self, message: Path, node: Oneof, scope: str) -> None:
        path = self.next_path(message, _MESSAGE.ONEOF_DECL_FIELD_NUMBER)
        self._named(path, node)
        for declaration in node.body:
            if isinstance(declaration, OptionStatement):
                self.option_statement((*path, _ONEOF.OPTIONS_FIELD_NUMBER), "OneofOptions", declaration, scope)
            else:
                self._member(message, declaration, scope)
        self._close(node)

    def _extend(self, parent: Path, number: int, nested: int, node: Extend, scope: str) -> None:
        """Extensions stand in the list `number` of `parent`, the messages of their groups in the list `nested`."""
        self._open(self.recorder.node((*parent, number), node), node)
        for declaration in node.body:
            if isinstance(declaration, Field):
                self._field(parent, nested, self.next_path(parent, number), declaration, scope, node.extendee)
        self._close(node)

    def _field(
        self, parent: Path, nested: int, path: Path, node: Field, scope: str, extendee: NamePath | None = None
    ) -> None:
        location = self.field(path, node, scope, extendee)
        if node.is_group:
            self._group(self.next_path(parent, nested), path, node, scope)
            return
        if isinstance(node.type, MapType):
            self.next_path(parent, nested)  # the message of the entries, which has no place
        self.recorder.end(location, self.recorder.positions.last(node))

    def _group(self, path: Path, field: Path, node: Field, scope: str) -> None:
        """A group is a field and a message at once; its comments belong to the message."""
        location = self.recorder.node(path, node)
        if node.name is not None:
            self.recorder.node((*path, _MESSAGE.NAME_FIELD_NUMBER), node.name)
            self.recorder.node((*field, pb.FieldDescriptorProto.TYPE_NAME_FIELD_NUMBER), node.name)
        self._open(location, node)
        self._message_body(path, node, scope)

    def _message_ranges(self, path: Path, node: Ranges, scope: str) -> None:
        if node.keyword == "extensions":
            self.extensions(path, node, scope)
        else:
            self.reserved(path, _MESSAGE.RESERVED_RANGE_FIELD_NUMBER, _MESSAGE.RESERVED_NAME_FIELD_NUMBER, node)

    def _enum(self, path: Path, node: Enum, scope: str) -> None:
        self._named(path, node)
        for declaration in node.body:
            if isinstance(declaration, EnumValue):
                self.enum_value(self.next_path(path, _ENUM.VALUE_FIELD_NUMBER), declaration, scope)
            elif isinstance(declaration, OptionStatement):
                self.option_statement((*path, _ENUM.OPTIONS_FIELD_NUMBER), "EnumOptions", declaration, scope)
            elif isinstance(declaration, Ranges):
                numbers = _ENUM.RESERVED_RANGE_FIELD_NUMBER, _ENUM.RESERVED_NAME_FIELD_NUMBER
                self.reserved(path, *numbers, declaration)
            elif isinstance(declaration, Empty):
                self.recorder.end(None, self.recorder.positions.last(declaration))
        self._close(node)

    def _service(self, path: Path, node: Service, scope: str) -> None:
        self._named(path, node)
        inner = join(scope, "" if node.name is None else node.name.text)
        for declaration in node.body:
            if isinstance(declaration, Rpc):
                self._method(self.next_path(path, _SERVICE.METHOD_FIELD_NUMBER), declaration, inner)
            elif isinstance(declaration, OptionStatement):
                self.option_statement((*path, _SERVICE.OPTIONS_FIELD_NUMBER), "ServiceOptions", declaration, scope)
            elif isinstance(declaration, Empty):
                self.recorder.end(None, self.recorder.positions.last(declaration))
        self._close(node)

    def _method(self, path: Path, node: Rpc, scope: str) -> None:
        self.method(path, node)
        for declaration in node.body:
            if isinstance(declaration, OptionStatement):
                self.option_statement((*path, _METHOD.OPTIONS_FIELD_NUMBER), "MethodOptions", declaration, scope)
            elif isinstance(declaration, Empty):
                self.recorder.end(None, self.recorder.positions.last(declaration))
        self._close(node)
