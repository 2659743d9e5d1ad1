"""Schemas from the sources of the workspace."""

from __future__ import annotations

import os
from dataclasses import dataclass

from google.protobuf import descriptor_pb2 as pb

from protowright.project.snapshot import Snapshot
from protowright.proto.descriptor.lower import lower
from protowright.proto.schema import Schema, SourcePlace
from protowright.proto.semantic.check import FileFacts, check


@dataclass(frozen=True)
class BrokenSource:
    """A file that keeps a schema from being whole: its absolute path, and its first fault with the line, from 1."""

    path: str
    line: int
    message: str


def schema_of_file(snapshot: Snapshot, path: str) -> Schema:
    """The schema that the `.proto` file at the absolute `path` and all it imports make. Faulty parts are left out."""
    collector = _Collector(snapshot)
    collector.add(path, import_name(snapshot, path))
    return Schema(collector.files, shown_path(snapshot, path), collector.places)


class _Collector:
    """Gathers descriptors, dependencies first. A file keeps the name by which it was first met."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._names: dict[str, str] = {}
        self.files: list[pb.FileDescriptorProto] = []
        self.places: dict[str, SourcePlace] = {}

    def add(self, path: str, name: str) -> str:
        """Add the file behind everything it imports, and give back its name. A circle of imports ends where it closes."""
        if path in self._names:
            return self._names[path]
        self._names[path] = name
        facts = self._snapshot.facts(path)
        if facts is not None:
            renamed = {
                import_path: self.add(found, import_path)
                for import_path, found in self._snapshot.imported_files(path)
                if found is not None
            }
            self._lower(path, name, facts, renamed)
        return name

    def _lower(self, path: str, name: str, facts: FileFacts, renamed: dict[str, str]) -> None:
        descriptor = lower(facts.symbols, facts.scope, name)
        for index, dependency in enumerate(descriptor.dependency):
            descriptor.dependency[index] = renamed.get(dependency, dependency)
        self.files.append(descriptor)
        for symbol in facts.symbols.by_name.values():
            start = facts.symbols.tree.span(symbol.name).start
            self.places.setdefault(symbol.full_name, SourcePlace(path, start))


def first_fault(snapshot: Snapshot, path: str) -> BrokenSource | None:
    """The first fault in the `.proto` file at `path` or in a file it imports; None when all are whole."""
    seen: set[str] = set()
    pending = [path]
    while pending:
        current = pending.pop()
        facts = snapshot.facts(current)
        if current in seen or facts is None:
            continue
        seen.add(current)
        fault = _fault_of(snapshot, current, facts)
        if fault is not None:
            return fault
        pending.extend(found for _, found in snapshot.imported_files(current) if found is not None)
    return None


def _fault_of(snapshot: Snapshot, path: str, facts: FileFacts) -> BrokenSource | None:
    document = snapshot.document(path)
    faults = [*facts.symbols.tree.diagnostics, *check(facts)]
    if document is None or not faults:
        return None
    line, _ = document.lines.position(faults[0].span.start)
    return BrokenSource(path, line + 1, faults[0].message)


def shown_path(snapshot: Snapshot, path: str) -> str:
    """`path` as a person reads it: relative to the workspace folder that holds it."""
    for folder in snapshot.folders:
        if path.startswith(folder + os.sep):
            return path[len(folder) + 1 :]
    return path


def import_name(snapshot: Snapshot, path: str) -> str:
    """The path by which other files would import the file: its last components that match its package."""
    symbols = snapshot.symbols(path)
    parts = path.split(os.sep)
    package = symbols.package.split(".") if symbols is not None and symbols.package else []
    count = len(package)
    return "/".join(parts[-1 - count :]) if parts[-1 - count : -1] == package else parts[-1]
