"""The JSON of 20,000 random messages, and of what damage makes of them, against protobuf's own printer."""

from __future__ import annotations

import pytest
from tests.runner.json_differential import run

MESSAGES = 20_000


@pytest.mark.corpus
@pytest.mark.timeout(1200)
def test_random_messages_at_length(capsys: pytest.CaptureFixture[str]) -> None:
    figures = run(MESSAGES, seed=1)
    with capsys.disabled():
        print("\nJSON of messages: " + ", ".join(f"{number:,} {what}" for what, number in figures.items()))
    assert figures["messages"] >= MESSAGES
