"""Schemas from the sources of the workspace."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from google.protobuf import descriptor_pb2 as pb

from protowright.diagnostics.codes import Severity
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import Schema, SourcePlace

if TYPE_CHECKING:
    from protowright.proto.semantic.linking import LinkedFile


@dataclass(frozen=True)
class BrokenSource:
    """A file that keeps a schema from being whole: its absolute path, and its first fault with line and column, from 1."""

    path: str
    line: int
    column: int
    message: str


_SCHEMAS: WeakKeyDictionary[LinkedFile, Schema] = WeakKeyDictionary()
_FAULTS: WeakKeyDictionary[LinkedFile, BrokenSource | None] = WeakKeyDictionary()
# Linked files outlive the snapshot they were made for, as long as nothing in them changes: so does what follows from them.


def schema_of_file(snapshot: Snapshot, path: str) -> Schema:
    """The schema that the `.proto` file at the absolute `path` and all it imports make. Faulty parts are left out."""
    linked, origin = snapshot.linked(path), shown_path(snapshot, path)
    if linked is None:
        return Schema((), origin)
    known = _SCHEMAS.get(linked)
    if known is None or known.origin != origin:
        known = _SCHEMAS[linked] = _made(linked, origin)
    return known


def _made(linked: LinkedFile, origin: str) -> Schema:
    from protowright.proto.descriptor.lower import lower  # many requests have no source to make a schema of

    files: list[pb.FileDescriptorProto] = []
    places: dict[str, SourcePlace] = {}
    for file in dependencies_first(linked):
        files.append(lower(file))
        for symbol in file.symbols.by_name.values():
            start = file.symbols.tree.span(symbol.name).start
            places.setdefault(symbol.full_name, SourcePlace(file.path, start))
    return Schema(files, origin, places)


def dependencies_first(file: LinkedFile) -> list[LinkedFile]:
    """The file behind everything it imports, directly or not. A circle of imports ends where it closes."""
    done: dict[LinkedFile, None] = {}
    entered: set[LinkedFile] = set()
    pending = [file]
    while pending:
        current = pending[-1]
        targets = [
            entry.target for entry in current.imports if entry.target is not None and entry.target not in entered
        ]
        if current not in entered:
            entered.add(current)
            pending.extend(reversed(targets))
        else:
            done.setdefault(pending.pop())
    return list(done)


def first_fault(snapshot: Snapshot, path: str) -> BrokenSource | None:
    """The first error in the `.proto` file at `path` or in a file it imports; None when all are whole."""
    linked = snapshot.linked(path)
    if linked is None:
        return None
    if linked not in _FAULTS:
        _FAULTS[linked] = _first_fault(snapshot, linked)
    return _FAULTS[linked]


def _first_fault(snapshot: Snapshot, linked: LinkedFile) -> BrokenSource | None:
    from protowright.proto.semantic.check import check

    for file in linked.closure.values():
        for fault in (*file.symbols.tree.diagnostics, *check(file)):
            document = snapshot.document(file.path)
            if fault.severity is Severity.ERROR and document is not None:
                line, column = document.lines.position(fault.span.start)
                return BrokenSource(file.path, line + 1, column + 1, fault.message)
    return None


def shown_path(snapshot: Snapshot, path: str) -> str:
    """`path` as a person reads it: relative to the workspace folder that holds it."""
    for folder in snapshot.folders:
        if path.startswith(folder + os.sep):
            return path[len(folder) + 1 :]
    return path
