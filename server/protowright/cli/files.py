"""The files that a command line names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

import click

from protowright.project.files import read_text
from protowright.project.ignored import IgnoreRules
from protowright.project.walk import find_files


def chosen_files(paths: Iterable[str], suffixes: tuple[str, ...], rules: IgnoreRules) -> list[str]:
    """The absolute paths of the named files, and of the files with one of the suffixes in the named folders that no rule
    leaves out.

    Raises click.UsageError for a path that does not exist, and for a named file with another suffix.
    """
    found: dict[str, None] = {}
    for path in paths:
        absolute = os.path.abspath(path)
        if os.path.isdir(absolute):
            for suffix in suffixes:
                found.update(dict.fromkeys(find_files([absolute], suffix, rules)))
        elif not os.path.exists(absolute):
            raise click.UsageError(f"{path} does not exist")
        elif not absolute.endswith(suffixes):
            raise click.UsageError(f"{path} is neither a folder nor a file that ends in {' or '.join(suffixes)}")
        else:
            found[absolute] = None
    return list(found)


def nothing_found(paths: Sequence[str], suffixes: tuple[str, ...]) -> str:
    """Why there is no file with one of the suffixes at the named `paths`, which are folders: none is there, or all are
    ignored."""
    kinds = " or ".join([", ".join(suffixes[:-1]), suffixes[-1]] if suffixes[1:] else suffixes)
    folders, places = list(map(os.path.abspath, paths)), ", ".join(paths)
    if not any(next(find_files(folders, suffix), None) for suffix in suffixes):
        return f"there is no {kinds} file in {places}"
    return f"every {kinds} file in {places} is ignored by git or by the setting `exclude`: name the file you mean"


def readable_text(path: str) -> str:
    """The text of a file. Raises click.UsageError when it cannot be read, and when it is not text."""
    text = read_text(path)
    if text is None:
        raise click.UsageError(f"{shown(path)} cannot be read: check its permissions")
    if "\0" in text[:8192]:
        raise click.UsageError(f"{shown(path)} is a binary file, and this needs a text")
    return text


def shown(path: str) -> str:
    """An absolute path as a person reads it: relative to the current folder when it lies in it."""
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def workspace_folder(path: str) -> str:
    """The folder to look for `.proto` files in: the nearest one above with a `.git`, else the current one, else its own."""
    folder = start = os.path.dirname(path)
    while True:
        if os.path.exists(os.path.join(folder, ".git")):
            return folder
        parent = os.path.dirname(folder)
        if parent == folder:
            break
        folder = parent
    current = os.getcwd()
    return current if path.startswith(current + os.sep) else start
