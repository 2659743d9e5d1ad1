"""Finding files below folders."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from operator import attrgetter

from protowright.project.ignored import IgnoreRules

SKIPPED_FOLDERS = frozenset(
    ("node_modules", "__pycache__", "bazel-bin", "bazel-out", "build", "dist", "target", "venv")
)
"""Folders that hold nothing a person wrote. Those whose name starts with a dot are left out as well."""

_NO_RULES = IgnoreRules(uses_ignore_files=False)
_NAME = attrgetter("name")


def find_files(
    folders: Iterable[str], suffix: str, rules: IgnoreRules = _NO_RULES, left_out: list[str] | None = None
) -> Iterator[str]:
    """The absolute paths of all files below the absolute `folders` whose name ends in `suffix`, but for those ignored.

    What `rules` leave out is added to `left_out`: such files, and folders, which are not entered, with a separator behind
    them. Links to folders are not followed, so a loop of links does no harm.
    """
    aside = [] if left_out is None else left_out
    pending = [(folder, rules.at(folder, suffix)) for folder in folders]
    while pending:
        folder, above = pending.pop()
        entries = _entries(folder)
        here = above.inside(folder, entries)
        left = here.left_out(folder, entries)
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if name in left:
                    aside += [] if _is_skipped(name) else [entry.path + os.sep]
                elif not _is_skipped(name):
                    pending.append((entry.path, here))
            elif name.endswith(suffix):
                if left and name in left:
                    aside.append(entry.path)
                elif entry.is_file():  # a pipe would never end
                    yield entry.path


def _is_skipped(folder_name: str) -> bool:
    return folder_name.startswith(".") or folder_name in SKIPPED_FOLDERS


def files_left_out(left_out: Iterable[str], suffix: str, most_folders: int) -> Iterator[str]:
    """The files that a walk left out, and those in the folders it did not enter, of which `most_folders` are looked at.

    Folders that lie less deep come first, so that one that is huge does not hide the others.
    """
    pending: deque[str] = deque()
    for path in left_out:
        if path.endswith(os.sep):
            pending.append(path.rstrip(os.sep))
        else:
            yield path
    while pending and most_folders:
        most_folders -= 1
        for entry in _entries(pending.popleft()):
            if entry.is_dir(follow_symlinks=False):
                if not _is_skipped(entry.name):
                    pending.append(entry.path)
            elif entry.name.endswith(suffix) and entry.is_file():
                yield entry.path


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """The entries of a folder by name; none when it cannot be read."""
    try:
        return sorted(os.scandir(folder), key=_NAME)
    except OSError:
        return []
