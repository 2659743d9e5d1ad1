"""Threads that wait for work: to start one takes longer than many a call."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue

Work = Callable[[], object]


class IdleThreads:
    """Does each work on a thread of its own, one that has done with another if there is one. They end with the process."""

    def __init__(self) -> None:
        self._works: SimpleQueue[Work] = SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0

    def do(self, work: Work) -> None:
        """Begin the work, which must not raise."""
        with self._lock:
            is_one_idle = self._idle > 0
            self._idle -= is_one_idle
        if not is_one_idle:
            threading.Thread(target=self._wait_for_work, daemon=True).start()
        self._works.put(work)

    def _wait_for_work(self) -> None:
        while True:
            self._works.get()()
            with self._lock:
                self._idle += 1
