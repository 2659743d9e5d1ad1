"""TLS without looking at the certificate, for targets that are called so on purpose (`# @grpc-insecure`).

grpc always verifies. So it speaks plaintext to a socket of this process that nobody else can open, and what it says goes
on to the target through TLS of Python's own, which can be told not to verify.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import ssl
import tempfile
import threading
from typing import Any, Final

from protowright.runner.address import Place
from protowright.runner.proxy import connect_through, proxy_for

_CHUNK: Final = 256 * 1024
_CONNECT_TIMEOUT: Final = 20.0


class Tunnel:
    """A way to one place, open until `close`. `address` is what grpc dials; `problem` says why it last went wrong.

    `proxy` is the URL of a proxy to go through, None for what the environment says.
    """

    def __init__(
        self, place: Place, context: ssl.SSLContext, server_name: str | None = None, proxy: str | None = None
    ) -> None:
        self._place = place
        self._proxy = proxy_for(place, named=proxy)
        self._context = context
        self._server_name = server_name or place.host
        self._folder = tempfile.mkdtemp(prefix="protowright-") if hasattr(asyncio, "start_unix_server") else None
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self.address = ""
        self.problem = ""
        listening = threading.Event()
        self._thread = threading.Thread(target=self._serve, args=(listening,), daemon=True, name="protowright-tunnel")
        self._thread.start()
        listening.wait()

    def close(self) -> None:
        """End every connection."""
        with contextlib.suppress(RuntimeError):  # it is closed already
            self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _serve(self, listening: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(self._listen())
        listening.set()
        self._loop.run_forever()
        server.close()
        for task in self._tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*self._tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _listen(self) -> asyncio.AbstractServer:
        if self._folder is not None:
            path = os.path.join(self._folder, "tls")
            self.address = f"unix:{path}"
            return await asyncio.start_unix_server(self._accept, path)
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.address = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            await self._forward(reader, writer)
        except (OSError, asyncio.TimeoutError) as error:
            self.problem = f"failed to connect: {_said(error)}"
        except asyncio.CancelledError:  # the tunnel is closed; asyncio would log it as an error
            pass
        finally:
            writer.close()

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.wait_for(self._dial(), _CONNECT_TIMEOUT)
        self.problem = ""
        directions = [
            asyncio.ensure_future(_pump(reader, far_writer)),
            asyncio.ensure_future(_pump(far_reader, writer)),
        ]
        try:
            await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for direction in directions:
                direction.cancel()
            await asyncio.gather(*directions, return_exceptions=True)
            far_writer.close()

    async def _dial(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        where: dict[str, Any] = {"host": self._place.host, "port": self._place.port}
        if self._proxy is not None:
            arguments = self._proxy, self._place, _CONNECT_TIMEOUT
            where = {"sock": await asyncio.to_thread(connect_through, *arguments)}
        return await asyncio.open_connection(
            **where, ssl=self._context, server_hostname=self._server_name, limit=_CHUNK
        )


def _said(error: BaseException) -> str:
    """What went wrong, in the words in which grpc says the same of its own connections."""
    if isinstance(error, socket.gaierror):
        return f"DNS resolution failed: {error.strerror}"
    if isinstance(error, ConnectionRefusedError):
        return "Connection refused"
    if isinstance(error, asyncio.TimeoutError):
        return "connection attempt timed out"
    return str(error) or "Connection reset by peer"


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(_CHUNK):
        writer.write(data)
        await writer.drain()
