"""A file together with the files it imports: what its names mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from protowright.proto.semantic.features import Features
from protowright.proto.semantic.file_symbols import FileSymbols, ImportFact
from protowright.proto.semantic.names import SCALARS, Scope, candidates
from protowright.proto.semantic.symbols import (
    EnumSymbol,
    ExtensionSymbol,
    FieldSymbol,
    MessageSymbol,
    MethodSymbol,
    Symbol,
)
from protowright.proto.semantic.type_use import TypeUse
from protowright.proto.syntax.nodes import Path


@dataclass(frozen=True, slots=True)
class Search:
    """A search for an import that found nothing, in words for a person.

    `places` are the import roots that were looked at, in order. `elsewhere` are import paths that would lead to a file
    that may be meant, the likeliest first. `missing_root` is a folder that would make the path right, were it an import
    root. `faults` are sentences about files that name import roots and could not be used.
    """

    places: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    missing_root: str | None = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedImport:
    """An import and the file found for it; `target` is None when there is no such file, and `search` says where it was."""

    fact: ImportFact
    target: LinkedFile | None
    search: Search | None = None


class FieldType:
    """The type of a field: a scalar's keyword; `message`, `group` or `enum` with the symbol; or `unknown`."""

    __slots__ = ("keyword", "symbol")

    def __init__(self, keyword: str, symbol: Symbol | None = None) -> None:
        self.keyword = keyword
        self.symbol = symbol

    @property
    def message(self) -> MessageSymbol | None:
        """The message, when it is one."""
        return self.symbol if isinstance(self.symbol, MessageSymbol) else None

    @property
    def enum(self) -> EnumSymbol | None:
        """The enum, when it is one."""
        return self.symbol if isinstance(self.symbol, EnumSymbol) else None


_SCALAR_TYPES = {keyword: FieldType(keyword) for keyword in SCALARS}
UNKNOWN = FieldType("unknown")


class LinkedFile:
    """The symbols of a file, and those of the files it imports.

    Files that import one another in a circle are linked all the same: `imports` is set when both are there, and not
    changed after that. `path` is where the file is on disk (absolute), `name` the path others import it by. `descriptor`
    is the linked `google/protobuf/descriptor.proto` that options are read with; None in that file itself. `features` is
    filled by `features_of`: what holds for each declaration, and for the file (the key None).
    """

    def __init__(
        self,
        symbols: FileSymbols,
        path: str,
        name: str,
        descriptor: LinkedFile | None,
    ) -> None:
        self.symbols = symbols
        self.imports: tuple[LinkedImport, ...] = ()
        self.path = path
        self.name = name
        self._descriptor = descriptor
        self._types: dict[FieldSymbol, FieldType] = {}
        self._uses: dict[Path, Symbol | None] = {}
        self.features: dict[Symbol | None, Features] = {}

    # What it sees

    @cached_property
    def visible(self) -> list[LinkedFile]:
        """The file itself, its imports, and what those import publicly."""
        seen: dict[LinkedFile, None] = {self: None}
        pending = [entry.target for entry in reversed(self.imports) if entry.target is not None]
        while pending:
            current = pending.pop()
            if current not in seen:
                seen[current] = None
                pending.extend(
                    entry.target for entry in current.imports if entry.target is not None and entry.fact.is_public
                )
        return list(seen)

    @cached_property
    def option_only(self) -> frozenset[LinkedFile]:
        """The files that are seen for their options only, by `import option`."""
        plain = [entry.target for entry in self.imports if entry.target is not None and not entry.fact.is_option]
        reached = {file for target in plain for file in target.visible}
        return frozenset(
            entry.target
            for entry in self.imports
            if entry.target is not None and entry.fact.is_option and entry.target not in reached
        )

    @cached_property
    def scope(self) -> Scope:
        """The names the file can see."""
        return Scope(file.symbols for file in self.visible)

    @cached_property
    def closure(self) -> dict[FileSymbols, LinkedFile]:
        """The file and everything it imports, directly or not, by symbols."""
        found: dict[FileSymbols, LinkedFile] = {}
        pending = [self]
        while pending:
            current = pending.pop()
            if current.symbols not in found:
                found[current.symbols] = current
                pending.extend(entry.target for entry in current.imports if entry.target is not None)
        return found

    def circle_through(self, target: LinkedFile) -> list[str]:
        """The names along the shortest way from this file over `target` back to it; empty when there is none."""
        if self.symbols not in target.closure:
            return []
        ways = {target: [self.name, target.name]}
        pending = [target]
        for current in pending:
            if current is self:
                break
            for entry in current.imports:
                if entry.target is not None and entry.target not in ways:
                    ways[entry.target] = [*ways[current], entry.target.name]
                    pending.append(entry.target)
        return ways[self]

    @cached_property
    def descriptor(self) -> LinkedFile:
        """The `descriptor.proto` that options are read with: an imported one before the bundled one."""
        for file in self.closure.values():
            if file.symbols.package == "google.protobuf" and "google.protobuf.FieldOptions" in file.symbols.by_name:
                return file
        return self._descriptor or self

    def link_of(self, symbol: Symbol) -> LinkedFile | None:
        """The linked file that declares a symbol this file knows, directly or not."""
        if symbol.file is self.symbols:
            return self
        if symbol.file.standalone is not None:
            return symbol.file.standalone
        found = self.closure.get(symbol.file)
        if found is None and self.descriptor.symbols is not symbol.file:
            return self.descriptor.closure.get(symbol.file)
        return found or self.descriptor

    def declaring_file(self, name: str, scope: str) -> LinkedFile | None:
        """The file this one knows, but does not see, that declares what `name` would mean in `scope`."""
        seen = set(self.visible)
        for candidate in candidates(name, scope):
            for symbols, file in self.closure.items():
                if candidate in symbols.by_name and file not in seen:
                    return file
        return None

    # Types

    def meaning(self, use: TypeUse) -> Symbol | None:
        """What a use of a type in this file means; it may be no type."""
        if use.path not in self._uses:
            prefers_types = not use.wants_message
            self._uses[use.path] = self.scope.resolve(use.path.text, use.scope, prefers_types)
        return self._uses[use.path]

    def type_of(self, field: FieldSymbol) -> FieldType:
        """The type of a field of this file, or of a file it knows."""
        found = self._types.get(field)
        if found is None:
            link = self.link_of(field)
            found = self._types[field] = UNKNOWN if link is None else link._resolve(field)
        return found

    def _resolve(self, field: FieldSymbol) -> FieldType:
        if field.map_entry is not None:
            return FieldType("message", field.map_entry)
        if field.type is None:
            return UNKNOWN
        text = field.type.text
        scalar = _SCALAR_TYPES.get(text)
        if scalar is not None:
            return scalar
        if field.is_group:
            return self._group(field)
        symbol = self.meaning(TypeUse(field.type, field.scope))
        if not isinstance(symbol, (EnumSymbol, MessageSymbol)):
            return UNKNOWN
        return FieldType("enum" if isinstance(symbol, EnumSymbol) else "message", symbol)

    def _group(self, field: FieldSymbol) -> FieldType:
        name = field.declaration.name
        assert name is not None, "fields without a name have no symbol"
        symbol = self.scope.resolve_type(name.text, field.scope)
        return FieldType("group", symbol) if symbol is not None else UNKNOWN

    def extendee_of(self, extension: ExtensionSymbol) -> MessageSymbol | None:
        """The message that an extension of this file, or of a file it knows, extends."""
        link = self.link_of(extension)
        if link is None or extension.extendee is None:
            return None
        found = link.scope.resolve(extension.extendee.text, extension.scope)
        return found if isinstance(found, MessageSymbol) else None

    def method_type(self, method: MethodSymbol, path: Path | None) -> MessageSymbol | None:
        """The message that one side of a method of this file names. Methods of the service hide types of their name."""
        found = None if path is None else self.scope.resolve(path.text, method.scope)
        return found if isinstance(found, MessageSymbol) else None


def type_uses(file: FileSymbols) -> Iterator[TypeUse]:
    """Every use of a name as a type in the file."""
    for message in file.all_messages():
        for field in message.fields:
            if field.type is not None and _names_a_type(field):
                yield TypeUse(field.type, field.scope, starts_statement=not field.label)
    seen: set[Path] = set()
    for extension in file.all_extensions():
        extendee = extension.extendee
        if extendee is not None and extendee not in seen and extendee.text not in SCALARS:
            seen.add(extendee)
            yield TypeUse(extendee, extension.scope, wants_message=True, is_extendee=True)
        if extension.type is not None and _names_a_type(extension):
            yield TypeUse(extension.type, extension.scope, starts_statement=not extension.label)
    for service in file.services:
        for method in service.methods:
            for side in (method.declaration.request, method.declaration.response):
                if side is not None and side.type is not None and side.type.text not in SCALARS:
                    yield TypeUse(side.type, method.scope, wants_message=True)


def _names_a_type(field: FieldSymbol) -> bool:
    """Whether a field's type is a name to look up. Of a field that did not parse, nobody knows what is the type."""
    node = field.declaration
    is_name = not field.is_group and field.type is not None and field.type.text not in SCALARS
    return is_name and not node.is_broken and not (field.type is not None and field.type.text == "group")
