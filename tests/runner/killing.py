"""Killing workers at random moments, and looking at what they leave."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from samples.service import Addresses
from tests.runner.workers import DOCUMENT, MODULE, ticks, working

from protowright.runner.plan import plan_to_json

BUSY = (
    "-c",
    """import os, time
import protowright.runner.saving, protowright.runner.worker
protowright.runner.saving.INTERVAL, protowright.runner.saving.SHARE = 0.002, 0.9
rename = os.replace
os.replace = lambda *names: (time.sleep(0.005), rename(*names))
protowright.runner.worker.main()
""",
)
"""A worker on a slow disk that writes its document nearly all the time, so that many kills come in the middle of it."""
LIMIT = 3
_TICK = re.compile(r'^  "text": "tick (\d+)",?$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Survived:
    """What came of kills: their number, how many of them came while the document was written, and before the first part
    of the new one; the most messages in a document; and what was wrong, a sentence each."""

    kills: int = 0
    in_a_write: int = 0
    before_the_first: int = 0
    longest: int = 0
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: Survived) -> Survived:
        return Survived(
            self.kills + other.kills,
            self.in_a_write + other.in_a_write,
            self.before_the_first + other.before_the_first,
            max(self.longest, other.longest),
            self.faults + other.faults,
        )

    def __str__(self) -> str:
        return (
            f"{self.kills - len(self.faults)} of {self.kills} kills survived: {self.in_a_write} while the document was "
            f"written, {self.before_the_first} before its first part; the longest had {self.longest} messages"
        )


def kill_workers(folder: Path, service: Addresses, count: int, seed: int, lanes: int = 4) -> Survived:
    """Kill so many workers, some beside one another, each lane in a folder of its own. All is chosen by `seed`."""
    with ThreadPoolExecutor(lanes) as threads:
        shares = [len(range(lane, count, lanes)) for lane in range(lanes)]
        found = threads.map(
            lambda lane: _lane(folder / str(lane), service, shares[lane], f"{seed}/{lane}"), range(lanes)
        )
        return reduce(Survived.__add__, found, Survived())


def _lane(folder: Path, service: Addresses, count: int, seed: str) -> Survived:
    """Kills in one folder, one after the other. The next worker shows what the last one left; the last is not killed."""
    folder.mkdir()
    choose = random.Random(seed)
    found = Survived()
    for _ in range(count):
        is_plain = choose.random() < 0.25
        delay = choose.uniform(0, 0.7) if is_plain else choose.uniform(0, 0.15)
        found += _kill_one(folder, service, MODULE if is_plain else BUSY, delay)
    with working() as worker:
        worker.send({"id": 1, "run": plan_to_json(ticks(folder, service, LIMIT))})
        return found + Survived(faults=list(_wrong_afterwards(folder, worker.until_done(1), service)))


def _kill_one(folder: Path, service: Addresses, arguments: Iterable[str], delay: float) -> Survived:
    """Let a worker make a short call, which has to work, and kill it in a long one."""
    short, endless = ticks(folder, service, LIMIT), ticks(folder, service, 0)
    with working(tuple(arguments)) as worker:
        worker.send({"id": 1, "run": plan_to_json(short)})
        faults = list(_wrong_afterwards(folder, worker.until_done(1), service))
        worker.send({"id": 2, "run": plan_to_json(endless)})
        time.sleep(delay)
    text = Path(endless.response_path).read_text("utf-8")
    numbers = [int(number) for number in _TICK.findall(text)]
    is_running = text.startswith("GRPC - RUNNING\n")
    if not DOCUMENT.fullmatch(text) or numbers != list(range(1, len(numbers) + 1)):
        faults.append(f"no whole document after {delay:.3f} s: it ends with {text[-200:]!r}")
    if not is_running and not (text.startswith("GRPC 0 - OK\n") and len(numbers) == LIMIT):
        faults.append(f"neither the new document nor the one before after {delay:.3f} s: {text[:200]!r}")
    return Survived(1, len(_left(folder)), int(not is_running), len(numbers), faults[:1])


def _wrong_afterwards(folder: Path, told: list[dict[str, object]], service: Addresses) -> Iterable[str]:
    """What is not as it should be after a call that came to its end."""
    text = Path(ticks(folder, service, LIMIT).response_path).read_text("utf-8")
    if told[-1] != {"id": 1, "passed": True, "problems": []}:
        yield f"the next call did not pass: {told[-1]}"
    if not DOCUMENT.fullmatch(text) or not text.startswith("GRPC 0 - OK\n"):
        yield f"the next call left {text[:200]!r}"
    if _left(folder):
        yield f"temporary files are left after the next call: {_left(folder)}"


def _left(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.suffix == ".tmp"]
