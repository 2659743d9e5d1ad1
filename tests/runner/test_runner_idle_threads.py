"""Threads that are used again."""

from __future__ import annotations

import threading
import time

from protowright.runner.idle_threads import IdleThreads


def test_works_go_on_side_by_side() -> None:
    threads, together = IdleThreads(), threading.Barrier(5)
    for _ in range(4):
        threads.do(lambda: together.wait(5))
    together.wait(5)


def test_a_thread_that_is_done_takes_the_next_work() -> None:
    threads, seen = IdleThreads(), list[int]()
    for number in range(20):
        done = threading.Event()
        threads.do(lambda done=done: (seen.append(threading.get_ident()), done.set()))  # type: ignore[misc]
        assert done.wait(5), number
        time.sleep(0.005)  # it is idle a moment after the work
    assert len(seen) == 20
    assert len(set(seen)) < 5
