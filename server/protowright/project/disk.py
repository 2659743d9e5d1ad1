"""The disk as it was at one moment: what is looked at once is not looked at again."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from protowright.project.documents import Document
from protowright.project.import_names import ImportNames
from protowright.project.roots import ImportFinder, ImportRoots

Read = Callable[[str], Document | None]


class Disk:
    """What snapshots that see the same disk share; imports of unchanged files mean the same while it is the same object.

    `read` gives the file at an absolute path, None when there is none. `unsaved` are the absolute paths of files that may be
    not on disk yet. Safe to use on any thread.
    """

    def __init__(self, read: Read, roots: ImportRoots, unsaved: frozenset[str]) -> None:
        self.finder = ImportFinder(roots, unsaved)
        self.import_names = ImportNames(self.finder)
        self._read = read
        self._unsaved = unsaved
        self._documents: dict[str, Document | None] = {}
        self._request_files: list[str] | None = None
        self._walked = -math.inf

    @property
    def roots(self) -> ImportRoots:
        """Where imports are looked for."""
        return self.finder.roots

    def document(self, path: str) -> Document | None:
        """The file on disk at the absolute `path`, None when there is none."""
        if path not in self._documents:
            return self._documents.setdefault(path, self._read(path))  # another thread may have read it meanwhile
        return self._documents[path]

    def request_files(self, find: Callable[[], list[str]]) -> list[str]:
        """The request files of the workspace folders, absolute paths; `find` walks through them once."""
        if self._request_files is None:
            self._request_files, self._walked = find(), time.monotonic()
        return self._request_files

    def take_request_files(self, other: Disk, seconds: float = math.inf) -> None:
        """Take what another one has found, if that is not older than so many seconds: a walk takes longer than a look."""
        if time.monotonic() - other._walked < seconds:
            self._request_files, self._walked = other._request_files, other._walked

    def with_unsaved(self, paths: frozenset[str]) -> Disk:
        """The same disk while other files may be not on it yet."""
        if paths <= self._unsaved:
            return self
        other = Disk(self._read, self.roots, paths)
        other.take_request_files(self)
        return other

    def with_roots(self, roots: ImportRoots) -> Disk:
        """The same disk, where imports are looked for elsewhere."""
        return Disk(self._read, roots, self._unsaved)
