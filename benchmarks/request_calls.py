"""A warm unary call as the runner's process makes it, against a call of grpcio with the same bytes."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import json_format
from samples.demo.lsp_client import LspClient

from benchmarks import request_server
from benchmarks.measuring import Failed, medians_in_turn
from benchmarks.printing import bar, failed, figure
from benchmarks.request_workspace import plan, workspace
from protowright.runner.plan import SchemaCache, plan_to_json
from protowright.runner.worker import Worker

BAR = 1.5
"""From the plan that came to the event that the call is over: at most so many times a bare call."""
_ROUNDS = 400
_WARM = 50
_SESSION_ROUNDS = 60


def run(address: str) -> bool:
    """Print the figures for the server at `address`; tells whether the call is under its bar."""
    with workspace(address) as file, grpc.insecure_channel(address) as channel:
        runner, bare = _Runner(file), _Bare(channel, plan(file, "get").steps[0] or "")
        works = [runner.call, bare.call, bare.future]
        try:
            medians_in_turn(works, _WARM)
            own, blocking, future = medians_in_turn(works, _ROUNDS)
            whole = _session(file)
        except Failed as error:
            return failed("requests", "a warm call", error)
    figure("requests", f"a warm call: the runner {own * 1e6:.0f} µs, grpcio {blocking * 1e6:.0f} µs")
    figure("requests", f"a warm call: the runner / grpcio, as a future that can be cancelled = {own / future:.2f}")
    figure("requests", f"a warm call: from the editor's command to its answer {whole * 1000:.1f} ms")
    return bar("requests", "a warm call: the runner / grpcio", own / blocking, BAR)


class _Runner:
    """The runner's process, but in this one: what it takes to pass lines between processes is no part of the call."""

    def __init__(self, file: Path) -> None:
        self._plan = plan_to_json(plan(file, "get"))
        self._request = [str(file), "get"]
        self._schemas = SchemaCache()
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._taken = 0.0
        self._over = 0.0
        self._calls = 0
        worker: Any = Worker(self)  # type: ignore[arg-type]  # it writes and flushes, and no more
        threading.Thread(target=worker.serve, args=(self._given(),), daemon=True).start()

    def call(self) -> float:
        """Make the call; gives the seconds from its plan to its last event. Raises Failed."""
        self._calls += 1
        run = {"id": self._calls, "run": self._schemas.closed(self._plan), "request": self._request}
        self._lines.put(json.dumps(run) + "\n")
        while not (said := self._said.get()).get("done"):
            if said.get("event", {}).get("status", "OK") != "OK" or "refused" in said:
                raise Failed(str(said))
        return self._over - self._taken

    def _given(self) -> Iterator[str]:
        while True:
            line = self._lines.get()
            self._taken = time.perf_counter()
            yield line

    def write(self, line: str) -> None:
        """A line of the worker."""
        if '"Finished"' in line:
            self._over = time.perf_counter()
        self._said.put(json.loads(line))

    def flush(self) -> None:
        """Nothing waits to be written."""


class _Bare:
    """The same bytes, without a plan, events and JSON."""

    def __init__(self, channel: Any, body: str) -> None:
        message: Any = json_format.Parse(body, request_server.message_class("Wanted")())
        self._request = message.SerializeToString()
        self._method = channel.unary_unary(f"/{request_server.TICKER}/Get")

    def call(self) -> float:
        """The seconds of a call that nobody can cancel."""
        started = time.perf_counter()
        self._method(self._request)
        return time.perf_counter() - started

    def future(self) -> float:
        """The seconds of one that can be cancelled, with its metadata."""
        started = time.perf_counter()
        call = self._method.future(self._request)
        call.initial_metadata(), call.result(), call.trailing_metadata()
        return time.perf_counter() - started


def _session(file: Path) -> float:
    """The median seconds from the command of an editor to the answer, when everything is warm. Raises Failed."""
    with LspClient() as client:
        client.initialize(file.parent)
        argument = {"uri": client.open(file, "grpc-request"), "request": "get"}

        def work() -> float:
            started = time.perf_counter()
            result = client.request(
                "workspace/executeCommand", {"command": "protowright.runRequest", "arguments": [argument]}
            )
            if result["status"] != "OK":
                raise Failed(f"the session answers {result}")
            return time.perf_counter() - started

        medians_in_turn([work], 5)
        return medians_in_turn([work], _SESSION_ROUNDS)[0]
