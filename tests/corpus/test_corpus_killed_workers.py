"""Many kills of the process that makes the calls. No corpus is needed, only time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from samples.service import running_process
from tests.runner.killing import kill_workers

KILLS = int(os.environ.get("KILLS", "200"))
SEED = int(os.environ.get("KILLS_SEED", "1"))


@pytest.mark.corpus
@pytest.mark.timeout(900)
def test_killed_workers_leave_whole_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with running_process() as service:
        survived = kill_workers(tmp_path, service, KILLS, SEED)
    with capsys.disabled():
        print(f"\n{survived}")
    assert survived.faults == []
    assert survived.in_a_write > 0, "no kill came in the middle of a write: too few of them, or too slow a stream"
