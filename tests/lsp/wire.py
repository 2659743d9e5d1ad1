"""A raw LSP client: it sends bytes, checks the framing of every answer, and hides nothing that the server writes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).parents[2]
SERVER = [sys.executable, "-m", "protowright", "lsp"]
PATIENCE = 20.0
"""How long an answer may take, in seconds; the machine may be busy."""

_HEADER = re.compile(rb"Content-Length: (\d+)\r\n(?:Content-Type: [^\r\n]+\r\n)?\r\n")
_LOG_LINE = re.compile(r"(?:DEBUG|INFO|WARNING|ERROR|CRITICAL) \S+: ")

Message = dict[str, Any]
PUSH: Message = {}
PULL: Message = {"textDocument": {"diagnostic": {"dynamicRegistration": False}}}


def framed(message: object, header: str = "Content-Length: {length}\r\n\r\n") -> bytes:
    """A message with its header, whose `{length}` is filled in."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    return header.replace("{length}", str(len(body))).encode() + body


class Wire:
    """One server process. Use it as a context manager: the process is gone afterwards, whatever happened."""

    def __init__(
        self,
        environment: Mapping[str, str] | None = None,
        reads: bool = True,
        folder: Path | None = None,
        command: list[str] | None = None,
    ) -> None:
        pipe = subprocess.PIPE
        paths = {"PYTHONPATH": str(ROOT / "server")}
        own = {**os.environ, **paths, **(environment or {})}
        self.process = subprocess.Popen(command or SERVER, stdin=pipe, stdout=pipe, stderr=pipe, env=own, cwd=folder)
        self.violations: list[bytes] = []
        self.responses_to_server: dict[str, Any] = {"window/showDocument": {"success": True}}
        self.log = b""
        self._messages: list[Message] = []
        self._news = threading.Condition()
        self._last_id = 0
        self._writing = threading.Lock()
        self._threads = [threading.Thread(target=self._read_log, daemon=True)]
        if reads:
            self._threads.append(threading.Thread(target=self._read, daemon=True))
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)

    # Out

    def write(self, data: bytes) -> None:
        """Send bytes as they are."""
        with self._writing:
            self._pipe(self.process.stdin).write(data)
            self._pipe(self.process.stdin).flush()

    def send(self, message: Message) -> None:
        """Send one message."""
        self.write(framed({"jsonrpc": "2.0", **message}))

    def notify(self, method: str, params: object = None) -> None:
        """Send a notification."""
        self.send({"method": method, "params": params})

    def ask(self, method: str, params: object = None) -> int:
        """Send a request; gives its id."""
        self._last_id += 1
        self.send({"id": self._last_id, "method": method, "params": params})
        return self._last_id

    # In

    def wait(self, wanted: Callable[[Message], bool], what: str = "message", timeout: float = PATIENCE) -> Message:
        """Take the first message that is wanted out of those that came, or that come in time."""
        deadline = time.monotonic() + timeout
        with self._news:
            while True:
                for index, message in enumerate(self._messages):
                    if wanted(message):
                        return self._messages.pop(index)
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(f"no {what} within {timeout} s; there is {self._messages!r}\n{self.stderr}")
                self._news.wait(left)

    def answer(self, request_id: int, timeout: float = PATIENCE) -> Message:
        """The whole answer to a request."""
        return self.wait(
            lambda message: message.get("id") == request_id and "method" not in message,
            f"answer to {request_id}",
            timeout,
        )

    def result(self, method: str, params: object = None) -> Any:
        """The result of a request, which must succeed."""
        answer = self.answer(self.ask(method, params))
        assert "error" not in answer, answer
        return answer["result"]

    def error_code(self, method: str, params: object = None) -> int:
        """The code of the error that a request must end with."""
        answer = self.answer(self.ask(method, params))
        assert "error" in answer, answer
        assert answer["error"]["message"], answer
        return int(answer["error"]["code"])

    def notification(self, method: str, timeout: float = PATIENCE, **params: object) -> Any:
        """The parameters of the next notification of that method whose parameters have these members."""

        def wanted(message: Message) -> bool:
            got = message.get("params") or {}
            return message.get("method") == method and all(got.get(key) == value for key, value in params.items())

        return self.wait(wanted, f"{method} {params}", timeout).get("params")

    def collected(self, method: str) -> list[Any]:
        """The parameters of all messages of that method that came and were not taken yet; they are taken now."""
        with self._news:
            found = [message for message in self._messages if message.get("method") == method]
            self._messages = [message for message in self._messages if message.get("method") != method]
        return [message.get("params") for message in found]

    def forget(self) -> None:
        """Drop all that came and was not taken."""
        with self._news:
            self._messages.clear()

    # What most tests need

    def initialize(
        self, *folders: Path, capabilities: Message | None = None, encodings: list[str] | None = None
    ) -> Any:
        """Begin a session; gives the server's capabilities."""
        own = {"general": {"positionEncodings": encodings}} if encodings else {}
        params = {
            "processId": os.getpid(),
            "rootUri": folders[0].as_uri() if folders else None,
            "workspaceFolders": [{"uri": folder.as_uri(), "name": folder.name} for folder in folders],
            "capabilities": {**own, **(capabilities or {})},
        }
        result = self.result("initialize", params)
        self.notify("initialized", {})
        return result["capabilities"]

    def open(self, path: Path, text: str | None = None, version: int = 1) -> str:
        """Open a file, with its own text when none is given; gives its URI."""
        text = path.read_text("utf-8") if text is None else text
        language = "proto" if path.suffix == ".proto" else "grpc-request"
        item = {"uri": path.as_uri(), "languageId": language, "version": version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return path.as_uri()

    def change(self, uri: str, version: int, *changes: Message | str) -> None:
        """Change an open file: a text replaces all of it, anything else is a change as LSP has it."""
        content = [{"text": change} if isinstance(change, str) else change for change in changes]
        document = {"uri": uri, "version": version}
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": content})

    def close(self, uri: str) -> None:
        """Close a file."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def run(self, uri: str, request: str) -> Any:
        """Run a request; gives what became of it."""
        return self.result("workspace/executeCommand", run_params(uri, request))

    def pulled(self, uri: str) -> list[Message]:
        """The diagnostics of a file, pulled."""
        report = self.result("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert report["kind"] == "full"
        return list(report["items"])

    def published(self, uri: str, version: int | None = None) -> list[Message]:
        """The next diagnostics that are pushed for a file."""
        wanted = {"uri": uri} if version is None else {"uri": uri, "version": version}
        return list(self.notification("textDocument/publishDiagnostics", **wanted)["diagnostics"])

    # The end

    @property
    def stderr(self) -> str:
        """What the server has written to standard error so far."""
        return self.log.decode(errors="replace")

    def gone_within(self, seconds: float) -> int:
        """Wait for the end of the process; gives its exit code."""
        code = self.process.wait(seconds)
        for thread in self._threads:
            thread.join(PATIENCE)
        return code

    def end(self) -> int:
        """End the session in good order; gives the exit code."""
        assert self.result("shutdown") is None
        self.notify("exit")
        return self.gone_within(PATIENCE)

    def odd_log_lines(self) -> list[str]:
        """The lines on standard error that no logger wrote."""
        return [line for line in self.stderr.splitlines() if line.strip() and not _LOG_LINE.match(line)]

    # Reading

    def _read_log(self) -> None:
        while data := self._pipe(self.process.stderr).read1(65536):  # type: ignore[attr-defined]
            self.log += data

    def _read(self) -> None:
        pending = b""
        while data := self._pipe(self.process.stdout).read1(65536):  # type: ignore[attr-defined]
            pending = self._split(pending + data)
        if pending:
            self.violations.append(pending)

    def _split(self, pending: bytes) -> bytes:
        """Take the whole messages off the start of what came; gives the rest."""
        while header := _HEADER.match(pending):
            end = header.end() + int(header[1])
            if len(pending) < end:
                return pending
            self._take(json.loads(pending[header.end() : end]))
            pending = pending[end:]
        if pending and not b"Content-Length: ".startswith(pending[:16]) and b"\r\n\r\n" in pending:
            self.violations.append(pending)
            return b""
        return pending

    def _take(self, message: Message) -> None:
        if "method" in message and "id" in message:
            self.send({"id": message["id"], "result": self.responses_to_server.get(message["method"])})
        with self._news:
            self._messages.append(message)
            self._news.notify_all()

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        assert pipe is not None
        return pipe


def run_params(uri: str, request: str) -> Message:
    """The parameters that run a request."""
    return {"command": "protowright.runRequest", "arguments": [{"uri": uri, "request": request}]}


def prepared(folder: Path, variables: Mapping[str, str]) -> Path:
    """The folder, with the sample protos and an environment file in it."""
    shutil.copytree(ROOT / "samples" / "protos", folder / "protos")
    (folder / "http-client.private.env.json").write_text(json.dumps({"$shared": dict(variables)}))
    return folder


def place(text: str, part: str, encoding: str = "utf-16") -> Message:
    """The position of the first `part` in `text`, by a count that is not the server's."""
    before = re.split(r"\r\n|\n|\r", text[: text.index(part)])
    return {"line": len(before) - 1, "character": units(before[-1], encoding)}


def units(text: str, encoding: str) -> int:
    """How many code units `text` takes."""
    width = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(text.encode({"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding])) // width
