"""Finding declarations and requests of the whole workspace by parts of their names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from protowright.ide.languages import is_proto, is_request
from protowright.ide.mentions import REQUEST
from protowright.ide.references import never
from protowright.project.snapshot import Snapshot
from protowright.project.source_scan import ScannedName
from protowright.project.symbol_table import FoundName, SymbolTable
from protowright.request.names import request_names
from protowright.text.span import Span

MAXIMUM_SYMBOLS = 200
"""A longer list helps nobody: the next letter makes it shorter."""


@dataclass(frozen=True, slots=True)
class WorkspaceSymbol:
    """One hit: what it is, the full name it is declared in (of a request, its file's name), and where its name stands.

    `path` is absolute. `place` is the line and column of the name where they are known, see `ScannedName`.
    """

    name: str
    kind: str
    container: str
    path: str
    span: Span
    place: tuple[int, int] | None = None


def workspace_symbols(
    snapshot: Snapshot, query: str, is_cancelled: Callable[[], bool] = never
) -> list[WorkspaceSymbol]:
    """The messages, enums, services, methods and requests whose names have the letters of `query` in them, in order.

    The best come first, at most `MAXIMUM_SYMBOLS`. A query with a dot is about full names.
    """
    if is_cancelled():
        return []
    query = "".join(query.split())
    opened = [path for path in snapshot.overlay if is_proto(path)]
    on_disk = snapshot.symbol_table().best(query, MAXIMUM_SYMBOLS, snapshot.overlay.keys())
    table = SymbolTable([*_opened(snapshot, opened), *_requests(snapshot, is_cancelled)])
    best = sorted([*on_disk, *table.best(query, MAXIMUM_SYMBOLS)])[:MAXIMUM_SYMBOLS]
    return [_shown(hit.found) for hit in best]


def _shown(found: FoundName) -> WorkspaceSymbol:
    name = found.name
    place = (name.line, name.column) if name.line >= 0 else None
    return WorkspaceSymbol(name.name, name.kind, name.container, found.path, Span(name.start, name.end), place)


def _opened(snapshot: Snapshot, paths: list[str]) -> Iterator[FoundName]:
    return (FoundName(name, path) for path in paths for name in snapshot.scan(path).names)


def _requests(snapshot: Snapshot, is_cancelled: Callable[[], bool]) -> Iterator[FoundName]:
    for path in filter(is_request, snapshot.request_paths()):
        document = None if is_cancelled() else snapshot.document(path)
        for block, name in () if document is None else request_names(document.requests):
            assert block.line is not None, "only requests have names"
            start, end = block.line.span
            yield FoundName(ScannedName(name, REQUEST, os.path.basename(path), start, end), path)
