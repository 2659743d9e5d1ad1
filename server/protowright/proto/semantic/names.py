"""What a name means where it stands.

The rules are protoc's (`DescriptorBuilder::LookupSymbolNoPlaceholder` in descriptor.cc): the first component is looked
for from the innermost scope outwards; where it is found and can hold others, the rest must be in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import Symbol, SymbolKind, is_map_entry
from protowright.proto.syntax.lexer import SCALAR_KEYWORDS
from protowright.text.nearest import NearNames

SCALARS = SCALAR_KEYWORDS

TYPES = frozenset((SymbolKind.MESSAGE, SymbolKind.ENUM))
_HOLDERS = frozenset((SymbolKind.MESSAGE, SymbolKind.ENUM, SymbolKind.SERVICE))


class Scope:
    """The names that one file can see: its own, those of its imports, and what those import publicly."""

    def __init__(self, files: Iterable[FileSymbols]) -> None:
        self.files = list(files)
        self.names: dict[str, Symbol] = {}
        self.packages: set[str] = set()
        for symbols in reversed(self.files):
            self.names.update(symbols.by_name)
            self._add_package(symbols.package)

    def _add_package(self, package: str) -> None:
        while package and package not in self.packages:
            self.packages.add(package)
            package = package.rpartition(".")[0]

    def find(self, full_name: str) -> Symbol | None:
        """The symbol of exactly that full name."""
        return self.names.get(full_name)

    def resolve(self, name: str, scope: str, prefers_types: bool = False) -> Symbol | None:
        """What `name`, as written, means in `scope`; it may be no type.

        With `prefers_types` a name of one part that is no type in an inner scope is passed over.
        """
        names = self.names
        if name[0] == ".":
            return names.get(name[1:])
        first, _, rest = name.partition(".")
        while scope:
            candidate = f"{scope}.{first}"
            found = names.get(candidate)
            if rest:
                if (found is not None and found.kind in _HOLDERS) or (found is None and candidate in self.packages):
                    return names.get(f"{scope}.{name}")
            elif found is not None:
                if not prefers_types or found.kind in TYPES:
                    return found
            elif not prefers_types and candidate in self.packages:
                return None
            scope = scope.rpartition(".")[0]
        return names.get(name)

    def hiding_name(self, name: str, scope: str) -> str | None:
        """The full name that `name` stands for in an inner scope where there is no such thing, if that is why it is unknown."""
        first, _, rest = name.partition(".")
        while scope and rest and name[0] != ".":
            candidate = f"{scope}.{first}"
            found = self.names.get(candidate)
            if (found is not None and found.kind in _HOLDERS) or (found is None and candidate in self.packages):
                return f"{scope}.{name}"
            scope = scope.rpartition(".")[0]
        return None

    def means_package(self, name: str, scope: str) -> bool:
        """Whether `name` stands for a package in `scope`."""
        while scope and name[0] != ".":
            if f"{scope}.{name}" in self.packages:
                return True
            scope = scope.rpartition(".")[0]
        return name.lstrip(".") in self.packages

    def resolve_type(self, name: str, scope: str) -> Symbol | None:
        """What `name` means in `scope`, None when it is no type."""
        found = self.resolve(name, scope, prefers_types=True) if name else None
        return found if found is not None and found.kind in TYPES else None

    def near_types(self, simple: str, count: int) -> list[str]:
        """The full names of at most `count` types that can be seen and whose last part looks like `simple`."""
        return [self._types_by_last_part[name] for name in self._near_types.nearest(simple, count)]

    @cached_property
    def _types_by_last_part(self) -> dict[str, str]:
        return {
            name.rpartition(".")[2]: name
            for name, symbol in self.names.items()
            if symbol.kind in TYPES and not is_map_entry(symbol)
        }

    @cached_property
    def _near_types(self) -> NearNames:
        return NearNames(self._types_by_last_part)


def candidates(name: str, scope: str) -> Iterator[str]:
    """The full names that `name` may stand for, from the innermost scope outwards."""
    if name.startswith("."):
        yield name[1:]
        return
    while scope:
        yield f"{scope}.{name}"
        scope = scope.rpartition(".")[0]
    yield name
