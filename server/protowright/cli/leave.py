"""Ending a command that has made calls."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """End the process at once, without tearing the interpreter down.

    A thread of grpc's that is stopped by that may hold the lock of a call, for which the call's own end then waits forever.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more
        code = code or 1
    os._exit(code)
