"""Finding declarations and requests of the whole workspace by parts of their names."""

from __future__ import annotations

import heapq
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from protowright.ide.languages import is_request
from protowright.ide.mentions import REQUEST
from protowright.ide.references import never
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.text.span import Span

MAXIMUM_SYMBOLS = 200
"""A longer list helps nobody: the next letter makes it shorter."""

_WORD_START = re.compile(r"(?:^|_)[^_]|[A-Z]")


@dataclass(frozen=True, slots=True)
class WorkspaceSymbol:
    """One hit: what it is, the full name it is declared in (of a request, its file's name), and where its name stands.

    `path` is absolute.
    """

    name: str
    kind: str
    container: str
    path: str
    span: Span


def workspace_symbols(
    snapshot: Snapshot, query: str, is_cancelled: Callable[[], bool] = never
) -> list[WorkspaceSymbol]:
    """The messages, enums, services, methods and requests whose names have the letters of `query` in them, in order.

    The best come first, at most `MAXIMUM_SYMBOLS`. A query with a dot is about full names.
    """
    query = "".join(query.split())
    found = _matching(snapshot, query.lower(), is_cancelled)
    return heapq.nsmallest(MAXIMUM_SYMBOLS, found, key=lambda symbol: _rank(query, symbol))


def _matching(snapshot: Snapshot, folded: str, is_cancelled: Callable[[], bool]) -> Iterator[WorkspaceSymbol]:
    fits = _subsequence(folded).match
    is_full = "." in folded
    snapshot.index()
    for path in snapshot.proto_paths():
        for one in () if is_cancelled() else snapshot.scan(path).names:
            if fits(f"{one.container}.{one.name}".lower() if is_full else one.folded):
                span = Span(one.start, one.start + len(one.name))
                yield WorkspaceSymbol(one.name, one.kind, one.container, path, span)
    for symbol in _requests(snapshot, is_cancelled):
        if fits(symbol.name.lower()):
            yield symbol


def _requests(snapshot: Snapshot, is_cancelled: Callable[[], bool]) -> Iterator[WorkspaceSymbol]:
    for path in filter(is_request, snapshot.request_paths()):
        document = None if is_cancelled() else snapshot.document(path)
        for block, name in () if document is None else request_names(document.requests):
            assert block.line is not None, "only requests have names"
            yield WorkspaceSymbol(name, REQUEST, os.path.basename(path), path, block.line.span)


def _subsequence(folded: str) -> re.Pattern[str]:
    """Fits texts that have these characters in this order, with anything between them."""
    return re.compile("".join(f"[^{re.escape(character)}]*{re.escape(character)}" for character in folded), re.DOTALL)


def _rank(query: str, symbol: WorkspaceSymbol) -> tuple[int, bool, int, str, str, str]:
    """The best match is the smallest: by how it matches, then the shorter name, then the order of names."""
    whole = f"{symbol.container}.{symbol.name}" if "." in query else symbol.name
    is_exact = query in whole
    return _match(query.lower(), whole), not is_exact, len(whole), symbol.name, symbol.container, symbol.path


def _match(folded: str, name: str) -> int:
    """How the name has the query in it: as all of it, its start, its initials, a part; else letter by letter."""
    lower = name.lower()
    if lower == folded or lower.endswith(f".{folded}"):
        return 0
    if lower.startswith(folded):
        return 1
    initials = "".join(match[0][-1] for match in _WORD_START.finditer(name)).lower()
    if initials.startswith(folded):
        return 2
    return 3 if folded in lower else 4
