"""The process that makes the calls: its protocol. `test_runner_killed.py` has what is left when it is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from samples.service import Addresses
from tests.runner.support import plan_of
from tests.runner.workers import DOCUMENT, ROOT, ticks, working

from protowright.runner.plan import plan_to_json


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


@pytest.mark.parametrize("module", ["lsprotocol", "pygls", "click", "rich"])
def test_the_worker_loads_only_what_it_needs(module: str) -> None:
    code = f"import sys, protowright.runner.worker; sys.exit({module!r} in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    assert subprocess.run([sys.executable, "-c", code], env=environment, timeout=20).returncode == 0
