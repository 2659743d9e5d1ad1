"""Starting the server on standard input and output.

The client waits for the answer to `initialize` before it does anything: so that is given first, and what the server is
made of is imported while the client does what comes next.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import BinaryIO, NoReturn

from protowright.lsp.framing import framed, read_body
from protowright.lsp.greeting import first_answer

_SWITCH_SECONDS = 0.001
"""How long a thread at work may keep others waiting: an answer passes from thread to thread a handful of times, and each
time waits so long while the workspace is indexed or a file is checked. Python's own interval is five times as long."""


def serve_stdio(log_level: str = "warning") -> NoReturn:
    """Serve one client and end the process with the code LSP asks for. The log goes to standard error."""
    gc.disable()  # until the workspace is opened: what is imported stays, and is not to be looked through again and again
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints by mistake must not break the protocol
    first = read_body(stdin)
    greeting = first_answer(first)
    if greeting is not None:
        _write(stdout, framed(greeting))
    _serve(first, greeting is not None, stdin, stdout, log_level)


def _write(stdout: BinaryIO, data: bytes) -> None:
    try:
        stdout.write(data)
        stdout.flush()
    except OSError:  # the client is gone, as the end of its messages tells
        return


def _serve(first: bytes | None, is_greeted: bool, stdin: BinaryIO, stdout: BinaryIO, log_level: str) -> NoReturn:
    """Serve from the first message on, which was read, and perhaps answered."""
    import asyncio
    import logging

    from protowright.lsp.server import create_server

    logging.basicConfig(stream=sys.stderr, level=log_level.upper(), format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # it logs whole messages, with whatever secrets they hold
    sys.setswitchinterval(_SWITCH_SECONDS)
    server = create_server()
    server.protocol.is_greeted = is_greeted
    code = asyncio.run(server.serve(first, stdin, stdout))
    logging.shutdown()
    sys.stderr.flush()
    os._exit(code)  # threads with analysis in flight must not keep the process alive after `exit`
