"""A raw client of a language server that measures: it times every answer, and looks at the server's memory."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measuring import Failed

Message = dict[str, Any]
CAPABILITIES: Message = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {
        "workspaceFolders": True,
        "symbol": {},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "definition": {"linkSupport": True},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True},
        "rename": {"prepareSupport": True},
    },
}
"""What an editor can that is pushed diagnostics: every server does that, and so they are measured alike."""


class LanguageClient:
    """A session with the server that `command` starts; a context manager. Times are in seconds since the start.

    Raises Failed when the server is gone, or answers nothing within `patience` seconds.
    """

    def __init__(self, command: Sequence[str], folder: Path, environment: Mapping[str, str], patience: float) -> None:
        self.started = time.perf_counter()
        self.capabilities: Message = {}
        self._folder = folder
        self._patience = patience
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._news = threading.Condition()
        self._messages: list[tuple[float, Message]] = []
        self._is_gone = False
        self._indexed = threading.Event()
        self._writing = threading.Lock()
        self._last_id = 0
        threading.Thread(target=self._read, daemon=True).start()

    def __enter__(self) -> LanguageClient:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    # What an editor says

    def initialize(self) -> float:
        """Begin the session; gives the seconds from the start of the process to the answer."""
        uri = self._folder.as_uri()
        params = {
            "processId": os.getpid(),
            "rootUri": uri,
            "workspaceFolders": [{"uri": uri, "name": self._folder.name}],
            "capabilities": CAPABILITIES,
        }
        _, result = self.request("initialize", params)
        seconds = time.perf_counter() - self.started
        self.capabilities = result["capabilities"]
        self.notify("initialized", {})
        return seconds

    def request(self, method: str, params: object) -> tuple[float, Any]:
        """The seconds that a request takes, and its result."""
        self._last_id += 1
        own = self._last_id
        started = time.perf_counter()
        self._send({"id": own, "method": method, "params": params})
        answered, message = self.wait(lambda message: message.get("id") == own and "method" not in message, method)
        if "error" in message:
            raise Failed(f"{method}: {message['error']['message']}")
        return answered - started, message.get("result")

    def notify(self, method: str, params: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def diagnostics(self, uri: str, version: int, since: float) -> float:
        """When the diagnostics of that version of a document came. Servers that say no version are believed."""

        def wanted(message: Message) -> bool:
            own = message.get("params") or {}
            is_own = message.get("method") == "textDocument/publishDiagnostics" and own.get("uri") == uri
            return is_own and own.get("version") in (None, version)

        return self.wait(wanted, f"diagnostics of version {version}", since)[0]

    def wait(self, wanted: Callable[[Message], bool], what: str, since: float = 0.0) -> tuple[float, Message]:
        """Take the first message that is wanted and that did not come before `since`, and all that came before it."""
        end = time.perf_counter() + self._patience
        with self._news:
            while True:
                for index, (moment, message) in enumerate(self._messages):
                    if moment >= since and wanted(message):
                        del self._messages[: index + 1]
                        return moment, message
                left = end - time.perf_counter()
                if left <= 0 or self._is_gone:
                    raise Failed(f"no {what} within {self._patience:g} s")
                self._news.wait(left)

    def wait_for_index(self) -> None:
        """Wait until the first work whose progress the server tells of is done, which is the index."""
        if not self._indexed.wait(self._patience):
            raise Failed(f"no end of the index within {self._patience:g} s")

    def has_come(self, wanted: Callable[[Message], bool]) -> bool:
        """Whether a message that is wanted came and was not taken yet."""
        with self._news:
            return any(wanted(message) for _, message in self._messages)

    # The process

    @property
    def megabytes(self) -> float:
        """The resident memory of the server and of the processes it started."""
        return sum(_resident(process) for process in self._processes()) / 1024

    @property
    def processor(self) -> float:
        """The processor time of the server and of the processes it started."""
        return sum(_processor(process) for process in self._processes())

    def _processes(self) -> list[int]:
        found = [self._process.pid]
        for process in found:
            found += _children(process)
        return found

    # The wire

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        try:
            with self._writing:
                self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
                self._process.stdin.flush()
        except OSError as error:
            raise Failed(f"the server is gone: {error}") from error

    def _read(self) -> None:
        stream, length = self._process.stdout, 0
        assert stream is not None
        while line := stream.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif not line.strip():
                body = stream.read(length)
                self._take(time.perf_counter(), json.loads(body))
        with self._news:
            self._is_gone = True
            self._news.notify_all()

    def _take(self, moment: float, message: Message) -> None:
        if "method" in message and "id" in message:
            items = (message.get("params") or {}).get("items", [])
            result = [None for _ in items] if message["method"] == "workspace/configuration" else None
            self._send({"id": message["id"], "result": result})
        if message.get("method") == "$/progress" and message["params"]["value"].get("kind") == "end":
            self._indexed.set()
        with self._news:
            self._messages.append((moment, message))
            self._news.notify_all()


def _children(process: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def _resident(process: int) -> int:
    """In KB."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def _processor(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
