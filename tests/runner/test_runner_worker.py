"""The process that makes the calls: its protocol, and what is left when it is killed."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pytest
from samples.service import Addresses
from tests.runner.support import plan_of

from protowright.runner.plan import Plan, plan_to_json

ROOT = Path(__file__).parents[2]
DOCUMENT = re.compile(
    r"GRPC (?:- RUNNING|\d+ - [A-Z_]+)\n# chat\.v1\.Chat/Subscribe at \S+(?: · \S+ \S+)? · \S+\n# schema: \S.*\n"
    r"(?:# .+\n)?(?:[a-z0-9-]+: .*\n)*"
    r"(?:\n\{\n(?:  .*\n)+\}\n(?:\n===\n\n\{\n(?:  .*\n)+\}\n)*)?(?:\n### [a-z]+\n(?:.+\n)+)*"
)


class Process:
    """The worker, spoken to by lines of JSON."""

    def __init__(self, environment: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        own = {**os.environ, "PYTHONPATH": str(ROOT / "server"), **environment}
        command = [sys.executable, "-m", "protowright.runner.worker"]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=own, text=True)

    def send(self, message: dict[str, Any]) -> None:
        """Send one object."""
        stdin = self._pipe(self.process.stdin)
        stdin.write(json.dumps(message) + "\n")
        stdin.flush()

    def next(self) -> dict[str, Any]:
        """The next object that comes."""
        line = self._pipe(self.process.stdout).readline()
        assert line, self._pipe(self.process.stderr).read()
        found: dict[str, Any] = json.loads(line)
        return found

    def until_done(self, run: int) -> list[dict[str, Any]]:
        """All that comes for a run."""
        found = [self.next()]
        while found[-1] != {"id": run, "done": True}:
            found.append(self.next())
        return [item for item in found[:-1] if item["id"] == run]

    def end(self) -> str:
        """Close its input; gives what it wrote to standard error."""
        _, said = self.process.communicate(timeout=10)
        assert self.process.returncode == 0
        return said

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@contextmanager
def working(**environment: str) -> Iterator[Process]:
    """A worker that is gone afterwards."""
    worker = Process(environment)
    try:
        yield worker
    finally:
        worker.process.kill()
        worker.process.communicate()


def ticks(folder: Path, service: Addresses, limit: int, interval: str = "0s") -> Plan:
    """A plan for a stream of so many messages; 0 is no end."""
    body = f'{{"room": "clock", "limit": {limit}, "interval": "{interval}"}}'
    (folder / "protos").mkdir(exist_ok=True)
    (folder / "protos" / "chat.proto").write_text((ROOT / "samples/protos/chat/v1/chat.proto").read_text())
    return plan_of(
        folder, f"# @name ticks\nGRPC grpc://{service.address}/chat.v1.Chat/Subscribe\n\n{body}\n", proto=None
    )


def test_a_run_is_told_without_its_messages(tmp_path: Path, service: Addresses) -> None:
    plan = ticks(tmp_path, service, 2)
    with working() as worker:
        worker.send({"id": 7, "run": plan_to_json(plan)})
        told = worker.until_done(7)
        assert worker.end() == ""
    events = [item["event"]["event"] for item in told if "event" in item]
    assert events == ["Finished"]
    assert {"id": 7, "written": plan.response_path, "messages": 2, "problem": ""} in told
    assert "tick 1" not in json.dumps(told)
    assert DOCUMENT.fullmatch(Path(plan.response_path).read_text())


def test_a_run_is_cancelled_by_its_number(tmp_path: Path, service: Addresses) -> None:
    plan = ticks(tmp_path, service, 0, "0.01s")
    with working() as worker:
        worker.send({"cancel": 99})
        worker.send({"id": 1, "run": plan_to_json(plan)})
        while "written" not in worker.next():
            pass
        worker.send({"cancel": 1})
        told = worker.until_done(1)
        worker.send({"cancel": 1})
        assert worker.end() == ""
    assert [item["event"] for item in told if "event" in item][-1]["status"] == "CANCELLED"
    assert told[-1] == {"id": 1, "passed": False, "problems": []}


def test_a_run_is_cancelled_at_once(tmp_path: Path, service: Addresses) -> None:
    with working() as worker:
        worker.send({"id": 1, "run": plan_to_json(ticks(tmp_path, service, 0))})
        worker.send({"cancel": 1})
        finished = [item["event"] for item in worker.until_done(1) if "event" in item][-1]
    assert finished["status"] == "CANCELLED"


def test_a_refusal_is_a_sentence(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, "GRPC grpc://127.0.0.1:1/none.None/One\n", proto=None)
    with working() as worker:
        worker.send({"id": 3, "run": plan_to_json(plan)})
        (told,) = worker.until_done(3)
        assert worker.end() == ""
    assert told["refused"].startswith("the schema of `none.None` could not be asked for: nobody listens at 127.0.0.1:1")
    assert not Path(plan.response_path).exists()


def test_runs_go_on_side_by_side(tmp_path: Path, service: Addresses) -> None:
    with working() as worker:
        endless, short = ticks(tmp_path, service, 0, "0.05s"), ticks(tmp_path, service, 1)
        worker.send({"id": 1, "run": plan_to_json(endless)})
        worker.send({"id": 2, "run": plan_to_json(short)})
        assert worker.until_done(2)
        worker.send({"cancel": 1})
        assert worker.until_done(1)


def test_the_end_of_the_input_ends_it(tmp_path: Path, service: Addresses) -> None:
    with working() as worker:
        worker.send({"id": 1, "run": plan_to_json(ticks(tmp_path, service, 0))})
        worker.next()
        started = time.monotonic()
        assert worker.end() == ""
        assert time.monotonic() - started < 1.5


def test_a_killed_worker_leaves_a_whole_document(tmp_path: Path, service: Addresses) -> None:
    """Killed at 20 moments while a stream comes as fast as it can, the document is replaced at short intervals."""
    choose = random.Random(20)
    fast = "import protowright.runner.saving as s; s.INTERVAL = 0.002; import protowright.runner.worker as w; w.main()"
    plan = ticks(tmp_path, service, 0)
    path = Path(plan.response_path)
    seen = 0

    def attempt() -> None:
        nonlocal seen
        path.unlink(missing_ok=True)
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", fast]
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, text=True) as process:
            assert process.stdin is not None and process.stdout is not None
            process.stdin.write(json.dumps({"id": 1, "run": plan_to_json(plan)}) + "\n")
            process.stdin.flush()
            while '"written"' not in process.stdout.readline():
                pass
            drain = threading.Thread(target=process.stdout.read, daemon=True)
            drain.start()
            time.sleep(choose.uniform(0, 0.08))
            process.kill()
            drain.join(5)
        text = path.read_text("utf-8")
        assert DOCUMENT.fullmatch(text), text[-400:]
        assert text.startswith("GRPC - RUNNING\n")
        seen = max(seen, text.count("==="))

    for _ in range(20):
        attempt()
    assert seen > 10, "the stream was too slow to prove anything"
    leftovers = list(tmp_path.glob(".a.ticks*"))
    assert len(leftovers) <= 20


@pytest.mark.parametrize("module", ["lsprotocol", "pygls", "click", "rich"])
def test_the_worker_loads_only_what_it_needs(module: str) -> None:
    code = f"import sys, protowright.runner.worker; sys.exit({module!r} in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    assert subprocess.run([sys.executable, "-c", code], env=environment, timeout=20).returncode == 0
