"""The same verdict as protobuf's on a great many random request bodies."""

from __future__ import annotations

import os

import pytest
from tests.support.random_bodies import compare

COUNT = int(os.environ.get("CORPUS_MUTANTS", "12000")) * 10
SEED = int(os.environ.get("CORPUS_SEED", "1"))


@pytest.mark.corpus
@pytest.mark.timeout(1800)
def test_bodies(capsys: pytest.CaptureFixture[str]) -> None:
    figures = compare(COUNT, SEED)
    with capsys.disabled():
        print(f"\nrequest bodies: {figures}")
    assert figures.faults == []
    assert figures.taken > COUNT // 4 and figures.hints > COUNT // 10
