"""What the check of a file depended on: texts, and what their imports meant."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from protowright.project.root_files import RootFileCache
from protowright.project.roots import ImportFinder, ImportRoots
from protowright.project.settings import absolute_folders
from protowright.proto.semantic.linking import LinkedFile

_UTF_8_MARK = b"\xef\xbb\xbf"


class Source(NamedTuple):
    """One `.proto` file as it was checked: the digest of its text, its package, that of its import roots (by which files are
    named in messages), and each import with the file found."""

    digest: str
    package: str
    roots: str
    imports: tuple[tuple[str, str | None], ...]


def digest(content: bytes) -> str:
    """Stands for the content. A byte order mark means nothing and does not count."""
    return hashlib.blake2b(content.removeprefix(_UTF_8_MARK), digest_size=16).hexdigest()


def digest_of_file(path: str) -> str | None:
    """The digest of the file at the absolute `path`; None when it cannot be read."""
    try:
        with open(path, "rb", buffering=0) as file:
            return digest(file.read())
    except (OSError, ValueError):
        return None


class Imports:
    """What imports mean now, for the files of one workspace folder; `import_paths` are the configured roots."""

    def __init__(self, folder: str, import_paths: Iterable[str]) -> None:
        self._finder = ImportFinder(ImportRoots(absolute_folders(import_paths, (folder,)), (folder,), RootFileCache()))
        self._roots: dict[int, str] = {}
        self._found: dict[tuple[str, str, str], str | None] = {}

    def roots(self, path: str, package: str) -> str:
        """The digest of the import roots for the file at `path`."""
        roots = self._finder.roots.of(path, package)
        if id(roots) not in self._roots:  # the finder keeps them, so the identity stays theirs
            self._roots[id(roots)] = digest(repr(roots).encode("utf-8", "surrogateescape"))
        return self._roots[id(roots)]

    def find(self, importer: str, path: str, package: str) -> str | None:
        """The absolute path of the file that the importer means by `path`, or None."""
        key = os.path.dirname(importer), package, path
        if key not in self._found:
            self._found[key] = self._finder.find(importer, path, package)
        return self._found[key]


class SourceRecorder:
    """Gathers the sources of checked files, in a run that reads a file perhaps more than once.

    `unstable` are files that changed in the meantime: nothing that was found with them can be kept.
    """

    def __init__(self, imports: Imports) -> None:
        self._imports = imports
        self.sources: dict[str, Source] = {}
        self.unstable: set[str] = set()
        self._seen: set[LinkedFile] = set()

    def add(self, file: LinkedFile) -> int:
        """Record the file and everything below it. Gives how many characters the texts have that are new since `release`."""
        size = 0
        pending = [file]
        while pending:
            current = pending.pop()
            if current not in self._seen:
                self._seen.add(current)
                self._record(current.path, self._source(current))
                size += len(current.symbols.tree.text)
                pending.extend(entry.target for entry in current.imports if entry.target is not None)
        return size

    def release(self) -> None:
        """Let go of the trees; the sources stay."""
        self._seen.clear()

    def _record(self, path: str, source: Source) -> None:
        if self.sources.setdefault(path, source) != source:
            self.unstable.add(path)

    def _source(self, file: LinkedFile) -> Source:
        content = file.symbols.tree.text.encode("utf-8", "surrogateescape")
        package = file.symbols.package or ""
        imports = tuple(
            (entry.fact.path, None if entry.target is None else entry.target.path) for entry in file.imports
        )
        return Source(digest(content), package, self._imports.roots(file.path, package), imports)


def unchanged(sources: Mapping[str, Source], roots: Iterable[str], imports: Imports) -> set[str]:
    """Those of the files `roots` that would be checked with the same texts now as when `sources` were recorded.

    Each text is read again and each import looked up again, once.
    """
    changed = {path for path in _reached(sources, roots) if not _is_same(path, sources.get(path), imports)}
    changed = importers_of(changed, sources)
    return {path for path in roots if path in sources and path not in changed}


def _is_same(path: str, source: Source | None, imports: Imports) -> bool:
    if source is None or digest_of_file(path) != source.digest:
        return False
    if imports.roots(path, source.package) != source.roots:
        return False
    return all(imports.find(path, name, source.package) == target for name, target in source.imports)


def importers_of(paths: Iterable[str], sources: Mapping[str, Source]) -> set[str]:
    """The files, and all that import them, directly or not."""
    importers: dict[str, list[str]] = {}
    for path, source in sources.items():
        for _, target in source.imports:
            if target is not None:
                importers.setdefault(target, []).append(path)
    return _closure(paths, lambda path: importers.get(path, ()))


def _reached(sources: Mapping[str, Source], roots: Iterable[str]) -> set[str]:
    def targets(path: str) -> Iterable[str]:
        source = sources.get(path)
        return () if source is None else [target for _, target in source.imports if target is not None]

    return _closure(roots, targets)


def _closure(paths: Iterable[str], following: Callable[[str], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    pending = list(paths)
    while pending:
        path = pending.pop()
        if path not in found:
            found.add(path)
            pending.extend(following(path))
    return found
