"""What one file declares."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import (
    Block,
    Declaration,
    Enum,
    EnumValue,
    Extend,
    Field,
    Identifier,
    Import,
    Message,
    Oneof,
    Package,
    Path,
    Rpc,
    Service,
    Syntax,
)
from protowright.proto.syntax.tree import FileTree


class SymbolKind(enum.Enum):
    """What a name stands for; the values are the language's own words."""

    MESSAGE = "message"
    ENUM = "enum"
    ENUM_VALUE = "enum value"
    FIELD = "field"
    EXTENSION = "extension"
    ONEOF = "oneof"
    SERVICE = "service"
    RPC = "rpc"


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """One declared name. `full_name` has no leading dot; `scope` is the full name of what it is declared in."""

    full_name: str
    kind: SymbolKind
    scope: str
    name: Identifier
    declaration: Declaration


@dataclass(frozen=True, slots=True)
class ImportFact:
    """One import: the path as it is meant (escapes resolved), whether others see through it, and where it stands."""

    path: str
    is_public: bool
    node: Import


@dataclass(frozen=True)
class Reference:
    """The use of a type name in `scope`, the full name of the innermost message or package around it."""

    path: Path
    scope: str


class FileSymbols:
    """The declarations of one tree: a side table, computed once and immutable."""

    def __init__(self, tree: FileTree) -> None:
        self.tree = tree
        self.package = ""
        self.syntax = "proto2"
        self.imports: list[ImportFact] = []
        self.by_name: dict[str, Symbol] = {}
        for declaration in tree.declarations:
            self._header(declaration)
        for declaration in tree.declarations:
            self._declare(declaration, self.package)

    @cached_property
    def summary(self) -> tuple[object, ...]:
        """What other files can see of this one. Two texts with equal summaries are interchangeable for importers."""
        names = tuple((symbol.full_name, symbol.kind) for symbol in self.by_name.values())
        return self.package, self.syntax, tuple((fact.path, fact.is_public) for fact in self.imports), names

    def children_of(self, full_name: str) -> Iterator[Symbol]:
        """The symbols declared directly in `full_name`."""
        return (symbol for symbol in self.by_name.values() if symbol.scope == full_name)

    def _header(self, declaration: Declaration) -> None:
        if isinstance(declaration, Package) and declaration.name is not None and not self.package:
            self.package = declaration.name.text
        elif isinstance(declaration, Import) and declaration.path is not None:
            modifiers = {modifier.text for modifier in declaration.modifiers}
            path = string_value(declaration.path).decode("utf-8", "surrogateescape")
            self.imports.append(ImportFact(path, "public" in modifiers, declaration))
        elif isinstance(declaration, Syntax) and declaration.value is not None:
            self.syntax = string_value(declaration.value).decode("utf-8", "replace")

    def _declare(self, declaration: Declaration, scope: str) -> None:
        kind = _KINDS.get(type(declaration))
        if isinstance(declaration, Extend):
            for extension in declaration.body:
                self._declare_extension(extension, scope)
        elif kind is not None:
            self._declare_named(declaration, kind, scope)

    def _declare_extension(self, declaration: Declaration, scope: str) -> None:
        if isinstance(declaration, Field):
            self._declare_named(declaration, SymbolKind.EXTENSION, scope)

    def _declare_named(self, declaration: Declaration, kind: SymbolKind, scope: str) -> None:
        name: Identifier | None = declaration.name  # type: ignore[attr-defined]
        if name is None:
            return
        if isinstance(declaration, Field) and declaration.is_group:
            self._add(Identifier(name.piece, name.first, name.text), SymbolKind.MESSAGE, scope, declaration)
            name = Identifier(name.piece, name.first, name.text.lower())
        full_name = self._add(name, kind, scope, declaration)
        if isinstance(declaration, Block):
            self._declare_body(declaration, scope, full_name)

    def _declare_body(self, block: Block, scope: str, full_name: str) -> None:
        """Enum values and the fields of a oneof belong to the scope around theirs (protobuf language guide)."""
        inner = scope if isinstance(block, (Enum, Oneof)) else full_name
        if isinstance(block, Field) and block.name is not None:
            inner = join(scope, block.name.text)
        for declaration in block.body:
            self._declare(declaration, inner)

    def _add(self, name: Identifier, kind: SymbolKind, scope: str, declaration: Declaration) -> str:
        full_name = join(scope, name.text)
        if full_name not in self.by_name:
            self.by_name[full_name] = Symbol(full_name, kind, scope, name, declaration)
        return full_name


_KINDS: dict[type[Declaration], SymbolKind] = {
    Message: SymbolKind.MESSAGE,
    Enum: SymbolKind.ENUM,
    EnumValue: SymbolKind.ENUM_VALUE,
    Field: SymbolKind.FIELD,
    Oneof: SymbolKind.ONEOF,
    Service: SymbolKind.SERVICE,
    Rpc: SymbolKind.RPC,
}


def join(scope: str, name: str) -> str:
    """The full name of `name` in `scope`."""
    return f"{scope}.{name}" if scope else name
