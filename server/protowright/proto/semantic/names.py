"""What a type name means where it stands.

The rules are protoc's (`DescriptorBuilder::LookupSymbolNoPlaceholder`): the first component is looked for from the
innermost scope outwards; where it is found and can hold others, the rest must be in it.
"""

from __future__ import annotations

from collections.abc import Iterable

from protowright.proto.semantic.symbols import FileSymbols, Symbol, SymbolKind, join

TYPES = frozenset((SymbolKind.MESSAGE, SymbolKind.ENUM))
_HOLDERS = frozenset((SymbolKind.MESSAGE, SymbolKind.ENUM, SymbolKind.SERVICE))
SCALARS = frozenset(
    (
        *("double", "float", "bool", "string", "bytes"),
        *("int32", "int64", "uint32", "uint64", "sint32", "sint64"),
        *("fixed32", "fixed64", "sfixed32", "sfixed64"),
    )
)


class Scope:
    """The names that one file can see: its own, those of its imports, and what those import publicly."""

    def __init__(self, files: Iterable[FileSymbols]) -> None:
        self.files = list(files)
        self._packages: set[str] = set()
        for symbols in self.files:
            components = symbols.package.split(".")
            self._packages.update(".".join(components[: count + 1]) for count in range(len(components)))

    def find(self, full_name: str) -> Symbol | None:
        """The symbol of exactly that full name."""
        for symbols in self.files:
            found = symbols.by_name.get(full_name)
            if found is not None:
                return found
        return None

    def resolve_type(self, name: str, scope: str) -> Symbol | None:
        """What `name`, as written, means in `scope`; None when it is no type that can be seen."""
        if name.startswith("."):
            return self._as_type(self.find(name[1:]))
        first, _, rest = name.partition(".")
        while True:
            candidate = join(scope, first)
            if not rest:
                found = self._as_type(self.find(candidate))
                if found is not None:
                    return found
            elif self._can_hold(candidate):
                return self._as_type(self.find(join(scope, name)))
            if not scope:
                return None
            scope = scope.rpartition(".")[0]

    def type_names(self) -> Iterable[str]:
        """The full names of all types that can be seen."""
        for symbols in self.files:
            yield from (name for name, symbol in symbols.by_name.items() if symbol.kind in TYPES)

    def _can_hold(self, full_name: str) -> bool:
        if full_name in self._packages:
            return True
        found = self.find(full_name)
        return found is not None and found.kind in _HOLDERS

    def _as_type(self, symbol: Symbol | None) -> Symbol | None:
        return symbol if symbol is not None and symbol.kind in TYPES else None
