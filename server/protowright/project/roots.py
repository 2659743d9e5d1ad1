"""Where imports are looked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from protowright.project.bundled import bundled_roots
from protowright.project.files import is_file

CONVENTIONAL_ROOTS = ("proto", "protos", "src/main/proto", "src/main/protobuf", "third_party", "vendor", "googleapis")
"""Folders of a workspace that often are import roots."""


@dataclass(frozen=True)
class Resolution:
    """The file found for an import, and the places that were looked at, in order; all absolute paths."""

    path: str | None
    searched: tuple[str, ...]


def resolve_import(
    importer: str,
    path: str,
    configured: Iterable[str],
    folders: Iterable[str],
    exists: Callable[[str], bool] = is_file,
) -> Resolution:
    """Find the file that `importer` (an absolute path) means by `path`, which is relative to an import root.

    `exists` tells whether there is a file at an absolute path.
    """
    searched: list[str] = []
    if path and not path.startswith("/") and "\0" not in path:
        for root in import_roots(importer, configured, folders):
            candidate = os.path.normpath(os.path.join(root, path))
            if candidate in searched:
                continue
            searched.append(candidate)
            if exists(candidate):
                return Resolution(candidate, tuple(searched))
    return Resolution(None, tuple(searched))


def import_roots(importer: str, configured: Iterable[str], folders: Iterable[str]) -> Iterator[str]:
    """The import roots for a file, in the order they are tried.

    First the configured ones; then the folders above the file, nearest first, up to the workspace folder that holds it
    (one of them is the root that the file's package implies); then the conventional roots of every workspace folder;
    then the bundled files.
    """
    yield from configured
    folders = list(folders)
    yield from _folders_above(importer, folders)
    for folder in folders:
        yield folder
        yield from (f"{folder}/{name}" for name in CONVENTIONAL_ROOTS)
    yield from bundled_roots()


def _folders_above(importer: str, folders: list[str]) -> Iterator[str]:
    """Without a workspace folder around the file, six levels are tried."""
    inside = [folder for folder in folders if importer.startswith(folder + os.sep)]
    stop = max(inside, key=len, default=None)
    folder = os.path.dirname(importer)
    for _ in range(40 if stop else 6):
        yield folder
        parent = os.path.dirname(folder)
        if folder == stop or parent == folder:
            return
        folder = parent
