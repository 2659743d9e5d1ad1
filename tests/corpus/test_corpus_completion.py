"""Completion against what real files and random bodies say."""

from __future__ import annotations

import os

import pytest
from tests.corpus import body_completion, completion

SEED = int(os.environ.get("CORPUS_SEED", "1"))


@pytest.mark.corpus
@pytest.mark.timeout(1800)
def test_names_in_real_files(capsys: pytest.CaptureFixture[str]) -> None:
    tally = completion.run(completion.corpora(), completion.FILES, SEED)
    with capsys.disabled():
        print("\ncompletion of names in real files", *completion.lines_of(tally), sep="\n")
    assert completion.passes(tally), tally.missed


@pytest.mark.corpus
@pytest.mark.timeout(1800)
def test_names_in_bodies(capsys: pytest.CaptureFixture[str]) -> None:
    tally = body_completion.run(completion.corpora(), completion.FILES, SEED)
    with capsys.disabled():
        print("\ncompletion in bodies", *completion.lines_of(tally, body_completion.KINDS), sep="\n")
    assert body_completion.passes(tally), tally.missed
