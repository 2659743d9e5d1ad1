"""What a walk through folders leaves out: what `.gitignore` files say, and globs of the settings.

It is git's own order: the last line that matches counts, the file in the nearest folder before those above it, then
`.git/info/exclude` of the repository. A folder that is ignored is not entered, so nothing below it can be wanted again.
Files that are tracked although they are ignored are left out as well, as other tools do it that do not ask git.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from protowright.project.files import exists, is_folder, read_text
from protowright.project.ignore_lines import Lines, read_lines

IGNORE_FILE = ".gitignore"
_REPOSITORY = ".git"
_KEPT_NAMES = 20_000


class Exclusion(NamedTuple):
    """A glob, written as a line of a `.gitignore` in the absolute `folder`; None: in each workspace folder."""

    glob: str
    folder: str | None = None


@dataclass(frozen=True)
class IgnoreRules:
    """Whether `.gitignore` files count, and globs that count beside them: no line there takes one of them back."""

    uses_ignore_files: bool = True
    exclusions: tuple[Exclusion, ...] = ()

    def at(self, folder: str, suffix: str) -> FolderRules:
        """The rules at the begin of a walk from the absolute `folder`, for files whose names end in `suffix`.

        The folder itself is walked in any case. When it is ignored, files above it have nothing more to say.
        """
        texts: dict[str, list[str]] = {}
        for glob, base in self.exclusions:
            texts.setdefault(base or folder, []).append(glob)
        excluded = {base: read_lines(base, "\n".join(globs)) for base, globs in texts.items()}
        around = tuple(lines for base, lines in excluded.items() if _is_above(base, folder))
        deeper = {base: lines for base, lines in excluded.items() if not _is_above(base, folder)}
        lines = _lines_above(folder) if self.uses_ignore_files else ()
        return FolderRules(suffix, self.uses_ignore_files, lines, around, deeper)


Groups = tuple[tuple[Lines, ...], ...]
"""An entry is left out when one of the groups says so; of a group, the first lines that say anything count."""


class FolderRules:
    """The rules in one folder: `ignoring` are the lines of `.gitignore` files, nearest first, `excluded` those of globs.

    `deeper` are lines of globs that count from a folder below on.
    """

    def __init__(
        self,
        suffix: str,
        uses_ignore_files: bool,
        ignoring: tuple[Lines, ...],
        excluded: tuple[Lines, ...],
        deeper: dict[str, Lines],
    ) -> None:
        self._suffix = suffix
        self._uses_ignore_files = uses_ignore_files
        self._ignoring, self._excluded, self._deeper = ignoring, excluded, deeper
        groups = (excluded, ignoring)
        self._folders = _judge(_without_nothing(groups), True)
        for_files = tuple(tuple(lines.for_files(suffix) for lines in group) for group in groups)
        self._files = _judge(_without_nothing(for_files), False)

    def inside(self, folder: str, entries: Sequence[os.DirEntry[str]]) -> FolderRules:
        """The rules for the `entries` of a folder, sorted by name, with those of the folder above."""
        ignoring, excluded = self._ignoring, self._excluded
        if self._uses_ignore_files:
            for name in _special_names(entries):
                # A repository inside of another one is none of the other's business.
                ignoring = _own_lines(folder) if name == _REPOSITORY else (_lines_in(folder, name), *ignoring)
        if folder in self._deeper:
            excluded = (self._deeper[folder], *excluded)
        if ignoring is self._ignoring and excluded is self._excluded:
            return self
        return FolderRules(self._suffix, self._uses_ignore_files, ignoring, excluded, self._deeper)

    def left_out(self, folder: str, entries: Sequence[os.DirEntry[str]]) -> set[str]:
        """The names of those `entries` of the absolute `folder` that are left out, as far as they are folders or have the
        suffix."""
        if not self._folders.groups:
            return set()
        folders = [entry for entry in entries if entry.is_dir(follow_symlinks=False)]
        left = self._folders.left_out(folder, folders) if folders else set()
        if self._files.groups:
            files = [entry for entry in entries if entry not in folders] if folders else entries
            left |= self._files.left_out(folder, files)
        return left


def _without_nothing(groups: Groups) -> Groups:
    found = (tuple(lines for lines in group if lines) for group in groups)
    return tuple(group for group in found if group)


class _Judge(dict[str, bool]):
    """Whether folders, or files, are left out. It is a table of those that are by their names alone, filled when it is
    asked: most names come again, in other folders and in the next walk."""

    def __init__(self, groups: Groups, is_folder: bool) -> None:
        super().__init__()
        self.groups, self._is_folder = groups, is_folder
        self._about_paths = [lines for group in groups for lines in group if lines.are_about_paths]

    def left_out(self, folder: str, entries: Iterable[os.DirEntry[str]]) -> set[str]:
        """The names of those `entries` of the absolute `folder` that are left out."""
        for lines in self._about_paths:
            if lines.are_about_paths_in(folder):
                return {entry.name for entry in entries if self.leaves_out(entry.path, entry.name)}
        return {entry.name for entry in entries if self[entry.name]}

    def leaves_out(self, path: str, name: str) -> bool:
        """Whether the entry at the absolute `path` is left out."""
        verdicts = [[lines.verdict(path, name, self._is_folder) for lines in group] for group in self.groups]
        return any(map(_first, verdicts))

    def __missing__(self, name: str) -> bool:
        if len(self) >= _KEPT_NAMES:
            self.clear()
        verdicts = [[lines.verdict_on_name(name, self._is_folder) for lines in group] for group in self.groups]
        found = self[name] = any(map(_first, verdicts))
        return found


_judge = lru_cache(maxsize=256)(_Judge)


def _first(verdicts: Iterable[bool | None]) -> bool:
    return next((verdict for verdict in verdicts if verdict is not None), False)


def _special_names(entries: Sequence[os.DirEntry[str]]) -> Iterator[str]:
    for entry in entries:
        if entry.name in (_REPOSITORY, IGNORE_FILE):
            yield entry.name
        elif entry.name > IGNORE_FILE:
            return


def _is_above(folder: str, path: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


# Files


def _lines_above(folder: str) -> tuple[Lines, ...]:
    """The lines that count in `folder` because of files in the folders above it, up to that of its repository."""
    above = _up_to_repository(folder)
    if not above:
        return ()
    lines = _own_lines(above[-1])
    for current, below in zip(reversed(above), [*reversed(above[:-1]), folder], strict=True):
        lines = (_lines_in(current, IGNORE_FILE), *lines)
        if _judge((lines,), True).leaves_out(below, os.path.basename(below)):
            return ()
    return lines


def _up_to_repository(folder: str) -> list[str]:
    """The folders above `folder`, nearest first, the last one its repository; none when it is one, or is in none."""
    if exists(os.path.join(folder, _REPOSITORY)):
        return []
    found: list[str] = []
    while (parent := os.path.dirname(folder)) != folder:
        found.append(parent)
        if exists(os.path.join(parent, _REPOSITORY)):
            return found
        folder = parent
    return []


def _own_lines(repository: str) -> tuple[Lines, ...]:
    """The lines that a repository has beside its files."""
    text = read_text(os.path.join(_data_folder(repository), "info", "exclude"))
    return () if text is None else (read_lines(repository, text),)


def _data_folder(repository: str) -> str:
    """Where git keeps the data of a repository; for a linked working tree, those it shares (gitrepository-layout(5))."""
    place = os.path.join(repository, _REPOSITORY)
    if is_folder(place):
        return place
    own = os.path.join(repository, (read_text(place) or "").removeprefix("gitdir:").strip())
    shared = read_text(os.path.join(own, "commondir"))
    return own if shared is None else os.path.join(own, shared.strip())


def _lines_in(folder: str, name: str) -> Lines:
    return read_lines(folder, read_text(os.path.join(folder, name)) or "")
