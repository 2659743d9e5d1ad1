"""Checking a large folder, against protoc and buf on the same files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks import peers
from benchmarks.measuring import Cost, Failed
from benchmarks.measuring import run as run_command
from benchmarks.printing import bar, failed, figure

COLD = 6.0
COLD_TWO_JOBS = 3.0
WARM = 1.0
MEGABYTES = 1000.0


def run() -> bool:
    """Print the figures; tells whether all are under their bars."""
    figure("folder", f"{len(peers.names())} files of google-proto-files, {peers.megabytes():.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        floor = _protoc(Path(folder))
        good = [
            _check("cold, one job", floor, COLD, ["--no-cache", "--jobs", "1"]),
            _check("cold, two jobs", floor, COLD_TWO_JOBS, ["--no-cache", "--jobs", "2"]),
            _warm(floor, Path(folder, "cache")),
        ]
    _buf(floor)
    return all(good)


def _protoc(folder: Path) -> Cost:
    """The better of two runs."""
    found = min((run_command(peers.protoc_all(folder)) for _ in range(2)), key=lambda cost: cost.seconds)
    figure("folder", f"protoc {_cost(found)}")
    return found


def _cost(cost: Cost) -> str:
    memory = "memory not measured here" if cost.megabytes is None else f"{cost.megabytes:.0f} MB"
    return f"{cost.seconds:.2f} s ({cost.processor:.2f} s of processors), {memory}"


def _command(options: list[str]) -> list[str]:
    root = str(peers.large_folder())
    return peers.protowright("check", "--quiet", "-I", root, *options, root)


def _check(what: str, floor: Cost, limit: float, options: list[str]) -> bool:
    try:
        cost = run_command(_command(options))
    except Failed as error:
        return failed("folder", what, error)
    processors = cost.processor / floor.processor
    figure("folder", f"protowright check, {what}: {_cost(cost)}; {processors:.2f} times protoc's time of processors")
    is_fast = bar("folder", f"protowright check {what} / protoc", cost.seconds / floor.seconds, limit)
    if cost.megabytes is None:
        return failed("folder", f"memory, {what}", "there is no /proc here")
    return bar("folder", f"most memory, {what}", cost.megabytes, MEGABYTES, " MB") and is_fast


def _warm(floor: Cost, cache: Path) -> bool:
    """A second run with nothing changed; the first one fills a cache of its own."""
    environment = {"XDG_CACHE_HOME": str(cache)}
    try:
        first = run_command(_command([]), environment=environment)
        second = run_command(_command([]), environment=environment)
    except Failed as error:
        return failed("folder", "second run", error)
    figure("folder", f"protowright check, first run with the cache: {_cost(first)}")
    figure("folder", f"protowright check, second run: {_cost(second)}")
    return bar("folder", "protowright check second run / protoc", second.seconds / floor.seconds, WARM)


def _buf(floor: Cost) -> None:
    """What buf takes is a figure without a bar. `buf lint` is none: it takes no folder with message sets."""
    try:
        cost = run_command(peers.buf("build", "-o", os.devnull), folder=peers.large_folder())
    except Failed as error:
        figure("folder", f"buf build: {error}")
        return
    figure("folder", f"buf build: {_cost(cost)}, {cost.seconds / floor.seconds:.2f} times protoc")
