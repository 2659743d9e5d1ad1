"""The `.proto` files there are, by name: for suggestions, never for resolving."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from protowright.project.walk import files_left_out
from protowright.text.nearest import nearest

_AFTER_ALL = "\U0010ffff"
_MAXIMUM_SIBLINGS = 300
"""Among more files than these, looking for a similar name would be felt while typing."""
_MAXIMUM_FOLDERS = 2_000
"""So many ignored folders are looked at: what is ignored may be huge, and is of little interest."""


class ProtoIndex:
    """The absolute `paths` of many `.proto` files; `left_out` is what the walk that found them left out, known behind it."""

    def __init__(self, paths: Iterable[str], left_out: Iterable[str] = ()) -> None:
        self._by_name: dict[str, list[str]] = {}
        self._by_folder: dict[str, list[str]] = {}
        self.paths = tuple(paths)
        self._left_out = tuple(left_out)
        for path in self.paths:
            folder, name = os.path.split(path)
            self._by_name.setdefault(name, []).append(path)
            self._by_folder.setdefault(os.path.basename(folder), []).append(path)

    def entries(self, folder: str) -> Iterator[str]:
        """What there is directly in the absolute `folder`: the names of files, and of folders with `/` behind them."""
        start = folder.rstrip(os.sep) + os.sep
        position = bisect_left(self._sorted, start)
        while position < len(self._sorted) and self._sorted[position].startswith(start):
            name, slash, _ = self._sorted[position][len(start) :].partition(os.sep)
            yield name + ("/" if slash else "")
            position = bisect_left(self._sorted, start + name + slash + _AFTER_ALL) if slash else position + 1

    @cached_property
    def left_out(self) -> ProtoIndex:
        """The `.proto` files that were left out, looked for when they are first asked for."""
        return ProtoIndex(files_left_out(self._left_out, ".proto", _MAXIMUM_FOLDERS))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.paths)

    def like(self, path: str, near: str) -> list[str]:
        """The files that an import `path` may mean, the likeliest first; `near` is the absolute path of the importer.

        These are the files of that name, those first that share more of the folders; else files of a similar name in the
        folders that the path names, or beside the importer when it names none.
        """
        parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".", "..")]
        if not parts:
            return []
        names = (parts[-1], parts[-1] + ".proto")
        found = [file for name in names for file in self._by_name.get(name, ())] or list(self._misspelt(parts, near))
        return sorted(found, key=lambda file: (-_common_end(file, parts), -_common_start(file, near), file))

    def _misspelt(self, parts: list[str], near: str) -> Iterator[str]:
        home = os.path.dirname(near)
        if len(parts) == 1:
            siblings = [
                file for file in self._by_folder.get(os.path.basename(home), ()) if os.path.dirname(file) == home
            ]
        else:
            siblings = self._by_folder.get(parts[-2], [])
            closest = max((_common_end(file, parts) for file in siblings), default=0)
            siblings = [file for file in siblings if _common_end(file, parts) == closest]
        if len(siblings) > _MAXIMUM_SIBLINGS:
            return
        for name in nearest(parts[-1], {os.path.basename(file) for file in siblings}):
            yield from (file for file in siblings if os.path.basename(file) == name)


def _common_end(file: str, parts: list[str]) -> int:
    """How many of the last folders are the same."""
    count = 0
    for one, other in zip(reversed(file.split(os.sep)[:-1]), reversed(parts[:-1]), strict=False):
        if one != other:
            break
        count += 1
    return count


def _common_start(file: str, near: str) -> int:
    """How many of the first folders are the same."""
    count = 0
    for one, other in zip(file.split(os.sep), near.split(os.sep), strict=False):
        if one != other:
            break
        count += 1
    return count
