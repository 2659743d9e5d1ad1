"""Who waits for what, so that work in the background can make way between two of its steps.

Python runs one thread at a time: a check that goes on while a completion is worked out makes that take twice as long.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Waiting:
    """Counts those who wait for an answer of some kind."""

    def __init__(self) -> None:
        self._count = 0
        self._nobody = threading.Event()
        self._nobody.set()

    @contextmanager
    def somebody(self, turns: int = 0) -> Iterator[None]:
        """Somebody waits meanwhile, and for so many turns of the event loop behind it. Used on the loop's thread alone."""
        self._count += 1
        self._nobody.clear()
        try:
            yield
        finally:
            self._end(turns)

    def _end(self, turns: int) -> None:
        if turns:
            asyncio.get_running_loop().call_soon(self._end, turns - 1)
            return
        self._count -= 1
        if self._count == 0:
            self._nobody.set()

    @property
    def are_there(self) -> bool:
        """Whether somebody waits now."""
        return self._count > 0

    def make_way(self, seconds: float) -> None:
        """Come back when nobody waits, on any thread but that of the loop; after so many seconds in any case."""
        self._nobody.wait(seconds)
