"""The immutable side: every file as it was at one moment, and the facts about all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from protowright.project.bundled import bundled_index, bundled_roots
from protowright.project.disk import Disk
from protowright.project.documents import Document
from protowright.project.environments import Environment, load_environment
from protowright.project.files import bytes_of, folder_entries, proto_entries, read_bytes
from protowright.project.ignored import IgnoreRules
from protowright.project.linker import Linker, LinkStore, Resolution
from protowright.project.missing_imports import MissingImports
from protowright.project.name_index import KnownName, Names, NameStore, Step, always, bundled_names
from protowright.project.proto_index import ProtoIndex
from protowright.project.proven_roots import proven_roots
from protowright.project.request_index import documents_of
from protowright.project.root_files import RootFileCache
from protowright.project.roots import ImportRoots, RootKind, implied_root, is_inside
from protowright.project.scans import Scan
from protowright.project.source_scan import scan_imports
from protowright.project.symbol_table import SymbolTable
from protowright.project.variable_places import variable_places
from protowright.project.walk import find_files
from protowright.text.gradually import Pause, no_pause
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.proto.semantic.file_symbols import FileSymbols
    from protowright.proto.semantic.linking import LinkedFile, Search

_NAMED_ROOTS = (RootKind.CONFIGURED, RootKind.ROOT_FILE)


class Snapshot:
    """A consistent view of the workspace; safe to use on any thread.

    A file is read from disk once, when it is first asked for. All paths are absolute.
    """

    def __init__(
        self,
        overlay: Mapping[str, Document],
        disk: Disk,
        proto_index: Callable[[], ProtoIndex],
        folders: tuple[str, ...],
        import_paths: tuple[str, ...],
        links: LinkStore,
        root_files: RootFileCache,
        names: NameStore,
        ignored: IgnoreRules,
    ) -> None:
        self.overlay = overlay
        self.folders = folders
        self.import_paths = import_paths
        self._disk = disk
        self._proto_index = proto_index
        self._documents: dict[str, Document | None] = dict(overlay)
        self._root_files = root_files
        self._name_store = names
        self._ignored = ignored
        self._links = links
        self._names: dict[str, Names] = {}
        self._proven_roots: dict[str, tuple[str, ...]] = {}
        self._roots = disk.roots
        self._finder = disk.finder
        self._missing = MissingImports(self._finder, self._indexes, self._left_out, self.import_name)
        self._found: dict[tuple[str, str | None, str], str | None] = {}
        self._searches: dict[tuple[str, str], Search] = {}
        self._linker = Linker(links, self.document, self.resolve_import, self.import_name, disk)
        self._services: dict[str, str] | None = None
        self._environments: dict[tuple[str, str | None], Environment] = {}
        self._request_paths: list[str] | None = None
        self._with_import_paths: dict[tuple[str, ...], Snapshot] = {}

    def with_import_paths(self, import_paths: tuple[str, ...]) -> Snapshot:
        """The same files with more import roots, absolute paths, which come before the configured ones."""
        if import_paths not in self._with_import_paths:
            configured = (*import_paths, *self.import_paths)
            self._with_import_paths[import_paths] = Snapshot(
                self.overlay,
                self._disk.with_roots(ImportRoots(configured, self.folders, self._root_files)),
                self._proto_index,
                self.folders,
                configured,
                LinkStore(),
                self._root_files,
                self._name_store,
                self._ignored,
            )
        return self._with_import_paths[import_paths]

    def with_texts(self, texts: Mapping[str, str]) -> Snapshot:
        """The same files, those at the absolute paths of `texts` with other texts: to see what a change would do."""
        changed = {path: Document(text, previous=self.document(path)) for path, text in texts.items()}
        overlay = {**self.overlay, **changed}
        return Snapshot(
            overlay,
            self._disk.with_unsaved(frozenset(overlay)),
            self._proto_index,
            self.folders,
            self.import_paths,
            self._links.copy(),
            self._root_files,
            self._name_store,
            self._ignored,
        )

    def is_own(self, path: str) -> bool:
        """Whether the file at the absolute `path` is one that its owner works on: of the workspace, or open and not
        bundled."""
        if any(is_inside(path, root) for root in bundled_roots()):
            return path in self._proto_index().paths
        return path in self.overlay or any(is_inside(path, folder) for folder in self.folders)

    # Files

    def document(self, path: str) -> Document | None:
        """The file at `path`, or None when there is none."""
        if path not in self._documents:
            return self._documents.setdefault(path, self._disk.document(path))  # the same on every thread
        return self._documents[path]

    def content(self, path: str) -> bytes | None:
        """What is in the file at `path`, in UTF-8, or None: for searches through thousands of files, of which nothing is
        kept."""
        document = self.overlay.get(path)
        return read_bytes(path) if document is None else bytes_of(document.text)

    def symbols(self, path: str) -> FileSymbols | None:
        """What the `.proto` file at `path` declares."""
        document = self.document(path)
        return None if document is None else document.symbols

    def proto_paths(self) -> list[str]:
        """The `.proto` files of the workspace, and those that are open, in the order of their paths."""
        return sorted({*self._proto_index().paths, *self._open_proto_files()})

    def request_paths(self) -> list[str]:
        """The `.grpc` files of the workspace, and every other file that is open, in the order of their paths."""
        if self._request_paths is None:
            others = (path for path in self.overlay if not path.endswith(".proto"))
            found = self._disk.request_files(lambda: list(find_files(self.folders, ".grpc", self._ignored)))
            self._request_paths = sorted({*found, *others})
        return self._request_paths

    def request_documents(self) -> list[Document]:
        """The request files: those on disk as they were when they were first looked for, since nothing told of a change,
        and those that are open as they are."""
        on_disk = documents_of(self._proto_index(), self.folders, self._ignored)
        others = [document for path, document in on_disk.items() if path not in self.overlay]
        return others + [document for path, document in self.overlay.items() if not path.endswith(".proto")]

    def folder_entries(self, folder: str) -> list[str]:
        """The files and folders, these with `/` behind their names, directly in the absolute `folder`."""
        return folder_entries(folder)

    # Imports

    def resolve_import(self, importer: str, path: str) -> Resolution:
        """The file that `importer` means by the import `path`; a new one that is open and not saved yet counts."""
        package = self._package(importer)
        key = os.path.dirname(importer), implied_root(importer, package), path
        if key not in self._found:
            self._found[key] = self._finder.find(importer, path, package)
        found = self._found[key]
        return Resolution(found, self._search(importer, path, package) if found is None else None)

    def imports_directly(self, importer: str, target: str, package: str) -> bool:
        """Whether the text of `importer`, a file of `package`, imports the file `target`; told without parsing it."""
        name = os.path.basename(target)
        document = self.document(importer)
        imports = () if document is None else scan_imports(document.text)
        paths = (entry.path for entry in imports if entry.path.rpartition("/")[2] == name)
        return any(self._finder.find(importer, path, package) == target for path in paths)

    def _search(self, importer: str, path: str, package: str) -> Search:
        key = importer, path
        if key not in self._searches:
            self._searches[key] = self._missing.describe(importer, path, package)
        return self._searches[key]

    def root_file_faults(self, path: str) -> list[tuple[str, str]]:
        """What is wrong with the files that say where the imports of the file at `path` lie (`buf.yaml` and others): the
        absolute path of each, and a clause that goes on after its name."""
        return [(fault.path, fault.clause) for file in self._roots.root_files(path) for fault in file.faults]

    def _package(self, path: str) -> str:
        symbols = self.symbols(path)
        return "" if symbols is None else symbols.package

    def _indexes(self) -> Iterator[ProtoIndex]:
        """The files that an import can mean: those of the workspace before the bundled ones."""
        yield ProtoIndex(self._open_proto_files())
        yield self._proto_index()
        yield bundled_index()

    def _left_out(self) -> ProtoIndex:
        """Files of the workspace that are ignored, as an import can mean them all the same."""
        return self._proto_index().left_out

    # Meaning

    def linked(self, path: str) -> LinkedFile | None:
        """The `.proto` file at `path` with all it imports, or None when there is no such file."""
        return self._linker.linked(path)

    def import_name(self, path: str) -> str:
        """The path by which other files would import the file: relative to the first root that is named, or implied by
        its package; else its last component."""
        package = self._package(path)
        implied = implied_root(path, package)
        named = [root.folder for root in self._roots.of(path, package) if root.kind in _NAMED_ROOTS]
        for root in (*named, *((implied,) if implied is not None else ()), *bundled_roots()):
            if is_inside(path, root):
                return os.path.relpath(path, root).replace(os.sep, "/")
        return os.path.basename(path)

    # Names

    def names(self, importer: str = "") -> Names:
        """The names that all `.proto` files but the `importer` declare, found by a scan: for suggestions."""
        if importer not in self._names:
            opened = ((path, self._opened_names(path, importer)) for path in self._open_proto_files())
            tables = (self._name_store.table(self._proto_index().paths), bundled_names())
            self._names[importer] = Names(tables, opened)
        return self._names[importer]

    def _opened_names(self, path: str, importer: str) -> list[KnownName]:
        return [] if path == importer else self._name_store.names(path, self.overlay[path])

    def symbol_table(self, pause: Pause = no_pause) -> SymbolTable:
        """The declarations of the workspace's `.proto` files on disk, for searches by name; open files have them too.

        `pause` is called while it is made.
        """
        paths = self._proto_index().paths
        self._name_store.look(paths)
        return self._name_store.symbols.table(paths, lambda path: self._name_store.scan(path).names, pause)

    def package_of(self, path: str) -> str:
        """The package of the `.proto` file at `path`, found by a scan."""
        return self._name_store.file(path, self.overlay.get(path)).package

    def imports_of(self, path: str) -> tuple[str, ...]:
        """The paths that the `.proto` file at `path` imports, found by a scan."""
        return self._name_store.file(path, self.overlay.get(path)).imports

    def scan(self, path: str) -> Scan:
        """What a scan of the `.proto` file at `path` finds; much cheaper than its document when it is not open."""
        return self._name_store.scan(path, self.overlay.get(path))

    def index(self, step: Step = always) -> bool:
        """Look at all `.proto` files of the workspace; `step` is called between them. Tells whether all were seen."""
        return self._name_store.look(self._proto_index().paths, step)

    @property
    def is_indexed(self) -> bool:
        """Whether the index knows all `.proto` files of the workspace as they are on this snapshot's disk."""
        return self._name_store.has_seen(self._proto_index().paths)

    def proto_entries(self, folder: str) -> set[str]:
        """The `.proto` files and folders, these with `/` behind their names, directly in the absolute `folder`."""
        indexes = (*self._indexes(), self._left_out())
        known = {entry for index in indexes for entry in index.entries(folder)}
        is_known = any(is_inside(folder, root) for root in (*self.folders, *bundled_roots()))
        return known if is_known else known.union(proto_entries(folder))

    def name_for_import(self, importer: str, target: str, target_package: str) -> str | None:
        """The shortest path by which `importer` can import the file `target` of `target_package`; None: there is none."""
        package, proven = self._package(importer), self.proven_roots(importer)
        return self._disk.import_names.name(importer, package, target, target_package, proven)

    def proven_roots(self, importer: str) -> tuple[str, ...]:
        """The absolute folders that the imports of the file at `importer`, or of those beside it, show to be roots."""
        if importer not in self._proven_roots:
            self._proven_roots[importer] = proven_roots(self, importer)
        return self._proven_roots[importer]

    def import_roots(self, importer: str) -> tuple[str, ...]:
        """The absolute folders in which the imports of the file at `importer` are looked for, in their order."""
        return tuple(root.folder for root in self._roots.of(importer, self._package(importer)))

    # Services

    def services(self) -> Mapping[str, str]:
        """The full name of each service of the workspace, and the path of the file that declares it.

        Files that are not open are scanned for them, not parsed: who looks for one service must not wait for thousands.
        """
        if self._services is None:
            self._name_store.look(self._proto_index().paths)
            table = self._name_store.table(self._proto_index().paths)
            on_disk = [known for known in table.services if known.path not in self.overlay]
            opened = [known for path in self._open_proto_files() for known in self._opened_names(path, "")]
            services = [known for known in (*on_disk, *opened) if known.name.kind == "service"]
            services.sort(key=lambda known: (known.path, known.name.full_name))
            self._services = {known.name.full_name: known.path for known in services}
        return self._services

    def _open_proto_files(self) -> list[str]:
        return [path for path in self.overlay if path.endswith(".proto")]

    # Environments

    def environment(self, path: str, name: str | None = None) -> Environment:
        """The variables that the request file at `path` has from the environment files around it."""
        key = os.path.dirname(path), name
        if key not in self._environments:
            self._environments[key] = load_environment(path, name, self._text)
        return self._environments[key]

    def all_environments(self, path: str) -> Environment:
        """What the request file at `path` has from any environment: which of them it is run in, nobody knows before."""
        shared = self.environment(path)
        found = [*(self.environment(path, name) for name in shared.names), shared]
        variables = {key: value for each in found for key, value in each.variables.items()}
        tokens = {key: value for each in found for key, value in each.tokens.items()}
        return replace(shared, variables=variables, tokens=tokens)

    def variable_places(self, path: str, name: str) -> list[tuple[str, Span]]:
        """Where the variable `name` is defined in the environment files around the request file at `path`."""
        return variable_places(path, name, self._text)

    def _text(self, path: str) -> str | None:
        document = self.document(path)
        return None if document is None else document.text
