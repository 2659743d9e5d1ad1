"""How long the command line takes to start, against the interpreter alone."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROUNDS = 25
BAR = 12.0
"""`protowright --help` takes at most so many times the interpreter's own start."""


def run() -> bool:
    """Print the ratio; tells whether it is under the bar."""
    command = str(Path(sys.executable).with_name("protowright"))
    if not Path(command).exists():
        command = shutil.which("protowright") or command
    floor, own = _medians([[sys.executable, "-c", "pass"], [command, "--help"]])
    ratio = own / floor
    good = ratio <= BAR
    print(f"start: python -c pass {floor * 1000:.1f} ms, protowright --help {own * 1000:.1f} ms (medians of {ROUNDS})")
    print(f"start: protowright --help / python -c pass = {ratio:.1f} (bar {BAR:g}) {'ok' if good else 'MISSED'}")
    return good


def _medians(commands: list[list[str]]) -> list[float]:
    """The median time of each command in seconds; they take turns, so that noise meets all of them."""
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(ROUNDS):
        for index, command in enumerate(commands):
            started = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            times[index].append(time.perf_counter() - started)
    return [statistics.median(values) for values in times]
