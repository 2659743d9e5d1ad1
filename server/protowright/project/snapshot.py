"""The immutable side: every file as it was at one moment, and the facts about all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from protowright.project.documents import Document
from protowright.project.environments import Environment, load_environment
from protowright.project.files import is_file
from protowright.project.roots import Resolution, resolve_import
from protowright.proto.semantic.check import FileFacts
from protowright.proto.semantic.names import Scope
from protowright.proto.semantic.symbols import FileSymbols, Symbol, SymbolKind


class Snapshot:
    """A consistent view of the workspace; safe to use on any thread.

    A file is read from disk once, when it is first asked for. All paths are absolute.
    """

    def __init__(
        self,
        overlay: Mapping[str, Document],
        read: Callable[[str], Document | None],
        proto_files: Callable[[], Iterable[str]],
        folders: tuple[str, ...],
        import_paths: tuple[str, ...],
    ) -> None:
        self.overlay = overlay
        self.folders = folders
        self.import_paths = import_paths
        self._read = read
        self._list_proto_files = proto_files
        self._documents: dict[str, Document | None] = dict(overlay)
        self._resolutions: dict[tuple[str, str], Resolution] = {}
        self._facts: dict[str, FileFacts] = {}
        self._services: dict[str, str] | None = None

    # Files

    def document(self, path: str) -> Document | None:
        """The file at `path`, or None when there is none."""
        if path not in self._documents:
            self._documents[path] = self._read(path)
        return self._documents[path]

    def symbols(self, path: str) -> FileSymbols | None:
        """What the `.proto` file at `path` declares."""
        document = self.document(path)
        return None if document is None else document.symbols

    # Imports

    def resolve_import(self, importer: str, path: str) -> Resolution:
        """The file that `importer` means by the import `path`."""
        key = (os.path.dirname(importer), path)
        if key not in self._resolutions:
            self._resolutions[key] = resolve_import(importer, path, self.import_paths, self.folders, self._exists)
        return self._resolutions[key]

    def _exists(self, path: str) -> bool:
        """Whether a file can be imported: a new one that is open and not saved yet can."""
        return path in self.overlay or is_file(path)

    def imported_files(self, path: str) -> Iterator[tuple[str, str | None]]:
        """The imports of the file at `path`, each with the path of the file found for it."""
        symbols = self.symbols(path)
        for fact in symbols.imports if symbols is not None else ():
            yield fact.path, self.resolve_import(path, fact.path).path

    def visible_files(self, path: str) -> list[str]:
        """The files whose names the file at `path` can see: itself, its imports, and what those import publicly."""
        visible = {path: None}
        pending = [found for _, found in self.imported_files(path) if found is not None]
        while pending:
            current = pending.pop()
            symbols = self.symbols(current)
            if current in visible or symbols is None:
                continue
            visible[current] = None
            for fact in symbols.imports:
                found = self.resolve_import(current, fact.path).path if fact.is_public else None
                if found is not None:
                    pending.append(found)
        return list(visible)

    # Facts

    def facts(self, path: str) -> FileFacts | None:
        """What the checks of the `.proto` file at `path` need."""
        if path not in self._facts:
            symbols = self.symbols(path)
            if symbols is None:
                return None
            scope = Scope(found for file in self.visible_files(path) if (found := self.symbols(file)) is not None)
            imports = {
                name: None if found is None else self.symbols(found) for name, found in self.imported_files(path)
            }
            searched = {name: list(self.resolve_import(path, name).searched) for name in imports}
            self._facts[path] = FileFacts(symbols, scope, imports, searched)
        return self._facts[path]

    def path_of(self, symbols: FileSymbols) -> str | None:
        """The path of the file that declares `symbols`."""
        for path, document in list(self._documents.items()):
            if document is not None and document.symbols is symbols:
                return path
        return None

    def declaration_place(self, path: str, symbol: Symbol) -> tuple[str, FileSymbols] | None:
        """The file among those that `path` sees which declares `symbol`, and its symbols."""
        for file in self.visible_files(path):
            symbols = self.symbols(file)
            if symbols is not None and symbols.by_name.get(symbol.full_name) is symbol:
                return file, symbols
        return None

    # Services

    def services(self) -> Mapping[str, str]:
        """The full name of each service of the workspace, and the path of the file that declares it."""
        if self._services is None:
            self._services = {
                symbol.full_name: path
                for path in sorted({*self._list_proto_files(), *self._open_proto_files()})
                for symbol in self._services_of(path)
            }
        return self._services

    def _open_proto_files(self) -> list[str]:
        return [path for path in self.overlay if path.endswith(".proto")]

    def _services_of(self, path: str) -> list[Symbol]:
        document = self.document(path)
        if document is None or not document.may_have_services():
            return []
        return [symbol for symbol in document.symbols.by_name.values() if symbol.kind is SymbolKind.SERVICE]

    # Environments

    def environment(self, path: str, name: str | None = None) -> Environment:
        """The variables that the request file at `path` has from the environment files around it."""
        return load_environment(path, name, self._text)

    def _text(self, path: str) -> str | None:
        document = self.document(path)
        return None if document is None else document.text
