"""Ending a command."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def leave(code: int) -> NoReturn:
    """End the process; one that has made calls at once, without tearing the interpreter down.

    A thread of grpc's that is stopped by that may hold the lock of a call, for which the call's own end then waits forever.
    """
    if "grpc" not in sys.modules:
        sys.exit(code)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # nobody reads any more
        code = code or 1
    os._exit(code)
