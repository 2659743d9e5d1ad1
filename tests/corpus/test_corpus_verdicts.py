"""The same verdict as protoc's on mutants of real files, and the first error on the same line."""

from __future__ import annotations

import os

import pytest
from tests.corpus.corpora import ALL
from tests.corpus.lines import Line
from tests.corpus.verdicts import DIFFERENCES, Figures, compare_all

AGREEMENT = 0.999
LINE_AGREEMENT = 0.95
"""Where protoc names the token behind a line end, ours is where something lacks, with that token as a related place."""
COUNT = int(os.environ.get("CORPUS_MUTANTS", "12000"))
SEED = int(os.environ.get("CORPUS_SEED", "1"))


@pytest.mark.corpus
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("corpus", "count"), [(None, COUNT), ("rule-cases", COUNT // 2)])
def test_verdicts(corpus: str | None, count: int, capsys: pytest.CaptureFixture[str]) -> None:
    figures = Figures(compare_all(count, SEED, shares=None if corpus is None else {corpus: 1.0}))
    figures.write(DIFFERENCES / (corpus or "real-files"))
    with capsys.disabled():
        print(f"\nmutants of {corpus or 'real files'}: {figures}")
    assert figures.count >= count - len(ALL)
    assert figures.raised == 0
    assert figures.agreement >= AGREEMENT
    assert figures.line_share(Line.SAME, Line.RELATED) >= LINE_AGREEMENT


def test_verdicts_on_some_mutants() -> None:
    figures = Figures(compare_all(600, seed=5, jobs=1, shares={"bundled": 0.5, "rule-cases": 0.5}))
    assert figures.rejected > 300 and figures.raised == 0
    assert not [comparison.report() for comparison in figures.different]
