"""The path by which one file imports another."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from protowright.project.bundled import bundled_roots
from protowright.project.roots import ImportFinder, RootKind, implied_root, is_inside

_NAMED = (RootKind.CONFIGURED, RootKind.ROOT_FILE)


class ImportNames:
    """The paths by which files import one another, as long as `finder` is right: each is worked out once."""

    def __init__(self, finder: ImportFinder) -> None:
        self._finder = finder
        self._known: dict[tuple[str, str, str, str, tuple[str, ...]], str | None] = {}

    def name(
        self, importer: str, package: str, target: str, target_package: str, proven: tuple[str, ...] = ()
    ) -> str | None:
        """See `name_for_import`."""
        key = importer, package, target, target_package, proven
        if key not in self._known:
            self._known[key] = name_for_import(self._finder, *key)
        return self._known[key]


def name_for_import(
    finder: ImportFinder, importer: str, package: str, target: str, target_package: str, proven: tuple[str, ...] = ()
) -> str | None:
    """The shortest import path that leads from `importer`, a file of `package`, to the file `target` of `target_package`.

    Paths are absolute. A root that somebody named, that is `proven` by other imports, that the target's package implies,
    or that is bundled goes before one that merely works: other tools know it as well. None when no root leads there.
    """
    roots = finder.roots.of(importer, package)
    implied = implied_root(target, target_package)
    named = [root.folder for root in roots if root.kind in _NAMED]
    likely = [named, *([root] for root in proven), [implied] if implied is not None else [], bundled_roots()]
    for folders in (*likely, [root.folder for root in roots]):
        for name in sorted(_names(folders, target), key=len):
            if finder.find(importer, name, package) == target:
                return name
    return None


def _names(folders: Iterable[str], target: str) -> Iterator[str]:
    for folder in folders:
        if is_inside(target, folder):
            yield target[len(folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
