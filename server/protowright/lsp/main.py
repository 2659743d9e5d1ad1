"""Starting the server on standard input and output.

The client waits for the answer to `initialize` before it does anything: what happens here and in `create_server` is what
it waits for.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import sys
from typing import BinaryIO, NoReturn

_SWITCH_SECONDS = 0.001
"""How long a thread at work may keep others waiting: an answer passes from thread to thread a handful of times, and each
time waits so long while the workspace is indexed or a file is checked. Python's own interval is five times as long."""


def serve_stdio(log_level: str = "warning") -> NoReturn:
    """Serve one client and end the process with the code LSP asks for. The log goes to standard error."""
    gc.disable()  # until the workspace is opened: what is imported stays, and is not to be looked through again and again
    logging.basicConfig(stream=sys.stderr, level=log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it logs whole messages, with whatever secrets they hold
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.setswitchinterval(_SWITCH_SECONDS)
    sys.stdout = sys.stderr  # whatever prints by mistake must not break the protocol
    asyncio.run(_serve(stdin, stdout))
    raise AssertionError("the process has ended")


async def _serve(stdin: BinaryIO, stdout: BinaryIO) -> NoReturn:
    from protowright.lsp.server import create_server  # after `gc.disable`: most of a start is imports

    code = await create_server().serve(stdin, stdout)
    logging.shutdown()
    sys.stderr.flush()
    os._exit(code)  # threads with analysis in flight must not keep the process alive after `exit`
