"""Where imports are looked for."""

from __future__ import annotations

import enum
import os
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from protowright.project.bundled import bundled_roots
from protowright.project.files import exists, is_file, is_folder
from protowright.project.root_files import BUF_FILES, ROOT_FILE_NAMES, RootFile, RootFileCache

CONVENTIONAL_ROOTS = (
    *("proto", "protos", "protobuf", "src/main/proto", "src/main/protobuf", "src/proto", "src"),
    *("api", "apis", "schema", "schemas", "idl"),
    *("third_party", "third_party/proto", "third_party/googleapis", "vendor", "vendor/googleapis", "googleapis"),
)
"""Folders that often are import roots, in the workspace folders and in the folders above a file."""

_LEVELS = 40
_LEVELS_WITHOUT_PROJECT = 6
_NO_IMPORT = re.compile(r"^/|\\|//|\0|(?:^|/)\.\.?(?:/|$)")
"""What protoc does not look for either: absolute paths, backslashes, empty components, `.` and `..`."""


class RootKind(enum.Enum):
    """Why a folder is an import root."""

    CONFIGURED = "configured"
    ROOT_FILE = "root file"
    ABOVE = "above"
    WORKSPACE = "workspace"
    CONVENTIONAL = "conventional"
    BUNDLED = "bundled"


@dataclass(frozen=True, slots=True)
class Root:
    """An import root: an absolute folder, and why it is one."""

    folder: str
    kind: RootKind


class ImportRoots:
    """The import roots of files, as they are at one moment: disk is asked once for each folder.

    `configured` and the workspace `folders` are absolute paths.
    """

    def __init__(self, configured: Iterable[str], folders: Iterable[str], root_files: RootFileCache) -> None:
        self.configured = tuple(configured)
        self.folders = tuple(folders)
        self._cache = root_files
        self._roots: dict[tuple[str, str | None], tuple[Root, ...]] = {}
        self._roots_of: dict[tuple[str, str], tuple[Root, ...]] = {}
        self._root_files_in: dict[str, dict[str, RootFile]] = {}
        self._root_files: dict[str, tuple[RootFile, ...]] = {}
        self._conventional: dict[str, tuple[str, ...]] = {}

    def of(self, importer: str, package: str = "") -> tuple[Root, ...]:
        """The roots for the file at the absolute path `importer`, in the order they are tried, each once.

        First the configured ones; then those that root files name; then the root that the file's package implies, and the
        folders above the file, nearest first, up to the workspace folder that holds it; then every workspace folder; then
        the conventional roots below all these; then the bundled files. For a file outside of the workspace its repository
        takes the place of the workspace folder.
        """
        if (importer, package) not in self._roots_of:
            key = os.path.dirname(importer), implied_root(importer, package)
            if key not in self._roots:
                self._roots[key] = self._find(*key)
            self._roots_of[importer, package] = self._roots[key]
        return self._roots_of[importer, package]

    def _find(self, folder: str, implied: str | None) -> tuple[Root, ...]:
        found: dict[str, Root] = {}
        for kind, root in self._candidates(folder, implied):
            found.setdefault(root, Root(root, kind))
        return tuple(found.values())

    def _candidates(self, folder: str, implied: str | None) -> Iterator[tuple[RootKind, str]]:
        project = self._project_folder(folder)
        above = _folders_above(folder, project)
        yield from ((RootKind.CONFIGURED, root) for root in self.configured)
        yield from ((RootKind.ROOT_FILE, root) for root in self._named_roots(folder))
        if implied is not None:
            yield RootKind.ABOVE, implied
        yield from ((RootKind.ABOVE, root) for root in above)
        yield from ((RootKind.WORKSPACE, root) for root in self.folders)
        for base in dict.fromkeys((*(above if project is not None else ()), *self.folders)):
            yield from ((RootKind.CONVENTIONAL, root) for root in self._conventional_roots(base))
        yield from ((RootKind.BUNDLED, root) for root in bundled_roots())

    def _project_folder(self, folder: str) -> str | None:
        """The folder that holds what belongs together: the workspace folder around `folder`, else the repository."""
        around = [root for root in (*self.folders, *bundled_roots()) if is_inside(folder, root)]
        if around:
            return max(around, key=len)
        return next((above for above in _upwards(folder) if exists(os.path.join(above, ".git"))), None)

    def _conventional_roots(self, base: str) -> tuple[str, ...]:
        if base not in self._conventional:
            candidates = (os.path.join(base, *name.split("/")) for name in CONVENTIONAL_ROOTS)
            self._conventional[base] = tuple(root for root in candidates if is_folder(root))
        return self._conventional[base]

    # Root files

    def root_files(self, importer: str) -> tuple[RootFile, ...]:
        """The root files that count for the file at `importer`: of each name the nearest one upwards.

        A `buf.yaml` of a single module may stand below the file of a workspace, which counts as well.
        """
        folder = os.path.dirname(importer)
        if folder not in self._root_files:
            self._root_files[folder] = tuple(self._find_root_files(folder))
        return self._root_files[folder]

    def _find_root_files(self, folder: str) -> Iterator[RootFile]:
        around = [self._root_files_of(current) for current in _upwards(folder)]
        yield from _buf_files([file for files in around for name in BUF_FILES if (file := files.get(name))])
        for name in ROOT_FILE_NAMES[len(BUF_FILES) :]:
            yield from [files[name] for files in around if name in files][:1]

    def _root_files_of(self, folder: str) -> dict[str, RootFile]:
        if folder not in self._root_files_in:
            files = map(self._cache.read, (os.path.join(folder, name) for name in ROOT_FILE_NAMES))
            self._root_files_in[folder] = {os.path.basename(file.path): file for file in files if file is not None}
        return self._root_files_in[folder]

    def _named_roots(self, folder: str) -> Iterator[str]:
        """Of a workspace with several modules, the file's own module comes first; include paths keep their order."""
        for file in self.root_files(os.path.join(folder, "_")):
            own = [root for root in file.roots if file.is_workspace and is_inside(folder, root)]
            yield from sorted(own, key=len, reverse=True)
            yield from file.roots


def _buf_files(files: list[RootFile]) -> Iterator[RootFile]:
    """Of the files of buf, nearest first, those that count: the nearest one, and the nearest one of a workspace."""
    nearest = files[:1]
    workspace = [file for file in files if file.is_workspace][:1]
    yield from dict.fromkeys((*nearest, *workspace))


def implied_root(path: str, package: str) -> str | None:
    """The folder above those that spell the package: `/x` for `/x/shop/v1/a.proto` of the package `shop.v1`, else None."""
    if not package:
        return None
    folder = os.path.dirname(path)
    for part in reversed(package.split(".")):
        folder, name = os.path.split(folder)
        if name != part:
            return None
    return folder


def _folders_above(folder: str, project: str | None) -> list[str]:
    """The folder and those above it up to the project's; without one a few, but never the top of the file system."""
    upwards = list(_upwards(folder))
    return upwards[: upwards.index(project) + 1] if project in upwards else upwards[:-1][:_LEVELS_WITHOUT_PROJECT]


def _upwards(folder: str) -> Iterator[str]:
    """The folder and those above it, nearest first."""
    for _ in range(_LEVELS):
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def is_inside(path: str, folder: str) -> bool:
    """Whether an absolute path is the folder or lies below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


class ImportFinder:
    """Finds the files that imports mean, at one moment: each place is looked at once.

    `unsaved` holds the absolute paths of files that may be not on disk yet.
    """

    def __init__(self, roots: ImportRoots, unsaved: Collection[str] = ()) -> None:
        self.roots = roots
        self._unsaved = unsaved
        self._heads: dict[tuple[str, str], bool] = {}
        self._files: dict[str, bool] = {}

    def find(self, importer: str, path: str, package: str = "") -> str | None:
        """The absolute path of the file that `importer`, a file of `package`, means by the import `path`; None: there is
        none."""
        if not is_import_path(path):
            return None
        head, _, rest = path.partition("/")
        below = os.sep + path.replace("/", os.sep)
        for root in self.roots.of(importer, package):
            candidate = root.folder.rstrip(os.sep) + below
            if candidate in self._unsaved:
                return candidate
            if (not rest or self._has(root.folder, head)) and self._is_file(candidate):
                return candidate
        return None

    def _has(self, folder: str, head: str) -> bool:
        """Whether the folder has an entry of that name: one look for all imports that begin with it."""
        key = folder, head
        known = self._heads.get(key)
        if known is None:
            known = self._heads[key] = exists(os.path.join(folder, head))
        return known

    def _is_file(self, path: str) -> bool:
        known = self._files.get(path)
        if known is None:
            known = self._files[path] = is_file(path)
        return known


def is_import_path(path: str) -> bool:
    """Whether a path can be an import at all."""
    return bool(path) and _NO_IMPORT.search(path) is None
