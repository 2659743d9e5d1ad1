"""Measuring how time grows with size, on a machine that others use as well."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

Work = Callable[[], object]


def growth(prepare: Callable[[int], Work], size: int, attempts: int = 4) -> float:
    """How many times longer the work of doubled size takes: 2 when it is linear, 4 when it is quadratic.

    `prepare` makes the work of a size; preparing it is not measured. Work too short to measure is made bigger. The size
    is doubled twice and the smaller growth counts, because memory has steps in its price (caches, pages); so does the
    smallest of several tries, in time of this process, so that the work of others does not.
    """
    work = prepare(size)
    while _seconds(work) < 0.004 and size < 1_000_000:
        size *= 2
        work = prepare(size)
    works = (work, prepare(2 * size), prepare(4 * size))
    ratio = float("inf")
    for _ in range(attempts):
        once, twice, four_times = (min(_seconds(work) for _ in range(2)) for work in works)
        ratio = min(ratio, twice / once, four_times / twice)
        if ratio < 2.5:
            break
    return ratio


def growth_over(prepare: Callable[[int], Work], size: int, times: int) -> float:
    """How many times longer the work of `times` the size takes: `times` when it is linear, its square when it is quadratic.

    For work in which a quadratic part is small and only shows when the size has grown a lot.
    """
    small, large = (min(_seconds(work) for _ in range(2)) for work in (prepare(size), prepare(size * times)))
    return large / small


def _seconds(work: Work) -> float:
    """Without the garbage collector, as `timeit` measures: it walks over what other tests left behind as well."""
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()
