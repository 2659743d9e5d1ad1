"""The last responses of each request, kept in the user's cache folder, to be looked at and compared."""

from __future__ import annotations

import contextlib
import datetime
import difflib
import hashlib
import os
import re
from dataclasses import dataclass
from typing import Final

from platformdirs import user_cache_dir

from protowright.project.files import read_text, write_atomically

KEPT: Final = 10
"""How many responses of a request are kept."""
LARGEST: Final = 5_000_000
"""Longer documents, in characters, are not kept."""

_SUFFIX = ".grpc-response"
_NAME = re.compile(r"(?P<time>\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z)-(?P<status>[A-Z_0-9]+)\.grpc-response")
_VARYING = re.compile(r"# \S+ at .*")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One response: the absolute path of its document, its time (UTC, ISO 8601) and the name of its status."""

    path: str
    time: str
    status: str


@dataclass(frozen=True)
class History:
    """The responses of one request: `request_path` is the absolute path of its file, `name` the request's."""

    request_path: str
    name: str

    @property
    def folder(self) -> str:
        """Where they are, an absolute path."""
        key = hashlib.sha256(self.request_path.encode("utf-8", "surrogateescape")).hexdigest()[:16]
        return os.path.join(user_cache_dir("protowright"), "history", key, self.name)

    def entries(self) -> list[HistoryEntry]:
        """What is kept, the newest first."""
        folder = self.folder
        try:
            names = sorted(os.listdir(folder), reverse=True)
        except OSError:
            return []
        found = [(name, _NAME.fullmatch(name)) for name in names]
        return [
            HistoryEntry(os.path.join(folder, name), _shown_time(match["time"]), match["status"])
            for name, match in found
            if match is not None
        ]

    def keep(self, document: str, time: str, status: str) -> None:
        """Keep a response; the oldest ones go. `time` is as in file names. Where nothing can be written, nothing happens."""
        if len(document) > LARGEST:
            return
        with contextlib.suppress(OSError):
            folder = self.folder
            os.makedirs(folder, exist_ok=True)
            write_atomically(os.path.join(folder, f"{time}-{status}{_SUFFIX}"), document)
            for entry in self.entries()[KEPT:]:
                os.unlink(entry.path)

    def difference(self, older: HistoryEntry, newer: HistoryEntry) -> str:
        """The lines that differ, as a unified diff; empty when none does but for times and durations."""
        before, after = (_comparable(read_text(entry.path) or "") for entry in (older, newer))
        names = [f"{self.name} {entry.time}" for entry in (older, newer)]
        return "\n".join(difflib.unified_diff(before, after, names[0], names[1], lineterm=""))


def history_time(now: float) -> str:
    """A time in seconds since the epoch as names in the history have it."""
    moment = datetime.datetime.fromtimestamp(now, datetime.timezone.utc)
    return moment.strftime("%Y-%m-%dT%H%M%S.") + f"{moment.microsecond // 1000:03d}Z"


def _shown_time(text: str) -> str:
    return f"{text[:13]}:{text[13:15]}:{text[15:]}"


def _comparable(document: str) -> list[str]:
    return [line for line in document.splitlines() if not _VARYING.fullmatch(line)]
