"""Pauses are used for garbage collection, so that nobody waits for it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from protowright.lsp.memory import LONG_PAUSE, PAUSE, Memory


class Circle:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


def test_a_short_pause_keeps_what_is_alive_out_of_later_collections() -> None:
    memory = Memory()
    memory.use_pause(PAUSE / 2)
    assert gc.get_freeze_count() == 0
    memory.use_pause(PAUSE)
    assert gc.get_freeze_count() > 1_000


def test_a_short_pause_throws_garbage_away_first() -> None:
    circle = Circle()
    seen = weakref.ref(circle)
    del circle
    Memory().use_pause(PAUSE)
    assert seen() is None


def test_what_a_check_leaves_behind_is_thrown_away_once_the_rest_is_out_of_the_way() -> None:
    memory = Memory()
    circle = Circle()
    seen = weakref.ref(circle)
    del circle
    memory.tidy()
    assert seen() is not None
    memory.use_pause(PAUSE)
    circle = Circle()
    seen = weakref.ref(circle)
    del circle
    memory.tidy()
    assert seen() is None


def test_too_much_that_is_alive_is_left_alone_until_the_next_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protowright.lsp.memory._TIDYING", 0.0)  # every collection takes too long
    memory = Memory()
    memory.use_pause(PAUSE)
    memory.tidy()
    circle = Circle()
    seen = weakref.ref(circle)
    del circle
    memory.tidy()
    assert seen() is not None
    memory.touch()
    memory.use_pause(PAUSE)
    assert seen() is None


def test_a_long_pause_finds_what_became_garbage_since() -> None:
    memory = Memory()
    memory.use_pause(PAUSE)
    kept = [Circle() for _ in range(200_000)]
    seen = weakref.ref(kept[0])
    memory.touch()
    memory.use_pause(PAUSE)
    kept.clear()
    memory.touch()
    memory.use_pause(PAUSE)
    assert seen() is not None
    memory.use_pause(LONG_PAUSE)
    assert seen() is None
