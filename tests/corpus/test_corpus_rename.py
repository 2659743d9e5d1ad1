"""Renames in real workspaces keep what files mean, and renaming back gives the first texts."""

from __future__ import annotations

import os

import pytest
from tests.corpus.rename import run, summary


@pytest.mark.timeout(300)
def test_some_renames() -> None:
    count = 25
    tally = run(count, seed=int(os.environ.get("CORPUS_SEED", "1")), only="rule-cases", report=False)
    assert not tally.failures
    assert sum(tally.done.values()) == count
    assert tally.compiled >= count / 2


@pytest.mark.corpus
@pytest.mark.timeout(3600)
def test_renames_in_real_workspaces(capsys: pytest.CaptureFixture[str]) -> None:
    count = int(os.environ.get("CORPUS_RENAMES", "2000"))
    tally = run(count, seed=int(os.environ.get("CORPUS_SEED", "1")), report=False)
    with capsys.disabled():
        print("\n" + summary(tally, 0.0))
    assert not tally.failures
    assert sum(tally.done.values()) == count
    assert tally.requests >= count / 20
    assert set(tally.done) >= {"message", "field", "enum value", "package", "service", "extension", "variable"}
