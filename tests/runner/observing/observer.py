"""The test's side of the observing server: starts it, and reads what it saw."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.runner.observing.frames import Record

ROOT = Path(__file__).parents[3]
LIMIT = 5.0
"""How long a record is waited for when nothing else is said, in seconds."""


class Observer:
    """What a server saw since the last `begin`. `plain`, `tls` and `mtls` are addresses, empty for what it does not have."""

    def __init__(self, output: IO[str]) -> None:
        self.plain = self.tls = self.mtls = ""
        self._output = output
        self._records: list[Record] = []
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def begin(self) -> None:
        """Forget everything, when all calls and connections so far are over."""
        with self._changed:
            assert self._changed.wait_for(self._is_quiet, LIMIT), self._records
            self._records.clear()

    def all(self, saw: str) -> list[Record]:
        """All records of this kind so far."""
        with self._changed:
            return [record for record in self._records if record["saw"] == saw]

    def wait(self, saw: str, count: int = 1, limit: float = LIMIT) -> list[Record]:
        """The records of this kind, as soon as there are so many. Raises AssertionError when they do not come in time."""
        with self._changed:
            is_there = self._changed.wait_for(lambda: self._count(saw) >= count, limit)
            assert is_there, f"no {saw!r} in {limit} s, but {self._records}"
        return self.all(saw)

    def one(self, saw: str, limit: float = LIMIT) -> Record:
        """The only record of this kind."""
        (record,) = self.wait(saw, limit=limit)
        return record

    def order(self, *kinds: str) -> list[str]:
        """What came of these kinds, in order: the kind, and the text if it has one."""
        with self._changed:
            found = [record for record in self._records if record["saw"] in kinds]
        return [f"{record['saw']} {record.get('text', '')}".strip() for record in found]

    def quiet(self) -> None:
        """Wait until all calls and connections are over, so that nothing more comes."""
        with self._changed:
            assert self._changed.wait_for(self._is_quiet, LIMIT), self._records

    def headers(self, path: str = "/echo.Echo/") -> list[tuple[str, str]]:
        """The header fields of the only call on the wire whose path has this in it, in order."""
        self.wait("headers")
        blocks = [[(key, value) for key, value in record["headers"]] for record in self.all("headers")]
        (found,) = [block for block in blocks if any(key == ":path" and path in value for key, value in block)]
        return found

    def header(self, key: str) -> list[str]:
        """The values of one header field of the only call on the wire, in order."""
        return [value for found, value in self.headers() if found == key]

    def _count(self, saw: str) -> int:
        return sum(record["saw"] == saw for record in self._records)

    def _is_quiet(self) -> bool:
        pairs = ("call", "over"), ("connection", "closed")
        return all(self._count(begun) == self._count(ended) for begun, ended in pairs)

    def _read(self) -> None:
        for line in self._output:
            record = json.loads(line)
            with self._changed:
                if record["saw"] == "ready":
                    for name in record.keys() - {"saw"}:
                        setattr(self, name, f"127.0.0.1:{record[name]}")
                self._records.append({**record, "read": time.monotonic()})
                self._changed.notify_all()


@contextmanager
def observing(
    *, port: int = 0, delay: float = 0.0, certificates: Path | None = None, wait: bool = True
) -> Iterator[Observer]:
    """A server in a process of its own, which listens for plaintext at `port` after `delay` seconds.

    `certificates` is a folder with `server.pem`, `server-key.pem` and `ca.pem`, for TLS.
    """
    command = [sys.executable, "-m", "tests.runner.observing.server", f"--port={port}", f"--delay={delay}"]
    command += [f"--certificates={certificates}"] if certificates else []
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'server'}"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin is not None and process.stdout is not None
        try:
            observer = Observer(process.stdout)
            if wait:
                observer.one("ready", limit=20)
            yield observer
        finally:
            process.stdin.close()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
