"""Looking at processes that a test did not start itself (Linux only)."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from tests.lsp.wire import PATIENCE


def children(process_id: int) -> list[int]:
    """The processes that a process has started and that are alive (Linux only)."""
    tasks = Path(f"/proc/{process_id}/task")
    if not tasks.is_dir():
        return []
    found: list[str] = []
    for task in tasks.iterdir():
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # that thread has just ended
            found += (task / "children").read_text().split()
    return [int(child) for child in found]


def is_alive(process_id: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def eventually(condition: Callable[[], bool], timeout: float = PATIENCE) -> bool:
    """Whether a condition comes true in time."""
    deadline = time.monotonic() + timeout
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True
