"""The import roots that imports prove: what is written already is what the tools of a project take."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from protowright.project.bundled import bundled_roots

if TYPE_CHECKING:
    from protowright.project.snapshot import Snapshot

_NEIGHBOURS: Final = 20
"""So many files beside one without imports are asked at most."""


def proven_roots(snapshot: Snapshot, importer: str) -> tuple[str, ...]:
    """The absolute folders below which the imports of the file at `importer` lie, the one of most imports first.

    Where the file imports nothing of the workspace, those beside it tell.
    """
    found = Counter(_roots(snapshot, importer))
    for neighbour in islice(_neighbours(snapshot, importer), 0 if found else _NEIGHBOURS):
        found.update(_roots(snapshot, neighbour))
    return tuple(root for root, _ in found.most_common())


def _roots(snapshot: Snapshot, importer: str) -> Iterator[str]:
    for name in _imports(snapshot, importer):
        path = snapshot.resolve_import(importer, name).path
        below = os.sep + name.replace("/", os.sep)
        if path is not None and path.endswith(below) and path.removesuffix(below) not in bundled_roots():
            yield path.removesuffix(below)


def _imports(snapshot: Snapshot, path: str) -> Iterable[str]:
    """The paths that a file imports; the one that is being edited is parsed at each key anyway, and need not be scanned."""
    symbols = snapshot.symbols(path) if path in snapshot.overlay else None
    return snapshot.imports_of(path) if symbols is None else [fact.path for fact in symbols.imports]


def _neighbours(snapshot: Snapshot, importer: str) -> Iterator[str]:
    folder = os.path.dirname(importer)
    files = (os.path.join(folder, entry) for entry in sorted(snapshot.proto_entries(folder)) if not entry.endswith("/"))
    return (path for path in files if path != importer)
