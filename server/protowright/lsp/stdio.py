"""Messages over standard input and output (LSP 3.17, "Base Protocol").

Reading and writing have a thread each, so that a client that does not read cannot stop the server from answering
others, and no analysis can stop it from reading.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from typing import BinaryIO

from protowright.lsp.framing import read_body


class Output:
    """Takes framed messages and writes them on a thread of its own. Writes after `close` are dropped."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._pending: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="protowright-output", daemon=True)
        self._thread.start()

    def write(self, data: bytes) -> None:
        """Queue a framed message."""
        if not self._closed:
            self._pending.put(data)

    def close(self, timeout: float = 0.5) -> None:
        """Write what is queued, waiting at most `timeout` seconds, and nothing after that."""
        self._closed = True
        self._pending.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        while (data := self._pending.get()) is not None:
            try:
                self._stream.write(data)
                self._stream.flush()
            except (OSError, ValueError):
                self._closed = True
                return


class Input:
    """The bodies of the messages: `first`, which was read already, and those that come on `stream`, read by a thread.

    `leaving` turns true as soon as an `exit`, or the end of the stream, was read, however many messages wait before it.
    """

    def __init__(self, first: bytes | None, stream: BinaryIO, loop: asyncio.AbstractEventLoop) -> None:
        self.leaving = False
        self._first = first
        self._stream = stream
        self._loop = loop
        self._bodies: asyncio.Queue[bytes | None] = asyncio.Queue()
        threading.Thread(target=self._run, name="protowright-input", daemon=True).start()

    @property
    def is_empty(self) -> bool:
        """Whether no message that was read waits."""
        return self._bodies.empty()

    async def next(self) -> bytes | None:
        """The next body; None at the end of the stream."""
        return await self._bodies.get()

    def _run(self) -> None:
        body = self._first
        while self._put(body):
            body = read_body(self._stream)

    def _put(self, body: bytes | None) -> bool:
        """Queue a body; whether there may be more after it."""
        self.leaving = self.leaving or body is None or _is_exit(body)
        try:
            self._loop.call_soon_threadsafe(self._bodies.put_nowait, body)
        except RuntimeError:  # the loop is closed: the server is going down
            return False
        return body is not None


def _is_exit(body: bytes) -> bool:
    """Whether a message looks like the notification `exit`; one that only looks so does no harm."""
    return len(body) < 200 and b'"exit"' in body and b'"id"' not in body
