"""Descriptors equal protoc's, and nothing is called an error, for every real file that protoc accepts."""

from __future__ import annotations

import pytest
from tests.corpus.compiled import compiled
from tests.corpus.corpora import ALL
from tests.corpus.judged import Judged, judge

LEAST = {"bundled": 70, "google-gax": 140, "grpc-js-xds": 490, "google-proto-files": 8_000, "rule-cases": 150}
"""How many files protoc accepts at the least; fewer mean that the corpus was not read as it should be."""


def check(name: str) -> Judged:
    """Compare a corpus; raises AssertionError with what differs."""
    found = compiled(name)
    judged = judge(found)
    assert judged.count == len(found.descriptors) >= LEAST[name]
    assert not judged.unlike
    assert not judged.errors
    assert judged.unused ^ found.unused == set()
    return judged


def test_bundled_files() -> None:
    check("bundled")


@pytest.mark.corpus
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", ALL)
def test_corpus(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    judged = check(name)
    with capsys.disabled():
        print(f"\n{name}: {judged.equal} of {judged.count} equal; protoc rejects {len(compiled(name).rejected)} more")
