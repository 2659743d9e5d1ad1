"""Scans of files, kept on disk between sessions. They only ever save time: whatever is doubtful is scanned again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from protowright import __version__
from protowright.project.scans import FORMAT, Scan, from_json, to_json
from protowright.text.gradually import Pause, no_pause

Fingerprint = tuple[int, int, int]
_TABLE = "CREATE TABLE IF NOT EXISTS scans (path BLOB PRIMARY KEY, time INTEGER, size INTEGER, inode TEXT, scan TEXT)"
_PATIENCE = 2.0
"""How long to wait for another session that writes, in seconds."""


class KeptScans:
    """The scans for some workspace `folders`, in a database below `folder`; both are absolute paths.

    A database is written in one transaction, so a session that dies meanwhile leaves the state of before. One that cannot
    be read is thrown away.
    """

    def __init__(self, folder: str, folders: Iterable[str]) -> None:
        state = "\0".join([str(FORMAT), __version__, *sorted(folders)])
        key = hashlib.blake2b(state.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
        self.path = Path(folder, "index", f"{key}.sqlite")
        self._kept: dict[str, tuple[Fingerprint, str]] | None = None

    def get(self, path: str, fingerprint: Fingerprint) -> Scan | None:
        """The scan of the file at `path`, None when none is kept of the file as it is now."""
        if self._kept is None:
            self._kept = self._load()
        known = self._kept.get(path)
        if known is None or known[0] != fingerprint:
            return None
        try:
            return from_json(known[1])
        except (ValueError, TypeError, LookupError):
            return None

    def save(self, scans: Mapping[str, tuple[Fingerprint, Scan]], pause: Pause = no_pause) -> None:
        """Keep these scans and no others, unless that is impossible. `pause` is called between them."""
        kept = self._kept or {}
        changed = {path: entry for path, entry in scans.items() if path not in kept or kept[path][0] != entry[0]}
        gone = kept.keys() - scans.keys()
        if changed or gone:
            rows = [_row(entry, pause) for entry in changed.items()]
            with contextlib.suppress(OSError, sqlite3.Error), self._database() as database:
                database.executemany("DELETE FROM scans WHERE path = ?", [(os.fsencode(path),) for path in gone])
                database.executemany("REPLACE INTO scans VALUES (?, ?, ?, ?, ?)", rows)
        self._kept = {}  # they are in memory now, once is enough

    def _load(self) -> dict[str, tuple[Fingerprint, str]]:
        if not self.path.is_file():
            return {}
        try:
            with self._database() as database:
                rows = database.execute("SELECT path, time, size, inode, scan FROM scans")
                return {os.fsdecode(path): ((time, size, int(inode)), scan) for path, time, size, inode, scan in rows}
        except (OSError, sqlite3.OperationalError):  # another session writes
            return {}
        except (sqlite3.Error, ValueError, TypeError):
            with contextlib.suppress(OSError):
                self.path.unlink()
            return {}

    @contextmanager
    def _database(self) -> Iterator[sqlite3.Connection]:
        """A connection with one transaction. Raises OSError and sqlite3.Error."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=_PATIENCE)) as database, database:
            database.execute(_TABLE)
            yield database


def _row(entry: tuple[str, tuple[Fingerprint, Scan]], pause: Pause) -> tuple[bytes, int, int, str, str]:
    pause()
    path, ((time, size, inode), found) = entry
    return os.fsencode(path), time, size, str(inode), to_json(found)  # an inode can be more than SQLite's numbers hold
