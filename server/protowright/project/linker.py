"""Linking files with what they import, and keeping what is still right from one snapshot to the next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from protowright.project.bundled import bundled_descriptor

if TYPE_CHECKING:  # who runs a request may never link a file
    from protowright.project.documents import Document
    from protowright.proto.semantic.file_symbols import ImportFact
    from protowright.proto.semantic.linking import LinkedFile, LinkedImport, Search


@dataclass(frozen=True, slots=True)
class Resolution:
    """The absolute path of the file found for an import; or, when there is none, what is known of the search."""

    path: str | None
    search: Search | None = None


@dataclass(frozen=True, slots=True)
class _Linked:
    """A linked file, and what it was made from: the document, and what each import resolved to on which disk."""

    file: LinkedFile
    document: Document
    resolutions: list[Resolution]
    disk: object


class LinkStore:
    """The linked files of a session, by absolute path; shared by its snapshots."""

    def __init__(self) -> None:
        self.files: dict[str, _Linked] = {}

    def copy(self) -> LinkStore:
        """The same files in a store of its own."""
        store = LinkStore()
        store.files = dict(self.files)
        return store

    def forget(self, path: str) -> None:
        """Drop a file nobody needs for now."""
        self.files.pop(path, None)


class Linker:
    """Links the files of one snapshot.

    `document` gives the file at an absolute path, `resolve` the file an importer means by an import path, `name` the path
    by which others import a file. `disk` stands for all that `resolve` depends on but the importer: what imports resolved to
    is still right while it is the same object.
    """

    def __init__(
        self,
        store: LinkStore,
        document: Callable[[str], Document | None],
        resolve: Callable[[str, str], Resolution],
        name: Callable[[str], str],
        disk: object,
    ) -> None:
        self._store = store
        self._disk = disk
        self._document = document
        self._resolve = resolve
        self._name = name
        self._current: dict[str, LinkedFile | None] = {}
        self._is_at_work = threading.RLock()

    def linked(self, path: str) -> LinkedFile | None:
        """The file at the absolute `path` with all it imports, or None when there is no such file."""
        with self._is_at_work:  # a file is there before its imports are set
            if path not in self._current:
                self._link(path)
            return self._current[path]

    def _link(self, path: str) -> None:
        """Link the file and everything below it that this snapshot has not seen yet.

        A file is linked anew when it, or anything below it, is not what it was linked from.
        """
        from protowright.proto.semantic.linking import LinkedFile

        descriptor = self._descriptor(path)
        found = dict(self._reach(path))
        stale = self._stale(found)
        names = _import_names(found)
        for current, (document, _) in found.items():
            if current in stale:
                name = names.get(current) or self._name(current)
                self._current[current] = LinkedFile(document.symbols, current, name, descriptor)
            else:
                self._keep(current)
        for current in stale:
            document, resolutions = found[current]
            self._fill(current, document, resolutions)
        self._current.setdefault(path, None)

    def _reach(self, path: str) -> Iterator[tuple[str, tuple[Document, list[Resolution]]]]:
        """The files below `path` that are not linked in this snapshot yet, each with what its imports resolve to."""
        seen = {path}
        pending = [path]
        while pending:
            current = pending.pop()
            document = self._document(current)
            if document is None:
                continue
            resolutions = self._resolutions(current, document)
            yield current, (document, resolutions)
            for resolution in resolutions:
                target = resolution.path
                if target is not None and target not in seen and target not in self._current:
                    seen.add(target)
                    pending.append(target)

    def _resolutions(self, path: str, document: Document) -> list[Resolution]:
        """What the imports of a file mean. While the disk is the same, that depends on its package and on their paths."""
        known = self._store.files.get(path)
        if known is None or known.disk is not self._disk:
            return [self._resolve(path, fact.path) for fact in document.symbols.imports]
        if known.document is document:
            return known.resolutions
        facts, package = known.document.symbols.imports, known.document.symbols.package
        before = {fact.path: resolution for fact, resolution in zip(facts, known.resolutions, strict=True)}
        before = before if package == document.symbols.package else {}
        return [before.get(fact.path) or self._resolve(path, fact.path) for fact in document.symbols.imports]

    def _stale(self, found: dict[str, tuple[Document, list[Resolution]]]) -> set[str]:
        importers: dict[str, list[str]] = {}
        pending: list[str] = []
        for path, (document, resolutions) in found.items():
            if self._is_stale(path, document, resolutions):
                pending.append(path)
            for resolution in resolutions:
                if resolution.path is not None:
                    importers.setdefault(resolution.path, []).append(path)
        stale: set[str] = set()
        while pending:
            path = pending.pop()
            if path not in stale:
                stale.add(path)
                pending.extend(importers.get(path, ()))
        return stale

    def _is_stale(self, path: str, document: Document, resolutions: list[Resolution]) -> bool:
        """Whether the file itself is not what it was linked from."""
        known = self._store.files.get(path)
        if known is None or known.document is not document or known.resolutions != resolutions:
            return True
        return self._has_moved(known)

    def _has_moved(self, known: _Linked) -> bool:
        """Whether a file that this snapshot has linked already is not the one that `known` was linked with."""
        return any(
            entry.target is not None
            and entry.target.path in self._current
            and self._current[entry.target.path] is not entry.target
            for entry in known.file.imports
        )

    def _keep(self, path: str) -> None:
        """Use what was linked before; what its imports resolve to is right on this disk, too."""
        known = self._store.files[path]
        self._current[path] = known.file
        if known.disk is not self._disk:
            self._store.files[path] = replace(known, disk=self._disk)

    def _fill(self, path: str, document: Document, resolutions: list[Resolution]) -> None:
        file = self._current[path]
        assert file is not None, "it was made just now"
        file.imports = tuple(
            self._import(fact, resolution)
            for fact, resolution in zip(document.symbols.imports, resolutions, strict=True)
        )
        self._store.files[path] = _Linked(file, document, resolutions, self._disk)

    def _import(self, fact: ImportFact, resolution: Resolution) -> LinkedImport:
        from protowright.proto.semantic.linking import LinkedImport

        target = None if resolution.path is None else self._current.get(resolution.path)
        return LinkedImport(fact, target, resolution.search)

    def _descriptor(self, path: str) -> LinkedFile | None:
        """The bundled `descriptor.proto`, linked before anything that needs it; it needs none itself."""
        bundled = bundled_descriptor()
        return None if bundled is None or path == bundled else self.linked(bundled)


def _import_names(found: dict[str, tuple[Document, list[Resolution]]]) -> dict[str, str]:
    """The path by which each file is imported first."""
    names: dict[str, str] = {}
    for document, resolutions in found.values():
        for fact, resolution in zip(document.symbols.imports, resolutions, strict=True):
            if resolution.path is not None:
                names.setdefault(resolution.path, fact.path)
    return names
