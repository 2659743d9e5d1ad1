"""Where files are after some of them moved."""

from __future__ import annotations

import os
from collections.abc import Iterable

from protowright.project.roots import is_inside
from protowright.project.snapshot import Snapshot


class Moves:
    """Files and folders that move: pairs of absolute paths, before and after."""

    def __init__(self, snapshot: Snapshot, moves: Iterable[tuple[str, str]]) -> None:
        self._snapshot = snapshot
        self._moves = [(os.path.normpath(old), os.path.normpath(new)) for old, new in moves if old != new]

    def after(self, path: str) -> str:
        """Where the file or folder at `path` is afterwards."""
        for old, new in self._moves:
            if is_inside(path, old):
                return new + path[len(old) :]
        return path

    def is_moved(self, path: str) -> bool:
        """Whether the file or folder at `path` moves."""
        return any(is_inside(path, old) for old, _ in self._moves)

    def is_file_after(self, path: str) -> bool:
        """Whether there is a file at `path` afterwards."""
        for old, new in self._moves:
            if is_inside(path, new):
                return self._snapshot.document(old + path[len(new) :]) is not None
        return not self.is_moved(path) and self._snapshot.document(path) is not None

    def roots_after(self, importer: str) -> list[str]:
        """Where the imports of the file that is at `importer` now are looked for afterwards.

        A root that moves stays one; of a file that moves, only those do that come along.
        """
        before = self._snapshot.import_roots(importer)
        if not self.is_moved(importer):
            return [self.after(root) for root in before]
        along = [self.after(root) for root in before if self.is_moved(root)]
        there = [self.after(root) for root in self._snapshot.import_roots(self.after(importer))]
        return list(dict.fromkeys((*along, *there)))
