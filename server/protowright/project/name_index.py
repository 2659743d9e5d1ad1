"""The names that all known files declare: for suggestions, never for resolving."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from heapq import merge
from itertools import chain

from protowright.project.bundled import bundled_index
from protowright.project.documents import Document
from protowright.project.files import fingerprint, read_text
from protowright.project.joined_lines import JoinedLines
from protowright.project.kept_scans import KeptScans
from protowright.project.name_scan import ScannedFile, ScannedName
from protowright.project.scans import Scan, scan
from protowright.project.symbol_table import SymbolStore
from protowright.text.gradually import Pause, no_pause, sorted_gradually


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name and the file that declares it: its absolute path, and its package. `simple` is the last part, in lower case."""

    name: ScannedName
    path: str
    package: str
    simple: str


def by_length(known: KnownName) -> tuple[int, str, str]:
    """For sorting: those with shorter last parts first, which are more of what is typed."""
    return len(known.simple), known.name.full_name, known.path


class NameTable:
    """Names, arranged for finding those that begin in some way, and those of a scope. `pause` is called meanwhile."""

    def __init__(self, names: Iterable[KnownName], pause: Pause = no_pause) -> None:
        self._names = list(sorted_gradually(names, by_length, pause))
        self._simple = JoinedLines(known.simple for known in self._names)
        pause()
        self._by_scope: dict[str, list[KnownName]] = {}
        self._packages: dict[str, set[str]] = {}
        for known in self._names:
            self._by_scope.setdefault(known.name.full_name.rpartition(".")[0], []).append(known)
        self.extensions = [known for known in self._names if known.name.kind == "extension"]
        self.services = [known for known in self._names if known.name.kind == "service"]
        for package in {known.package for known in self._names}:
            self._add_package(package)

    def _add_package(self, package: str) -> None:
        while package:
            package, _, last = package.rpartition(".")
            self._packages.setdefault(package, set()).add(last)

    def within(self, scope: str) -> list[KnownName]:
        """The names directly in the package or declaration `scope`."""
        return self._by_scope.get(scope, [])

    def packages(self, package: str) -> set[str]:
        """The last parts of the packages directly below `package`."""
        return self._packages.get(package, set())

    def packages_with(self, part: str) -> Iterator[str]:
        """The packages that have a package of that last part directly below them; never the empty one."""
        return (package for package, parts in self._packages.items() if package and part in parts)

    def beginning(self, start: str) -> Iterator[KnownName]:
        """The names whose last part begins with `start`, whatever its case, in the order of their lengths."""
        return (self._names[index] for index in self._simple.beginning(start.lower()))

    def containing(self, part: str) -> Iterator[KnownName]:
        """The names whose last part has `part` in it and does not begin with it, whatever its case, in the same order."""
        part = part.lower()
        found = (self._names[index] for index in self._simple.holding(part))
        return (known for known in found if not known.simple.startswith(part))


Step = Callable[[int, int], bool]
"""Called between files with how many are done, of how many; when it says no, the rest is not looked at."""


def always(done: int, count: int) -> bool:
    """Go on."""
    return True


@dataclass(slots=True)
class _Entry:
    """What is known of a file, and what it was read from: a fingerprint, or an open document."""

    source: object
    scan: Scan
    known: list[KnownName] = field(default_factory=list)


class NameStore:
    """The scans of a session: each file is read again only when it changed."""

    def __init__(self) -> None:
        self.symbols = SymbolStore()
        self._entries: dict[str, _Entry] = {}
        self._checked: tuple[str, ...] | None = None
        self._table = NameTable(())
        self._is_at_work = threading.Lock()
        self._waiting = 0
        self._kept: KeptScans | None = None

    def keep(self, kept: KeptScans | None) -> None:
        """Use these scans of earlier sessions, and keep those of this one there."""
        self._kept = kept

    def file(self, path: str, document: Document | None = None) -> ScannedFile:
        """What the file at the absolute `path` declares, as it was scanned last; `document` is the one open in the editor."""
        return self.scan(path, document).file

    def scan(self, path: str, document: Document | None = None) -> Scan:
        """All that is known of a file; see `file`."""
        known = self._entries.get(path) if document is None else None
        return known.scan if known is not None else self._entry(path, document)[0].scan

    def table(self, paths: tuple[str, ...]) -> NameTable:
        """The names of the files on disk at the absolute `paths`. Looks at the disk once for each such tuple.

        While another thread does that, the names of the time before are good enough: nobody waits for thousands of files.
        """
        if self._checked is not paths and self._is_at_work.acquire(blocking=False):
            try:
                self._check(paths, always)
            finally:
                self._is_at_work.release()
        return self._table

    def look(self, paths: tuple[str, ...], step: Step = always) -> bool:
        """Look at those files on disk once, as `table` does; waits for a thread that does so. Tells whether all were seen.

        The slow way of `step` is not gone while somebody waits.
        """
        self._waiting += 1
        with self._is_at_work:
            self._waiting -= 1
            return self._checked is paths or self._check(paths, step)

    def has_seen(self, paths: tuple[str, ...]) -> bool:
        """Whether it has looked at those files on disk."""
        return self._checked is paths

    def _check(self, paths: tuple[str, ...], step: Step) -> bool:
        entries, is_changed = list[_Entry](), self._checked is None or set(self._checked) != set(paths)
        for done, path in enumerate(paths):
            if not self._waiting and not step(done, len(paths)):
                return False
            entry, is_new = self._entry(path, None)
            entries.append(entry)
            is_changed = is_changed or is_new
        if is_changed:
            pause = partial(self._pause, step, len(paths))
            self._table = NameTable((known for entry in entries for known in entry.known), pause)
            self._forget(paths, pause)
        self._checked = paths
        return True

    def _pause(self, step: Step, count: int) -> None:
        if not self._waiting:
            step(count, count)

    def _forget(self, paths: tuple[str, ...], pause: Pause) -> None:
        """Keep what is known for the next session, and nothing about files that are gone."""
        there = {path: entry for path in paths if (entry := self._entries.get(path)) is not None}
        for path in list(self._entries.keys() - there.keys()):
            if isinstance(self._entries[path].source, tuple):
                self._entries.pop(path, None)
        if self._kept is not None:
            self._kept.save(
                {path: (e.source, e.scan) for path, e in there.items() if isinstance(e.source, tuple)}, pause
            )

    def names(self, path: str, document: Document) -> list[KnownName]:
        """The names of a file that is open in the editor."""
        return self._entry(path, document)[0].known

    def _entry(self, path: str, document: Document | None) -> tuple[_Entry, bool]:
        """What is known of a file, and whether that is new."""
        source = document if document is not None else fingerprint(path)
        entry = self._entries.get(path)
        if entry is not None and entry.source == source:
            return entry, False
        found = self._scan(path, document)
        known = [KnownName(name, path, found.file.package, _simple(name.full_name)) for name in found.file.names]
        entry = self._entries[path] = _Entry(source, found, known)
        return entry, True

    def _scan(self, path: str, document: Document | None) -> Scan:
        if document is not None:
            return scan(document.text)
        state = fingerprint(path)
        kept = None if self._kept is None or state is None else self._kept.get(path, state)
        return kept if kept is not None else scan(read_text(path) or "")


def _simple(full_name: str) -> str:
    return full_name.rpartition(".")[2].lower()


class Names:
    """The names of all files of one snapshot: those `opened` in the editor count, not what the `tables` have of them."""

    def __init__(self, tables: Iterable[NameTable], opened: Iterable[tuple[str, list[KnownName]]]) -> None:
        found = dict(opened)
        self._opened = found.keys()
        self._tables = [NameTable(known for names in found.values() for known in names), *tables]

    def beginning(self, start: str) -> Iterator[KnownName]:
        """The names whose last part begins with `start`, whatever its case, in the order of their lengths."""
        return self._sorted(table.beginning(start) for table in self._tables)

    def containing(self, part: str) -> Iterator[KnownName]:
        """The names whose last part has `part` in it and does not begin with it, whatever its case, in the same order."""
        return self._sorted(table.containing(part) for table in self._tables)

    def within(self, scope: str) -> Iterator[KnownName]:
        """The names directly in the package or declaration `scope`, in the order of their lengths."""
        return self._sorted(table.within(scope) for table in self._tables)

    def packages(self, package: str) -> set[str]:
        """The last parts of the packages directly below `package`."""
        return {last for table in self._tables for last in table.packages(package)}

    def packages_with(self, part: str) -> frozenset[str]:
        """The packages that have a package of that last part directly below them; never the empty one."""
        return frozenset(package for table in self._tables for package in table.packages_with(part))

    def extensions(self) -> Iterator[KnownName]:
        """All extensions."""
        return self._merged(table.extensions for table in self._tables)

    def _merged(self, found: Iterable[Iterable[KnownName]]) -> Iterator[KnownName]:
        return chain.from_iterable(self._shown(found))

    def _sorted(self, found: Iterable[Iterable[KnownName]]) -> Iterator[KnownName]:
        return merge(*self._shown(found), key=by_length)

    def _shown(self, found: Iterable[Iterable[KnownName]]) -> Iterator[Iterable[KnownName]]:
        opened, *others = found
        yield opened
        for names in others:
            yield (known for known in names if known.path not in self._opened)


@cache
def bundled_names() -> NameTable:
    """The names of the bundled files."""
    return NameStore().table(bundled_index().paths)
