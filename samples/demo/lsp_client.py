"""A small LSP client over standard input and output: what an editor does, without the editor."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

CLIENT_CAPABILITIES: dict[str, Any] = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"showDocument": {"support": True}},
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}},
}


class ServerError(Exception):
    """The server answered a request with an error."""


class LspClient:
    """One session with a language server, used as a context manager.

    `command` starts the server; requests of the server are answered with yes or null. Times are in seconds.
    """

    def __init__(self, command: list[str] | None = None, timeout: float = 30) -> None:
        pipe = subprocess.PIPE
        command = command or [sys.executable, "-m", "protowright", "lsp"]
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe)
        self._timeout = timeout
        self._next_id = 0
        self._answers: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._notifications: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> LspClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def initialize(self, folder: Path, capabilities: dict[str, Any] | None = None) -> dict[str, Any]:
        """Open a workspace of one folder; gives the server's capabilities."""
        result = self.request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name}],
                "capabilities": CLIENT_CAPABILITIES if capabilities is None else capabilities,
            },
        )
        self.notify("initialized", {})
        return dict(result["capabilities"])

    def open(self, path: Path, language: str) -> str:
        """Open a file; gives its URI."""
        document = {"uri": path.as_uri(), "languageId": language, "version": 1, "text": path.read_text("utf-8")}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return path.as_uri()

    def request(self, method: str, params: Any) -> Any:
        """The result of a request. Raises ServerError, or TimeoutError when no answer comes in time."""
        self._next_id += 1
        answer = self._answers[self._next_id] = queue.SimpleQueue()
        self._send({"id": self._next_id, "method": method, "params": params})
        try:
            message = answer.get(timeout=self._timeout)
        except queue.Empty:
            raise TimeoutError(f"no answer to {method} within {self._timeout} s") from None
        if "error" in message:
            raise ServerError(f"{method}: {message['error']['message']}")
        return message["result"]

    def notify(self, method: str, params: Any) -> None:
        """Send a notification."""
        self._send({"method": method, "params": params})

    def next_notification(self, method: str) -> Any:
        """The parameters of the next notification of that method; others before it are dropped. Raises TimeoutError."""
        while True:
            try:
                message = self._notifications.get(timeout=self._timeout)
            except queue.Empty:
                raise TimeoutError(f"no {method} within {self._timeout} s") from None
            if message["method"] == method:
                return message.get("params")

    def close(self) -> int:
        """End the session as LSP asks; gives the exit code of the server."""
        if self._process.poll() is None:
            self.request("shutdown", None)
            self.notify("exit", None)
        try:
            return self._process.wait(timeout=10)
        finally:
            self._process.kill()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
            elif not line.strip():
                self._take(json.loads(stream.read(length)))

    def _take(self, message: dict[str, Any]) -> None:
        if "method" in message and "id" in message:
            shown = {"success": True} if message["method"] == "window/showDocument" else None
            self._send({"id": message["id"], "result": shown})
        elif "method" in message:
            self._notifications.put(message)
        elif message.get("id") in self._answers:
            self._answers.pop(message["id"]).put(message)
