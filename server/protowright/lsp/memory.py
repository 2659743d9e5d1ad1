"""Garbage collection outside the time a person waits.

Trees and tables that stay are what a full collection walks over: half a second for a million objects, in the middle of
a keystroke. So what is alive when the person pauses is left out of later collections, and looked through only in a
long pause. What one keystroke leaves behind, the trees of the text before, is thrown away as soon as its diagnostics are
out: that takes some milliseconds, and a fifth of a second when it is left for ten keystrokes.
"""

from __future__ import annotations

import asyncio
import gc
import math
import time
from typing import Final

PAUSE: Final = 2.0
"""After so many seconds without a message, what is alive is likely to stay."""
LONG_PAUSE: Final = 60.0
"""After so many seconds nobody waits for an answer."""
GROWTH: Final = 1.5
"""A long pause is used when so many times as many objects are kept as after the last one."""
_TIDYING: Final = 0.03
"""When a collection after a check took longer than this, in seconds, there is none until the next pause."""


class Memory:
    """Watches for pauses. `touch` is called for every message."""

    def __init__(self) -> None:
        self._last = time.monotonic()
        self._is_settled = False
        self._tidying_takes = math.inf
        self._kept_after_collection = 100_000

    def end_start(self) -> None:
        """What was imported for the start stays; from now on, there may be garbage."""
        gc.freeze()
        gc.enable()

    def touch(self) -> None:
        """A message came in."""
        self._last = time.monotonic()
        self._is_settled = False

    def tidy(self) -> None:
        """Throw away what a check has left behind, unless so much is alive that somebody would wait for it."""
        if self._tidying_takes <= _TIDYING:
            started = time.perf_counter()
            gc.collect()
            self._tidying_takes = time.perf_counter() - started

    async def watch(self) -> None:
        """Use the pauses, for ever."""
        while True:
            await asyncio.sleep(PAUSE / 2)
            self.use_pause(time.monotonic() - self._last)

    def use_pause(self, seconds: float) -> None:
        """Do what there is time for in a pause that has lasted so long."""
        if seconds >= PAUSE and not self._is_settled:
            self._is_settled = True
            self._tidying_takes = 0.0
            _settle()
        if seconds >= LONG_PAUSE and gc.get_freeze_count() > GROWTH * self._kept_after_collection:
            gc.unfreeze()
            _settle()
            self._kept_after_collection = max(gc.get_freeze_count(), self._kept_after_collection)


def _settle() -> None:
    """Collect what came since the last time, which is little, and keep the rest out of later collections."""
    gc.collect()
    gc.freeze()
