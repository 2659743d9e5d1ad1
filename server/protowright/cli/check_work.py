"""Checking some files: the part of `protowright check` that runs in worker processes too."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from protowright.cli.check_files import problem_with
from protowright.diagnostics.finding import Finding, find
from protowright.diagnostics.proto_codes import INTERNAL_ERROR
from protowright.ide.diagnostics import diagnostics
from protowright.project.check_sources import Imports, Source, SourceRecorder, importers_of
from protowright.project.host import Host
from protowright.project.ignored import IgnoreRules
from protowright.project.snapshot import Snapshot
from protowright.text.line_index import LineIndex

LOADED_CHARACTERS = 20_000_000
"""About how much text all processes together keep analysed; each character costs about 20 bytes."""

_NO_UTF_8 = re.compile("[\udc80-\udcff]")
"""How `read_text` gives bytes that are no UTF-8."""


@dataclass(frozen=True)
class Chunk:
    """Some files (absolute paths) of one workspace folder; `limit` is how many characters of text to keep analysed,
    `rules` what is left out when something is looked for in the folder."""

    folder: str
    import_paths: tuple[str, ...]
    paths: tuple[str, ...]
    limit: int = LOADED_CHARACTERS
    rules: IgnoreRules = field(default_factory=IgnoreRules)


@dataclass
class ChunkResult:
    """What is wrong with files, by absolute path.

    `faults` are clauses about files that could not be checked at all, `remarks` about those that could. `keepable` are the
    files whose findings follow from `sources` alone; `unstable` those that were not the same whenever they were read.
    """

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    unstable: set[str] = field(default_factory=set)
    keepable: set[str] = field(default_factory=set)


def check_chunk(chunk: Chunk, done: Callable[[], object] = lambda: None) -> ChunkResult:
    """Check the files one after the other; `done` is called after each."""
    collects = gc.isenabled()
    gc.disable()  # trees are built and kept: looking for circles in them again and again takes a third of the time
    try:
        return _Work(chunk).run(done)
    finally:
        if collects:
            gc.enable()


class _Work:
    """The check of one chunk. When too much text is analysed, all of it is dropped, and read again where it is needed."""

    def __init__(self, chunk: Chunk) -> None:
        self._chunk = chunk
        self._recorder = SourceRecorder(Imports(chunk.folder, chunk.import_paths))
        self._result = ChunkResult()
        self._start()

    def _start(self) -> None:
        self._snapshot = Host([self._chunk.folder], self._chunk.import_paths, self._chunk.rules).snapshot()
        self._loaded = self._checked = 0

    def run(self, done: Callable[[], object]) -> ChunkResult:
        for path in self._chunk.paths:
            self._check(path)
            self._make_room()
            done()
        self._result.sources = self._recorder.sources
        self._result.unstable = self._recorder.unstable
        return self._result

    def _check(self, path: str) -> None:
        problem = problem_with(path)
        document = self._snapshot.document(path) if problem is None else None
        if document is None:
            self._result.faults[path] = problem or "cannot be read: it vanished"
            return
        found = diagnostics(self._snapshot, path)
        lines_of = _lines_of(self._snapshot)
        self._result.findings[path] = [find(diagnostic, path, document.lines, lines_of) for diagnostic in found]
        self._checked += len(document.text)
        remark = _encoding_fault(document.text, document.lines) if found else None
        if remark is not None:
            self._result.remarks[path] = remark
        failed = any(diagnostic.code is INTERNAL_ERROR for diagnostic in found)
        if path.endswith(".proto"):
            self._record(path, is_keepable=not failed and remark is None)

    def _record(self, path: str, is_keepable: bool) -> None:
        """A file with an import that was not found depends on more than its sources: on where else the file may be."""
        linked = self._snapshot.linked(path)
        if linked is None:
            return
        self._loaded += self._recorder.add(linked)
        if is_keepable and all(entry.target is not None for entry in linked.imports):
            self._result.keepable.add(path)

    def _make_room(self) -> None:
        """Begin anew when there is too much, and at least half of it has been checked, so that this happens rarely."""
        if self._loaded > self._chunk.limit and self._checked * 2 > self._loaded:
            self._recorder.release()
            self._start()
            gc.collect()


def _encoding_fault(text: str, lines: LineIndex) -> str | None:
    """A clause about the first byte that is no UTF-8; protoc minds them outside of comments and strings only."""
    byte = None if text.isascii() else _NO_UTF_8.search(text)
    if byte is None:
        return None
    line, column = lines.position(byte.start())
    return f"is not UTF-8: the byte 0x{ord(byte[0]) - 0xDC00:02x} at {line + 1}:{column + 1} is none; save it as UTF-8"


def _lines_of(snapshot: Snapshot) -> Callable[[str], LineIndex | None]:
    def lines(path: str) -> LineIndex | None:
        document = snapshot.document(path)
        return None if document is None else document.lines

    return lines


def keepable(results: Iterable[ChunkResult]) -> tuple[dict[str, list[Finding]], dict[str, Source]]:
    """The findings that can be kept, and all that they depend on, of chunks of one workspace folder.

    What depends on a file that changed during the run is left out.
    """
    sources: dict[str, Source] = {}
    findings: dict[str, list[Finding]] = {}
    unstable: set[str] = set()
    for result in results:
        unstable |= result.unstable
        for path, source in result.sources.items():
            if sources.setdefault(path, source) != source:
                unstable.add(path)
        findings.update((path, result.findings[path]) for path in result.keepable)
    for path in importers_of(unstable, sources):
        findings.pop(path, None)
    for path in unstable:
        sources.pop(path, None)
    return findings, sources
