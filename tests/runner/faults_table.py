"""The table of faults, as a text to read aloud: `python -m tests.runner.faults_table [words of a fault's name]`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import protowright.runner  # noqa: F401 - before grpc, which it keeps from writing on its own

# isort: split
from tests.runner.faults import FAULTS
from tests.runner.faults.fault import Fault, judge


def main(wanted: str) -> int:
    """Run the faults whose name has `wanted` in it, and print what came of each; gives how many went wrong."""
    chosen = [fault for fault in FAULTS if wanted in fault.name]
    started = time.monotonic()
    wrong = sum(not _row(fault) for fault in chosen)
    print(f"\n{len(chosen)} faults, {len(chosen) - wrong} ok, in {time.monotonic() - started:.1f} s")
    return wrong


def _row(fault: Fault) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        outcome = judge(fault, Path(folder))
    mark = "WRONG" if outcome.problems else "ok"
    print(f"{fault.name:40} {outcome.status:19} {outcome.seconds:5.2f} s  {mark}\n    {outcome.sentence}")
    for problem in outcome.problems:
        print(f"    !! {problem}")
    sys.stdout.flush()
    return not outcome.problems


if __name__ == "__main__":
    sys.exit(min(main(" ".join(sys.argv[1:])), 1))
