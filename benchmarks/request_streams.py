"""A stream of a hundred thousand small messages, from the first to the whole document, against a bare loop of grpcio."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
from tests.runner.json_schema import pool_of

from benchmarks import request_server
from benchmarks.measuring import Failed, medians_in_turn
from benchmarks.printing import failed, figure, reached
from benchmarks.request_workspace import plan, workspace
from protowright.runner.json_printer import JsonPrinter
from protowright.runner.plan import plan_to_json

BAR = 0.7
"""Messages a second, written to the document, at least so many times those of a loop that makes JSON of them and no more."""
_ROUNDS = 3


def run(address: str) -> bool:
    """Print the figures for the server at `address`; tells whether the rate is reached."""
    with workspace(address) as file, _running_worker() as worker, grpc.insecure_channel(address) as channel:
        try:
            worker.run(file, "get")  # the connection and the schema are there then
            own, bare = medians_in_turn([lambda: worker.run(file, "watch"), lambda: _bare(channel)], _ROUNDS)
        except Failed as error:
            return failed("requests", "a stream", error)
        size = file.with_name("requests.watch.grpc-response").stat().st_size / 1e6
    count = request_server.MESSAGES
    figure(
        "requests", f"a stream of {count} messages: a document of {size:.1f} MB, {count / own:.0f} messages a second"
    )
    figure("requests", f"a stream of {count} messages: grpcio and our JSON printer alone {count / bare:.0f} a second")
    return reached("requests", "messages a second: the runner's document / grpcio", bare / own, BAR)


class _Worker:
    """The runner's process, as the editor's session has it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._runs = 0

    def run(self, file: Path, name: str) -> float:
        """Run a request; gives the seconds until its document is whole. Raises Failed."""
        self._runs += 1
        assert self._process.stdin is not None
        given = {"id": self._runs, "run": plan_to_json(plan(file, name)), "request": [str(file), name]}
        started = time.perf_counter()
        self._process.stdin.write(json.dumps(given) + "\n")
        self._process.stdin.flush()
        messages = 0
        for said in self._said():
            messages = said.get("messages", messages)
            if "passed" in said:
                seconds = time.perf_counter() - started
                _refuse_short(name, messages)
        return seconds

    def _said(self) -> Iterator[dict[str, Any]]:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            said = json.loads(line)
            if said.get("refused") or said.get("event", {}).get("status", "OK") != "OK":
                raise Failed(line)
            yield said
            if said.get("done"):
                return


def _refuse_short(name: str, messages: int) -> None:
    """Raises Failed when not all messages are in the document."""
    if messages != (request_server.MESSAGES if name == "watch" else 1):
        raise Failed(f"the document of `{name}` has {messages} messages")


@contextmanager
def _running_worker() -> Iterator[_Worker]:
    command = [sys.executable, "-m", "protowright.runner.worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield _Worker(process)
        finally:
            process.kill()


def _bare(channel: Any) -> float:
    """The seconds of a loop that reads the messages and makes JSON of them."""
    message_class: Any = request_server.message_class("Tick")
    printer = JsonPrinter(pool_of(request_server.SCHEMA))
    watch = channel.unary_stream(f"/{request_server.TICKER}/Watch", response_deserializer=message_class.FromString)
    started = time.perf_counter()
    texts = [printer.text(message) for message in watch(b"")]
    seconds = time.perf_counter() - started
    if len(texts) != request_server.MESSAGES:
        raise Failed(f"the server sent {len(texts)} messages")
    return seconds
