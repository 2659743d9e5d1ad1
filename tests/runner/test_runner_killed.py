"""A worker that is killed at any moment leaves a whole document, and nothing for others to clean up.

`tests/corpus/test_corpus_killed_workers.py` does the same at length.
"""

from __future__ import annotations

from pathlib import Path

from samples.service import running_process
from tests.runner.killing import kill_workers


def test_killed_workers_leave_whole_documents(tmp_path: Path) -> None:
    with running_process() as service:
        survived = kill_workers(tmp_path, service, count=15, seed=1, lanes=3)
    print(survived)
    assert survived.faults == []
    assert survived.kills == 15
    assert survived.longest > 10, "the stream was too slow to prove anything"
