"""The files that `protowright check` was given."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

import click

from protowright.cli.files import shown, workspace_folder
from protowright.project.ignored import IgnoreRules
from protowright.project.walk import find_files

SUFFIXES = (".proto", ".grpc")


@dataclass
class CheckedFiles:
    """The files to check: the absolute path of each, and the workspace folder around it.

    `given` are the absolute paths of the arguments, and how they were written.
    """

    folders: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)

    def by_folder(self) -> dict[str, list[str]]:
        """The files by workspace folder, sorted: neighbours import the same files."""
        found: dict[str, list[str]] = {}
        for path in sorted(self.folders):
            found.setdefault(self.folders[path], []).append(path)
        return found

    def shown(self, path: str) -> str:
        """The absolute `path` as the user would have written it: below the argument that led to it."""
        ancestor = path
        while ancestor not in self.given:
            above = os.path.dirname(ancestor)
            if above == ancestor:
                return shown(path)
            ancestor = above
        written = os.path.normpath(self.given[ancestor])
        below = path[len(ancestor) :].lstrip(os.sep)
        return os.path.normpath(os.path.join(written, below)) if below else written


def checked_files(arguments: Iterable[str], rules: IgnoreRules) -> CheckedFiles:
    """The named files, and all `.proto` and `.grpc` files in the named folders that no rule leaves out.

    Raises click.UsageError for a path that does not exist, and for a file of another kind or one that is no text.
    """
    files = CheckedFiles()
    for argument in arguments:
        path = os.path.abspath(argument)
        files.given.setdefault(path, argument)
        if os.path.isdir(path):
            _add_folder(files, path, rules)
        else:
            _check_named(path, argument)
            files.folders[path] = workspace_folder(path)
    return files


def _add_folder(files: CheckedFiles, folder: str, rules: IgnoreRules) -> None:
    around: dict[str, str] = {}
    for suffix in SUFFIXES:
        for path in find_files([folder], suffix, rules):
            parent = os.path.dirname(path)
            if parent not in around:
                own = workspace_folder(path)
                # A folder below the named one is no workspace of its own, unless it is a repository of its own.
                is_own = own != parent or own == folder or os.path.exists(os.path.join(own, ".git"))
                around[parent] = own if is_own else folder
            files.folders[path] = around[parent]


def _check_named(path: str, argument: str) -> None:
    if not os.path.exists(path):
        raise click.UsageError(f"{argument} does not exist")
    if not path.endswith(SUFFIXES):
        raise click.UsageError(f"{argument} is neither a folder nor a file that ends in {' or '.join(SUFFIXES)}")
    problem = problem_with(path)
    if problem is not None:
        raise click.UsageError(f"{argument} {problem}")


def problem_with(path: str) -> str | None:
    """Why the file cannot be checked, a clause that goes on after its name; None when it can."""
    if os.path.exists(path) and not os.path.isfile(path):
        return "is no file that has a text"
    try:
        with open(path, "rb", buffering=0) as file:
            head = file.read(8192)
    except OSError as error:
        return f"cannot be read ({error.strerror}): check its permissions"
    if b"\0" not in head:
        return None
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is UTF-16, and this needs UTF-8: save it with that encoding"
    return "is a binary file, and this needs a text"
