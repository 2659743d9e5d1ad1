"""Sorting much without keeping other threads from going on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from itertools import islice
from typing import Any, Final, TypeVar

T = TypeVar("T")

PIECE: Final = 1_000
"""So many are sorted at once, which takes about a millisecond: Python lets no other thread run meanwhile."""

Pause = Callable[[], object]
"""Called between two pieces of work, which may let others go first there."""


def no_pause() -> None:
    """Nobody else wants to go on."""


def sorted_gradually(items: Iterable[T], key: Callable[[T], Any], pause: Pause = no_pause) -> Iterator[T]:
    """The items in the order of their keys, equal ones in the order they came in; `pause` is called all along."""
    source, runs = iter(items), list[list[T]]()
    while run := list(islice(source, PIECE)):
        runs.append(sorted(run, key=key))
        pause()
    for count, item in enumerate(merge(*runs, key=key)):
        if count % PIECE == 0:
            pause()
        yield item
