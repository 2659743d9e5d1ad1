"""What there is to say of an import that leads nowhere: where it was looked for, and where the file may be instead."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from protowright.project.files import is_folder
from protowright.project.proto_index import ProtoIndex
from protowright.project.roots import ImportFinder, Root, RootKind, is_import_path, is_inside

if TYPE_CHECKING:
    from protowright.proto.semantic.linking import Search

MAXIMUM_PLACES = 16
_MAXIMUM_SUGGESTIONS = 3
_MAXIMUM_CANDIDATES = 5
_LONG_WAY_UP = 4


class MissingImports:
    """Describes searches that found nothing.

    `indexes` gives the known `.proto` files, those of the workspace first, `left_out` those that are ignored; `name` the
    path by which a file is usually imported.
    """

    def __init__(
        self,
        finder: ImportFinder,
        indexes: Callable[[], Iterator[ProtoIndex]],
        left_out: Callable[[], ProtoIndex],
        name: Callable[[str], str],
    ) -> None:
        self._finder = finder
        self._indexes = indexes
        self._left_out = left_out
        self._name = name

    def describe(self, importer: str, path: str, package: str) -> Search:
        """What is known of the import `path`, which `importer`, a file of `package`, has and nobody finds."""
        from protowright.proto.semantic.linking import Search

        candidates = self._candidates(importer, path)
        names = dict.fromkeys(self._importable(importer, package, candidates))
        faults = tuple(
            f"`{self.shown(fault.path)}` {fault.clause}"
            for file in self._finder.roots.root_files(importer)
            for fault in file.faults
        )
        places = self._places(importer, package) if is_import_path(path) else ()
        return Search(places, tuple(names)[:_MAXIMUM_SUGGESTIONS], self._missing_root(path, candidates), faults)

    def shown(self, path: str) -> str:
        """`path` as a person reads it: relative to its workspace folder, which is named when there are several."""
        folders = self._finder.roots.folders
        for folder in sorted(folders, key=len, reverse=True):
            if is_inside(path, folder):
                below = os.path.relpath(path, folder)
                return below if len(folders) == 1 else os.path.normpath(os.path.join(os.path.basename(folder), below))
        return path

    # Where else

    def _candidates(self, importer: str, path: str) -> list[str]:
        beside = os.path.normpath(os.path.join(os.path.dirname(importer), path.replace("\\", "/")))
        files = dict.fromkeys(file for index in self._indexes() for file in index.like(path, importer))
        files = files or dict.fromkeys(self._left_out().like(path, importer))
        found = [file for file in files if file != importer]
        found.sort(key=lambda file: file != beside)  # a path relative to the importer, as other languages have it
        return found[:_MAXIMUM_CANDIDATES]

    def _importable(self, importer: str, package: str, files: list[str]) -> Iterator[str]:
        """For each file the path by which the importer can import it, if there is one."""
        for file in files:
            folders = (root.folder for root in self._finder.roots.of(importer, package))
            relative = (
                os.path.relpath(file, folder).replace(os.sep, "/") for folder in folders if is_inside(file, folder)
            )
            for name in (self._name(file), *relative):
                if self._finder.find(importer, name, package) == file:
                    yield name
                    break

    def _missing_root(self, path: str, files: list[str]) -> str | None:
        """The folder that would make the path right as an import root; None when there are several."""
        ending = os.sep + path.replace("/", os.sep)
        found = [file[: -len(ending)] for file in files if is_import_path(path) and file.endswith(ending)]
        return self.shown(found[0]) if len(found) == 1 else None

    # Where it was looked for

    def _places(self, importer: str, package: str) -> tuple[str, ...]:
        roots = self._finder.roots.of(importer, package)
        places = [place for group in _groups(roots) for place in self._shown_group(group)]
        if len(places) > MAXIMUM_PLACES:
            kept = MAXIMUM_PLACES // 2
            places[kept:-kept] = [f"{len(places) - 2 * kept} more places"]
        return tuple(places)

    def _shown_group(self, group: list[Root]) -> Iterator[str]:
        kind = group[0].kind
        if kind is RootKind.BUNDLED:
            yield "the bundled files"
        elif kind is RootKind.ABOVE and len(group) > _LONG_WAY_UP:
            yield f"{self._place(group[0])} and each folder above it up to {self._place(group[-1])}"
        else:
            yield from map(self._place, group)

    def _place(self, root: Root) -> str:
        if root.folder in self._finder.roots.folders and len(self._finder.roots.folders) == 1:
            return "the workspace folder"
        return f"`{self.shown(root.folder)}`" + ("" if is_folder(root.folder) else " (which does not exist)")


def _groups(roots: tuple[Root, ...]) -> Iterator[list[Root]]:
    """The roots; those of one kind that follow one another are together, of the folders above a file each way up."""
    group: list[Root] = []
    for root in roots:
        if group and not _go_together(group[-1], root):
            yield group
            group = []
        group.append(root)
    if group:
        yield group


def _go_together(one: Root, other: Root) -> bool:
    is_step_up = os.path.dirname(one.folder) == other.folder
    return one.kind is other.kind and (is_step_up or one.kind is not RootKind.ABOVE)
