"""The mutable side: what is open in the editor, what was read from disk. It hands out immutable snapshots."""

from __future__ import annotations

import time
from collections.abc import Iterable

from protowright.project.disk import Disk
from protowright.project.documents import Document
from protowright.project.files import fingerprint, read_text
from protowright.project.ignored import Exclusion, IgnoreRules
from protowright.project.kept_scans import KeptScans
from protowright.project.linker import LinkStore
from protowright.project.name_index import NameStore
from protowright.project.proto_index import ProtoIndex
from protowright.project.root_files import RootFileCache
from protowright.project.roots import ImportRoots
from protowright.project.settings import Settings, absolute_folders
from protowright.project.snapshot import Snapshot
from protowright.project.walk import find_files
from protowright.text.line_index import LineIndex

_DISK_SECONDS = 10.0
"""How long the disk is taken to be as it was when a client tells of changes in the workspace, in seconds."""

_WALK_SECONDS = 60.0
"""The same of what there are request files: a watcher loses few events, and a walk is for the whole workspace."""


class DiskCache:
    """Documents read from disk, each valid for one fingerprint of its file. Nothing is remembered about missing files."""

    def __init__(self) -> None:
        self._documents: dict[str, tuple[tuple[int, int, int], Document]] = {}

    def document(self, path: str) -> Document | None:
        """The file at the absolute `path` as it is now, or None."""
        found = fingerprint(path)
        if found is None:
            self._documents.pop(path, None)
            return None
        known = self._documents.get(path)
        if known is not None and known[0] == found:
            return known[1]
        text = read_text(path)
        if text is None:
            return None
        document = Document(text, previous=known[1] if known else None)
        self._documents[path] = found, document
        return document


_NO_MORE_RULES = IgnoreRules()


class Host:
    """The state of one session.

    `folders` are the workspace folders, absolute paths; `import_paths` import roots that come before those of the
    settings, relative to the workspace folders or absolute; `ignored` what is left out beside what the settings say.
    """

    def __init__(
        self, folders: Iterable[str] = (), import_paths: Iterable[str] = (), ignored: IgnoreRules = _NO_MORE_RULES
    ) -> None:
        self.folders = tuple(folders)
        self._own_import_paths = tuple(import_paths)
        self._own_ignored = ignored
        self._settings = Settings()
        self._excluded: tuple[Exclusion, ...] = ()
        self._open: dict[str, Document] = {}
        self._documents = DiskCache()
        self._disk: Disk | None = None
        self._disk_since = 0.0
        self.is_told_of_files = False
        """Whether somebody calls `disk_changed` for what changes in the workspace folders; else every snapshot looks itself."""
        self._links = LinkStore()
        self._root_files = RootFileCache()
        self._names = NameStore()
        self._kept_folder: str | None = None
        self._proto_index: ProtoIndex | None = None
        self._changes = 0
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The state as it is now. The same object until something changes."""
        if self._snapshot is None:
            self._snapshot = Snapshot(
                dict(self._open),
                self._disk_now(),
                self.proto_index,
                self.folders,
                self.import_paths,
                self._links,
                self._root_files,
                self._names,
                self.ignored,
            )
        return self._snapshot

    def _disk_now(self) -> Disk:
        """The disk as it is: looked at anew for each snapshot, unless the client tells of changes.

        Even then it gets old: files outside of the workspace are not watched, and watchers lose events.
        """
        now, old = time.monotonic(), self._disk if self.is_told_of_files else None
        if old is not None and now - self._disk_since <= _DISK_SECONDS:
            return old
        roots = ImportRoots(self.import_paths, self.folders, self._root_files)
        self._disk, self._disk_since = Disk(self._documents.document, roots, frozenset(self._open)), now
        if old is not None:
            self._disk.take_request_files(old, _WALK_SECONDS)
        return self._disk

    def _forget_disk(self) -> None:
        self._disk = None
        self._snapshot = None

    @property
    def ignored(self) -> IgnoreRules:
        """What is left out when files of the workspace folders are looked for."""
        uses_files = self._own_ignored.uses_ignore_files and self._settings.ignore_files
        return IgnoreRules(uses_files, (*self._own_ignored.exclusions, *self._settings.exclusions, *self._excluded))

    @property
    def import_paths(self) -> tuple[str, ...]:
        """The configured import roots, as absolute paths."""
        return absolute_folders((*self._own_import_paths, *self._settings.import_paths), self.folders)

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._settings

    def open(self, path: str, text: str, version: int | None = None) -> None:
        """The file at the absolute `path` is open in the editor, with this text; it counts, not the one on disk."""
        if path not in self._open:
            self._forget_disk()  # imports may mean a file that is not saved yet
        self._open[path] = Document(text, version, previous=self._open.get(path))
        self._snapshot = None

    def close(self, path: str) -> None:
        """The file is closed in the editor: the one on disk counts again."""
        self._open.pop(path, None)
        self._forget_disk()

    def text(self, path: str) -> str | None:
        """The text of an open file."""
        document = self._open.get(path)
        return None if document is None else document.text

    def lines(self, path: str) -> LineIndex | None:
        """The lines of an open file."""
        document = self._open.get(path)
        return None if document is None else document.lines

    def is_open(self, path: str) -> bool:
        """Whether the file is open in the editor."""
        return path in self._open

    def open_paths(self) -> list[str]:
        """The files that are open, as absolute paths."""
        return list(self._open)

    def set_folders(self, folders: Iterable[str]) -> None:
        """The workspace folders changed."""
        self.folders = tuple(folders)
        self._keep_scans()
        self.disk_changed()

    def keep_scans(self, folder: str) -> None:
        """Keep what is known of the files of the workspace below the absolute `folder`, for the next session."""
        self._kept_folder = folder
        self._keep_scans()

    def _keep_scans(self) -> None:
        has_place = self._kept_folder is not None and bool(self.folders)
        self._names.keep(KeptScans(str(self._kept_folder), self.folders) if has_place else None)

    def set_settings(self, settings: Settings, excluded: Iterable[Exclusion] = ()) -> None:
        """The settings changed. `excluded` are globs that count beside those of the settings."""
        before = self.ignored
        self._settings, self._excluded = settings, tuple(excluded)
        self._forget_disk()
        if self.ignored != before:
            self.disk_changed()  # other files are found

    def disk_changed(self) -> None:
        """Files appeared, vanished or changed on disk."""
        self._changes += 1
        self._proto_index = None
        self._forget_disk()

    def proto_index(self) -> ProtoIndex:
        """All `.proto` files on disk below the workspace folders that are not ignored."""
        index, changes = self._proto_index, self._changes
        if index is None:
            left_out: list[str] = []
            index = ProtoIndex(find_files(self.folders, ".proto", self.ignored, left_out), left_out)
            if changes == self._changes:  # else the walk, on a thread of its own, may have come too early
                self._proto_index = index
        return index
