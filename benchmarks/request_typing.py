"""Typing in an editor while a stream comes in, against typing while nothing does."""

from __future__ import annotations

import shutil
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from samples.demo.lsp_client import LspClient
from samples.service.schema import PROTO_ROOT

from benchmarks.measuring import Failed
from benchmarks.printing import bar, failed, figure
from benchmarks.request_workspace import workspace

BAR = 1.5
"""The 95th percentile of completion while a stream runs: at most so many times that without one."""
_TURNS = 4
_WORDS = 30
"""How often the word is typed in each turn."""
_PAUSE = 0.02
"""Between two keys, in seconds."""
_LINE = "\nGRPC grpc://localhost:1/shop.v1.Catalog/"
_WORD = "List"


def run(address: str) -> bool:
    """Print the figures for the server at `address`; tells whether completion is as quick as it has to be."""
    with workspace(address) as file, LspClient() as client:
        shutil.copytree(PROTO_ROOT, file.parent / "protos")
        client.initialize(file.parent)
        session = _Session(client, file)
        idle, streaming = list[float](), list[float]()
        try:
            session.typed()
            for _ in range(_TURNS):
                idle += session.typed()
                with session.streaming():
                    streaming += session.typed()
        except Failed as error:
            return failed("requests", "typing while a stream comes in", error)
    before, during = _percentile(idle), _percentile(streaming)
    medians = f"medians {statistics.median(idle) * 1000:.1f} and {statistics.median(streaming) * 1000:.1f} ms"
    figure(
        "requests", f"completion: p95 {before * 1000:.1f} ms, {during * 1000:.1f} ms while a stream runs ({medians})"
    )
    return bar("requests", "completion p95 while a stream runs / idle", during / before, BAR)


def _percentile(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


class _Session:
    """An editor with the requests open, and a further one that is being typed."""

    def __init__(self, client: LspClient, file: Path) -> None:
        self._client = client
        self._uri = client.open(file, "grpc-request")
        self._text = f"{file.read_text(encoding='utf-8')}###{_LINE}"
        self._version = 1

    def typed(self) -> list[float]:
        """The seconds from each key to the items of its completion."""
        return [self._key(end) for _ in range(_WORDS) for end in range(len(_WORD) + 1)]

    def _key(self, end: int) -> float:
        time.sleep(_PAUSE)
        self._version += 1
        document = {"uri": self._uri, "version": self._version}
        position = {"line": self._text.count("\n"), "character": len(_LINE) - 1 + end}
        started = time.perf_counter()
        change = {"textDocument": document, "contentChanges": [{"text": self._text + _WORD[:end]}]}
        self._client.notify("textDocument/didChange", change)
        found: Any = self._client.request(
            "textDocument/completion", {"textDocument": {"uri": self._uri}, "position": position}
        )
        seconds = time.perf_counter() - started
        if _WORD not in [item["label"] for item in found["items"]]:
            raise Failed(f"the completion does not offer `{_WORD}`")
        return seconds

    @contextmanager
    def streaming(self) -> Iterator[None]:
        """A stream runs in the session meanwhile."""
        run = threading.Thread(target=self._command, args=("protowright.runRequest",))
        run.start()
        while self._client.next_notification("protowright/run")["state"] != "running":
            pass
        try:
            yield
        finally:
            self._command("protowright.cancelRequest")
            run.join()

    def _command(self, name: str) -> None:
        argument = {"uri": self._uri, "request": "flood"}
        self._client.request("workspace/executeCommand", {"command": name, "arguments": [argument]})
