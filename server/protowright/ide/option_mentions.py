"""The names in the options of a `.proto` file: parts of option names, fields and enum values in option values."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from protowright.ide.mentions import Mention, Role, Wanted, mention_of
from protowright.ide.proto_mentions import ProtoMentions
from protowright.proto.semantic.linking import FieldType, LinkedFile
from protowright.proto.semantic.options.pseudo import pseudo_option
from protowright.proto.semantic.passes.declared_options import all_options
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MessageSymbol, Symbol
from protowright.proto.syntax.nodes import (
    Identifier,
    ListLiteral,
    LiteralField,
    MessageLiteral,
    Node,
    Option,
    OptionNamePart,
    Path,
    Value,
)

_OPTIONS = "google.protobuf."
Heard = Callable[[Path, str, Symbol, bool], None]
"""Is told of every dotted name that means something: the name, the scope it is looked up in, what it means, and whether
it stands in a literal."""

_Typed = tuple[FieldType, "Value | None"]


class OptionMentions:
    """The mentions in the options of one linked file. `heard` is told of the dotted names among them."""

    def __init__(self, link: LinkedFile, wanted: Wanted, heard: Heard | None = None) -> None:
        self._heard = heard
        self._link = link
        self._wanted = wanted
        self._names = ProtoMentions(link, wanted)

    def all(self) -> Iterator[Mention]:
        """All of them, in no promised order."""
        for kind, options, scope in all_options(self._link.symbols):
            message = self._link.descriptor.symbols.by_name.get(_OPTIONS + kind)
            for option in options:
                if isinstance(message, MessageSymbol) and self._is_wanted(option):
                    yield from self._option(message, option, scope)
        yield from self._defaults()

    def _is_wanted(self, node: Node) -> bool:
        return self._wanted(self._names.span(node))

    def _defaults(self) -> Iterator[Mention]:
        for symbol in self._link.symbols.declared():
            option = pseudo_option(symbol.options, "default") if isinstance(symbol, FieldSymbol) else None
            if option is not None and self._is_wanted(option):
                assert isinstance(symbol, FieldSymbol), "only fields have defaults"
                yield from self._values(self._link.type_of(symbol), option.value)

    # Names of options

    def _option(self, message: MessageSymbol, option: Option, scope: str) -> Iterator[Mention]:
        current: MessageSymbol | None = message
        field: FieldSymbol | None = None
        for index, part in enumerate(option.name):
            role = Role.WRITE if index + 1 == len(option.name) else Role.READ
            field = None if current is None else self._part(current, part, scope)
            if part.name is not None:
                yield from self._path(part.name, field, scope, part.is_extension, role)
                self._hear(part.name, scope, field if part.is_extension else None, in_literal=False)
            current = None if field is None else self._link.type_of(field).message
        if field is not None:
            yield from self._values(self._link.type_of(field), option.value)

    def _part(self, message: MessageSymbol, part: OptionNamePart, scope: str) -> FieldSymbol | None:
        if part.name is None or not part.name.text:
            return None
        if not part.is_extension:
            return _field(message, part.name.text)
        found = self._link.scope.resolve(part.name.text, scope)
        return found if isinstance(found, ExtensionSymbol) else None

    def _path(self, path: Path, found: Symbol | None, scope: str, is_extension: bool, role: Role) -> Iterator[Mention]:
        if found is None:
            yield from self._names.partly(path, scope) if is_extension else ()
        elif is_extension:
            yield from self._names.named(path, found, role)
        else:
            yield from self._mention(path, found, role)

    def _hear(self, path: Path, scope: str, found: Symbol | None, in_literal: bool) -> None:
        if self._heard is not None and found is not None:
            self._heard(path, scope, found, in_literal)

    def _mention(self, node: Node, symbol: Symbol, role: Role) -> Iterator[Mention]:
        home = self._link.link_of(symbol)
        if home is not None and home.path:
            yield mention_of(symbol, home.path, self._names.span(node), role)

    # Values

    def _values(self, type: FieldType, value: Value | None) -> Iterator[Mention]:
        pending: list[_Typed] = [(type, value)]
        while pending:
            current, node = pending.pop()
            if isinstance(node, ListLiteral):
                pending.extend((current, item) for item in node.values)
            elif isinstance(node, MessageLiteral) and current.message is not None:
                for entry in node.fields:
                    if self._is_wanted(entry):
                        yield from self._entry(current.message, entry, pending)
            elif isinstance(node, Identifier) and current.enum is not None:
                chosen = next((known for known in current.enum.values if known.name.text == node.text), None)
                yield from () if chosen is None else self._mention(node, chosen, Role.READ)

    def _entry(self, message: MessageSymbol, entry: LiteralField, pending: list[_Typed]) -> Iterator[Mention]:
        if entry.name is None or not entry.name.text:
            return
        if entry.url_prefix is not None:
            held = self._link.scope.find(entry.name.text)
            if isinstance(held, MessageSymbol):
                yield from self._names.named(entry.name, held, Role.READ)
                self._hear(entry.name, "", held, in_literal=True)
                pending.append((FieldType("message", held), entry.value))
            return
        field = self._field_of(message, entry, entry.name.text)
        if field is not None:
            yield from self._path(entry.name, field, message.scope, entry.bracketed, Role.WRITE)
            self._hear(entry.name, message.scope, field if entry.bracketed else None, in_literal=True)
            pending.append((self._link.type_of(field), entry.value))

    def _field_of(self, message: MessageSymbol, entry: LiteralField, name: str) -> FieldSymbol | None:
        if not entry.bracketed:
            return _field(message, name) or _group(message, name)
        found = self._link.scope.resolve(name, message.scope)
        return found if isinstance(found, ExtensionSymbol) else None


def _field(message: MessageSymbol, name: str) -> FieldSymbol | None:
    return next((field for field in message.fields if field.name.text == name), None)


def _group(message: MessageSymbol, name: str) -> FieldSymbol | None:
    """Literals call a group by the name of its message."""
    found = _field(message, name.lower())
    return found if found is not None and found.is_group else None
