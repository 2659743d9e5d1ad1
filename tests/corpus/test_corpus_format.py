"""Real files in form are the same as buf's, and mean what they meant."""

from __future__ import annotations

import pytest
from tests.corpus.corpora import ALL
from tests.corpus.format import CORPORA, measure, report

LEAST = {"google-proto-files": 8_000, "google-gax": 140, "grpc-js-xds": 590}
"""How many files there are at the least; fewer mean that the corpus was not read as it should be."""


@pytest.mark.corpus
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("name", CORPORA)
def test_corpus_in_form(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    figures = measure(ALL[name]())
    with capsys.disabled():
        print("\n" + report(name, figures))
    assert figures.count >= LEAST[name]
    assert not figures.failed
    assert not figures.refused
    assert figures.same >= 0.99 * figures.count
