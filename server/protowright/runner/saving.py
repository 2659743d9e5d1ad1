"""Writing the response document while the call runs."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable

from platformdirs import user_cache_dir

from protowright.project.files import write_atomically
from protowright.runner.events import Event, Finished, Started
from protowright.runner.response_document import ResponseDocument

INTERVAL = 0.25
"""While a stream runs, the document is replaced no more often than this, in seconds."""
SHARE = 0.05
"""A long document takes its time to be written: it is replaced so seldom that this share of the time goes there."""


class DocumentWriter:
    """A consumer of events that keeps the document at the absolute `path` up to date, each time as a whole.

    Where the folder cannot be written to, the document goes to the user's cache folder instead: `path` is then where it
    is, and `problem` says so. Where that cannot be written to either, there is no document, and `path` is empty.
    `written` is called after each replacement, on the thread that made it, and once when `path` becomes empty.
    """

    def __init__(self, path: str, written: Callable[[DocumentWriter], None]) -> None:
        self.path = path
        self.problem = ""
        self.document = ResponseDocument()
        self._written = written
        self._written_at = 0.0
        self._took = 0.0
        self._timer: threading.Timer | None = None
        self._is_stream = True
        self._lock = threading.Lock()

    def add(self, event: Event) -> None:
        """Take the next event. The document is written now, or within `INTERVAL`; that of a single message at its end."""
        with self._lock:
            self.document.add(event)
            if isinstance(event, Finished):
                self._stop_timer()
                self._write()
            elif isinstance(event, Started):
                self._written_at = time.monotonic()
                self._is_stream = event.is_stream
            elif self._is_stream and self._timer is None:
                self._schedule()

    def _schedule(self) -> None:
        wait = self._written_at + max(INTERVAL, self._took / SHARE) - time.monotonic()
        if wait <= 0:
            self._write()
            return
        self._timer = threading.Timer(wait, self._flush)
        self._timer.daemon = True
        self._timer.start()

    def _flush(self) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer = None
                self._write()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _write(self) -> None:
        if not self.path:
            return
        started = time.monotonic()
        text = self.document.text()
        try:
            write_atomically(self.path, text)
        except OSError as error:
            self._write_instead(text, f"{self.path} cannot be written ({error.strerror})")
        self._written_at = time.monotonic()
        self._took = self._written_at - started
        self._written(self)

    def _write_instead(self, text: str, problem: str) -> None:
        instead = _cache_path(self.path)
        try:
            os.makedirs(os.path.dirname(instead), exist_ok=True)
            write_atomically(instead, text)
        except OSError as error:
            self.path = ""
            self.problem = f"{problem}, and neither can {instead} ({error.strerror}): the response is not saved"
        else:
            self.path = instead
            self.problem = f"{problem}; the response is in {instead}"


def _cache_path(path: str) -> str:
    """The place in the user's cache folder for the document that belongs at `path`."""
    name = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return os.path.join(user_cache_dir("protowright"), "responses", name, os.path.basename(path))
