"""Running a command, and what it took."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_PERIOD = 0.05


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: wall time and processor time in seconds, the most memory of all its processes in MB.

    `megabytes` is None where the system does not say (it is read from `/proc`). A page that processes share counts once.
    """

    seconds: float
    processor: float
    megabytes: float | None


class Failed(Exception):
    """A command ended with an exit code that it should not; the message has its last words."""


def run(
    command: Sequence[str],
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    codes: Sequence[int] = (0,),
) -> Cost:
    """Run a command to its end. Raises Failed when its exit code is not one of `codes`."""
    before = os.times()
    started = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **(environment or {})}, stdout=subprocess.DEVNULL, stderr=errors
        )
        most = _Watch(process.pid)
        code = process.wait()
        seconds = time.perf_counter() - started
        most.stop()
        if code not in codes:
            errors.seek(0)
            said = errors.read().decode("utf-8", "replace").strip()[-300:]
            raise Failed(f"{Path(command[0]).name} {' '.join(command[1:4])}...: exit code {code}: {said}")
    after = os.times()
    processor = after.children_user - before.children_user + after.children_system - before.children_system
    return Cost(seconds, processor, most.megabytes)


class _Watch:
    """Looks at the memory of a process and its children from time to time."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._ended = threading.Event()
        self.megabytes: float | None = None
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no longer."""
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_PERIOD):
            now = _memory(self._process)
            if now:
                self.megabytes = max(now, self.megabytes or 0.0)


def _memory(process: int) -> float:
    """The memory of a process and all below it in MB; a page shared by several counts once (proportional set size)."""
    total = 0.0
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1]) / 1024
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (OSError, ValueError):
        return total
    return total + sum(_memory(int(child)) for child in children)


def medians_in_turn(works: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """The median of what each work gives; they take turns, so that noise meets all of them."""
    found: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for values, work in zip(found, works, strict=True):
            values.append(work())
    return [statistics.median(values) for values in found]


def best(measure: Callable[[], float], rounds: int) -> float:
    """The smallest of several measurements: the one least disturbed by others."""
    return min(measure() for _ in range(rounds))
