"""The names of a workspace after a rename, told without making it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.names import Scope
from protowright.proto.semantic.symbols import Symbol


class Renaming:
    """Declarations of one file with new names: `new_names` holds the new full name of each, by the old one."""

    def __init__(self, new_names: Mapping[str, str], home: FileSymbols) -> None:
        self._new_names = new_names
        self._home = home
        self.moved = [(name, self.name(name), found) for name, found in home.by_name.items() if self.name(name) != name]

    def name(self, full_name: str) -> str:
        """The name that something in or below what is renamed has afterwards."""
        for old, new in self._new_names.items():
            if full_name == old or full_name.startswith(old + "."):
                return new + full_name[len(old) :]
        return full_name

    def of(self, symbol: Symbol) -> str:
        """The full name of a declaration afterwards; that of another file may have the same name, and keeps it."""
        return self.name(symbol.full_name) if symbol.file is self._home else symbol.full_name

    def scope_name(self, link: LinkedFile, scope: str) -> str:
        """The full name of a scope of a file afterwards."""
        return self.name(scope) if link.symbols is self._home else scope

    def scope(self, link: LinkedFile) -> Scope:
        """What the file sees afterwards."""
        names = dict(link.scope.names)
        moved = [(old, new, symbol) for old, new, symbol in self.moved if names.get(old) is symbol]
        for old, _, _ in moved:
            del names[old]
        names.update({new: symbol for _, new, symbol in moved})
        return _Renamed(link.scope, names, link.scope.packages)


class PackageRenaming(Renaming):
    """All files of the package `old` belong to the package `new`."""

    def __init__(self, old: str, new: str, home: FileSymbols) -> None:
        super().__init__({old: new}, home)
        self.old = old
        self.new = new

    def of(self, symbol: Symbol) -> str:
        """The full name of a declaration afterwards; those of packages inside the old one keep theirs."""
        return self.name(symbol.full_name) if symbol.file.package == self.old else symbol.full_name

    def scope_name(self, link: LinkedFile, scope: str) -> str:
        """The full name of a scope of a file afterwards."""
        return self.name(scope) if link.symbols.package == self.old else scope

    def scope(self, link: LinkedFile) -> Scope:
        """What the file sees afterwards."""
        packages = [file.symbols.package for file in link.visible]
        names = {self.of(symbol): symbol for symbol in link.scope.names.values()}
        return _Renamed(link.scope, names, _with_outer(self.new if name == self.old else name for name in packages))


class _Renamed(Scope):
    """A scope with the names as they are afterwards."""

    def __init__(self, before: Scope, names: dict[str, Symbol], packages: set[str]) -> None:
        self.files = before.files
        self.names = names
        self.packages = packages


def _with_outer(packages: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for name in packages:
        while name and name not in found:
            found.add(name)
            name = name.rpartition(".")[0]
    return found
