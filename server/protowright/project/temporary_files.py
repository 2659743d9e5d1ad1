"""Temporary files beside the files they will replace, and those that a killed process left there.

Whoever writes such a file holds a lock on it until it has its final name. The system frees the lock with the process, so
a file that can be locked is nobody's any more. Windows has no such locks, but refuses to remove what is open.
"""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import time
from pathlib import Path
from typing import Final

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

CAN_LOCK: Final = fcntl is not None
"""Whether files are locked: they keep their lock when they are renamed, and may be renamed while they are open."""
ABANDONED_AFTER: Final = 60.0
"""Without locks, a file that nobody has written to for so long is taken as left behind, in seconds."""

_SUFFIX = ".tmp"
_RANDOM = re.compile(r"[a-z0-9_]{8}")
"""What `tempfile` puts into names."""


def open_temporary(target: Path) -> tuple[int, str]:
    """A new file beside the absolute `target`: its descriptor, to be closed after the file has its final name, and its path.

    Raises OSError when it cannot be made.
    """
    while True:
        descriptor, path = tempfile.mkstemp(dir=target.parent, prefix=_prefix(target), suffix=_SUFFIX)
        _lock(descriptor)
        if os.path.exists(path):
            return descriptor, path
        os.close(descriptor)  # another process took it for abandoned before it was locked


def remove_abandoned(target: Path) -> None:
    """Remove what processes that were killed left beside the absolute `target`, and nothing that anybody still writes."""
    prefix = _prefix(target)
    with contextlib.suppress(OSError):
        for name in os.listdir(target.parent):
            middle = name.removeprefix(prefix).removesuffix(_SUFFIX)
            if name == f"{prefix}{middle}{_SUFFIX}" and _RANDOM.fullmatch(middle):
                _remove_if_abandoned(target.parent / name)


def _prefix(target: Path) -> str:
    return f".{target.name}."


def _lock(descriptor: int) -> None:
    """Lock a file of our own. Where the file system has no locks, nobody can take the file for abandoned either."""
    if fcntl is not None:
        with contextlib.suppress(OSError):
            fcntl.flock(descriptor, fcntl.LOCK_EX)


def _remove_if_abandoned(path: Path) -> None:
    with contextlib.suppress(OSError):  # it is being written, or has its final name by now
        if fcntl is None:
            if time.time() - path.stat().st_mtime > ABANDONED_AFTER:
                path.unlink()
            return
        descriptor = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
        finally:
            os.close(descriptor)
