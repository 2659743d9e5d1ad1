"""What one file declares: a side table of its tree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from protowright.proto.semantic.json_names import map_entry_name
from protowright.proto.semantic.symbols import (
    EnumSymbol,
    EnumValueSymbol,
    ExtensionSymbol,
    FieldSymbol,
    MessageSymbol,
    MethodSymbol,
    OneofSymbol,
    ServiceSymbol,
    Symbol,
)
from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import (
    Declaration,
    Enum,
    EnumValue,
    Extend,
    Field,
    Identifier,
    Import,
    MapType,
    Message,
    Oneof,
    Option,
    OptionStatement,
    Package,
    Ranges,
    Rpc,
    Service,
    Syntax,
)
from protowright.proto.syntax.tree import FileTree

if TYPE_CHECKING:
    from protowright.proto.semantic.linking import LinkedFile


class ImportFact:
    """One import: the path as it is meant (escapes resolved), its modifiers, and where it stands."""

    __slots__ = ("is_option", "is_public", "is_weak", "node", "path")

    def __init__(self, path: str, node: Import) -> None:
        modifiers = {modifier.text for modifier in node.modifiers}
        self.path = path
        self.node = node
        self.is_public = "public" in modifiers
        self.is_weak = "weak" in modifiers
        self.is_option = "option" in modifiers


class FileSymbols:
    """The declarations of one tree: a side table, computed once and immutable.

    `by_name` holds the first declaration of each full name, `duplicates` the others, each with the first. `syntax` is
    "proto2", "proto3" or the edition ("2023"); "proto2" when nothing is said. `standalone` is set for declarations that
    belong to no file of a workspace.
    """

    def __init__(self, tree: FileTree) -> None:
        self.tree = tree
        self.package = ""
        self.package_node: Package | None = None
        self.syntax = "proto2"
        self.syntax_node: Syntax | None = None
        self.imports: list[ImportFact] = []
        self.options: list[Option] = []
        self.standalone: LinkedFile | None = None
        self.by_name: dict[str, Symbol] = {}
        self.duplicates: list[tuple[Symbol, Symbol]] = []
        self.messages: list[MessageSymbol] = []
        self.enums: list[EnumSymbol] = []
        self.services: list[ServiceSymbol] = []
        self.extensions: list[ExtensionSymbol] = []
        declarations = list(tree.declarations)
        for declaration in declarations:
            self._header(declaration)
        collector = _Collector(self)
        for declaration in sorted(declarations, key=_declaration_order):
            collector.top_level(declaration)
        self.messages.sort(key=self._place)  # groups of extend blocks were met behind all messages

    def _place(self, symbol: Symbol) -> tuple[int, int]:
        """Where a declaration starts, for putting them into the order of the text."""
        return self.tree.start_of(symbol.declaration.piece), symbol.declaration.first

    @cached_property
    def summary(self) -> tuple[object, ...]:
        """What other files can see of this one. Two texts with equal summaries are interchangeable for importers."""
        names = tuple((symbol.full_name, symbol.kind) for symbol in self.by_name.values())
        return self.package, self.syntax, tuple((fact.path, fact.is_public) for fact in self.imports), names

    @cached_property
    def types(self) -> tuple[MessageSymbol | EnumSymbol, ...]:
        """The first message or enum of each name."""
        return tuple(each for each in self.by_name.values() if isinstance(each, (MessageSymbol, EnumSymbol)))

    @cached_property
    def package_parts(self) -> tuple[str, ...]:
        """The package and every package around it, innermost first."""
        components = self.package.split(".") if self.package else []
        return tuple(".".join(components[:count]) for count in range(len(components), 0, -1))

    @property
    def is_proto3(self) -> bool:
        """Whether the file says `syntax = "proto3"`."""
        return self.syntax == "proto3"

    @property
    def is_editions(self) -> bool:
        """Whether the file says `edition = ...`."""
        return self.syntax not in ("proto2", "proto3")

    def children_of(self, full_name: str) -> Iterator[Symbol]:
        """The symbols declared directly in `full_name`."""
        return (symbol for symbol in self.by_name.values() if symbol.scope == full_name)

    def all_messages(self) -> Iterator[MessageSymbol]:
        """Every message, also nested ones, groups and map entries, outer ones first."""
        pending = list(reversed(self.messages))
        while pending:
            message = pending.pop()
            yield message
            pending.extend(reversed(message.messages))

    def all_enums(self) -> Iterator[EnumSymbol]:
        """Every enum, also nested ones."""
        yield from self.enums
        for message in self.all_messages():
            yield from message.enums

    def all_extensions(self) -> Iterator[ExtensionSymbol]:
        """Every extension, also nested ones."""
        yield from self.extensions
        for message in self.all_messages():
            yield from message.extensions

    def declared(self) -> Iterator[Symbol]:
        """Every name that somebody wrote: map entries and the fields of groups are left out."""
        for message in self.all_messages():
            if message.map_field is None:
                yield message
                yield from (field for field in message.fields if not field.is_group)
                yield from message.oneofs
        yield from (extension for extension in self.all_extensions() if not extension.is_group)
        for enum_symbol in self.all_enums():
            yield enum_symbol
            yield from enum_symbol.values
        for service in self.services:
            yield service
            yield from service.methods

    def _header(self, declaration: Declaration) -> None:
        if isinstance(declaration, Package) and declaration.name is not None and not self.package:
            self.package = declaration.name.text
            self.package_node = declaration
        elif isinstance(declaration, Import) and declaration.path is not None:
            path = string_value(declaration.path).decode("utf-8", "surrogateescape")
            self.imports.append(ImportFact(path, declaration))
        elif isinstance(declaration, Syntax) and declaration.value is not None and self.syntax_node is None:
            self.syntax = string_value(declaration.value).decode("utf-8", "replace") or "proto2"
            self.syntax_node = declaration
        elif isinstance(declaration, OptionStatement):
            _add_option(self.options, declaration)


def _declaration_order(declaration: Declaration) -> int:
    """The order in which names are taken: of two that are the same the later one is at fault (`BuildFileImpl`)."""
    return 0 if isinstance(declaration, Message) else 1 if isinstance(declaration, Enum) else 2


class _Collector:
    """Walks the declarations of a file."""

    def __init__(self, file: FileSymbols) -> None:
        self._file = file
        self._by_name = file.by_name
        self._fields: dict[Field, FieldSymbol] = {}

    def top_level(self, declaration: Declaration) -> None:
        file, package = self._file, self._file.package
        if isinstance(declaration, Message):
            if declaration.name is not None:
                file.messages.append(self._message(declaration, declaration.name, None, package))
        elif isinstance(declaration, Enum):
            self._enum(declaration, None, package, file.enums)
        elif isinstance(declaration, Service):
            self._service(declaration, package)
        elif isinstance(declaration, Extend):
            self._extend(declaration, None, package, file.extensions, file.messages)

    def _add(self, symbol: Symbol) -> None:
        first = self._by_name.setdefault(symbol.full_name, symbol)
        if first is not symbol:
            self._file.duplicates.append((symbol, first))

    def _message(self, node: Message | Field, name: Identifier, parent: Symbol | None, scope: str) -> MessageSymbol:
        message = MessageSymbol(self._file, parent, scope, name, node)
        self._add(message)
        inner = message.full_name
        for declaration in node.body:
            if isinstance(declaration, Field):
                self._field_name(declaration, inner, message)
            elif isinstance(declaration, Oneof):
                for member in declaration.body:
                    if isinstance(member, Field):
                        self._field_name(member, inner, message)
        for declaration in node.body:
            self._member(declaration, message, inner)
        return message

    def _member(self, declaration: Declaration, message: MessageSymbol, scope: str) -> None:
        if isinstance(declaration, Field):
            self._field(declaration, message, scope, None)
        elif isinstance(declaration, Message):
            if declaration.name is not None:
                message.messages.append(self._message(declaration, declaration.name, message, scope))
        elif isinstance(declaration, Enum):
            self._enum(declaration, message, scope, message.enums)
        elif isinstance(declaration, Oneof):
            self._oneof(declaration, message)
        elif isinstance(declaration, OptionStatement):
            _add_option(message.options, declaration)
        elif isinstance(declaration, Ranges):
            message.ranges.append(declaration)
        elif isinstance(declaration, Extend):
            self._extend(declaration, message, scope, message.extensions, message.messages)

    def _field_name(self, node: Field, scope: str, message: MessageSymbol) -> None:
        """Fields take their names before anything else of the message does (`DescriptorBuilder::BuildMessage`)."""
        if node.name is not None:
            name = lower_name(node.name) if node.is_group else node.name
            field = self._fields[node] = FieldSymbol(self._file, message, scope, name, node)
            self._add(field)

    def _field(self, node: Field, message: MessageSymbol, scope: str, oneof: OneofSymbol | None) -> None:
        name = node.name
        if name is None:
            return
        if node.is_group:
            message.messages.append(self._message(node, name, message, scope))
        field = self._fields[node]
        field.oneof = oneof
        message.fields.append(field)
        if oneof is not None:
            oneof.fields.append(field)
        if isinstance(node.type, MapType):
            entry = field.map_entry = self._map_entry(field, node.type, message, scope)
            message.messages.append(entry)

    def _map_entry(self, field: FieldSymbol, type: MapType, message: MessageSymbol, scope: str) -> MessageSymbol:
        name = Identifier(field.name.piece, field.name.first, map_entry_name(field.name.text))
        entry = MessageSymbol(self._file, message, scope, name, field.declaration)
        entry.map_field = field
        self._add(entry)
        for number, key, path in ((1, "key", type.key), (2, "value", type.value)):
            own = Identifier(field.name.piece, field.name.first, key)
            member = FieldSymbol(self._file, entry, entry.full_name, own, field.declaration)
            member.type, member.number, member.label, member.options = path, number, "", []
            entry.fields.append(member)
        return entry

    def _oneof(self, node: Oneof, message: MessageSymbol) -> None:
        if node.name is None:
            return
        oneof = OneofSymbol(self._file, message, message.full_name, node.name, node)
        self._add(oneof)
        message.oneofs.append(oneof)
        for declaration in node.body:
            if isinstance(declaration, Field):
                self._field(declaration, message, message.full_name, oneof)
            elif isinstance(declaration, OptionStatement):
                _add_option(oneof.options, declaration)

    def _extend(
        self,
        node: Extend,
        parent: MessageSymbol | None,
        scope: str,
        extensions: list[ExtensionSymbol],
        messages: list[MessageSymbol],
    ) -> None:
        for declaration in node.body:
            if not isinstance(declaration, Field) or declaration.name is None:
                continue
            name = declaration.name
            if declaration.is_group:
                messages.append(self._message(declaration, name, parent, scope))
                name = lower_name(name)
            extension = ExtensionSymbol(self._file, parent, scope, name, declaration)
            extension.extendee = node.extendee
            self._add(extension)
            extensions.append(extension)
            if isinstance(declaration.type, MapType) and parent is not None:
                extension.map_entry = self._map_entry(extension, declaration.type, parent, scope)

    def _enum(self, node: Enum, parent: Symbol | None, scope: str, enums: list[EnumSymbol]) -> None:
        if node.name is None:
            return
        enum_symbol = EnumSymbol(self._file, parent, scope, node.name, node)
        self._add(enum_symbol)
        enums.append(enum_symbol)
        for declaration in node.body:
            if isinstance(declaration, EnumValue):
                if declaration.name is not None:
                    value = EnumValueSymbol(self._file, enum_symbol, scope, declaration.name, declaration)
                    self._add(value)
                    enum_symbol.values.append(value)
            elif isinstance(declaration, OptionStatement):
                _add_option(enum_symbol.options, declaration)
            elif isinstance(declaration, Ranges):
                enum_symbol.ranges.append(declaration)

    def _service(self, node: Service, scope: str) -> None:
        if node.name is None:
            return
        service = ServiceSymbol(self._file, None, scope, node.name, node)
        self._add(service)
        self._file.services.append(service)
        for declaration in node.body:
            if isinstance(declaration, Rpc) and declaration.name is not None:
                method = MethodSymbol(self._file, service, service.full_name, declaration.name, declaration)
                self._add(method)
                service.methods.append(method)
                for inner in declaration.body:
                    if isinstance(inner, OptionStatement):
                        _add_option(method.options, inner)
            elif isinstance(declaration, OptionStatement):
                _add_option(service.options, declaration)


def _add_option(options: list[Option], statement: OptionStatement) -> None:
    """Of a statement that did not parse, nobody knows what it sets."""
    if not statement.is_broken:
        options.append(statement.option)


def lower_name(name: Identifier) -> Identifier:
    """The name of a group's field: that of the group in lower case."""
    return Identifier(name.piece, name.first, name.text.lower())
