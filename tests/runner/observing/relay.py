"""A relay before a server: it passes bytes on, and says what the client's bytes were."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import ssl
from collections.abc import Callable
from pathlib import Path
from weakref import WeakKeyDictionary

from tests.runner.observing.frames import ClientSide, Record

CHUNK = 65536


class Relay:
    """Listeners before the plaintext server at `port` of this machine. With TLS, the relay ends it.

    Each connection has a number; `record` is told of its beginning and its end, and of everything the client says.
    """

    def __init__(self, port: int, record: Callable[[Record], object]) -> None:
        self._port = port
        self._record = record
        self._numbers = itertools.count(1)
        self._names: WeakKeyDictionary[ssl.SSLObject, str | None] = WeakKeyDictionary()

    async def listen(self, port: int = 0, context: ssl.SSLContext | None = None) -> int:
        """Listen at a port, a free one by default, and give it."""
        if context is not None:
            context.sni_callback = self._named
        server = await asyncio.start_server(self._accept, "127.0.0.1", port, ssl=context)
        found: int = server.sockets[0].getsockname()[1]
        return found

    def _named(self, connection: ssl.SSLObject, name: str | None, context: ssl.SSLContext) -> None:
        self._names[connection] = name

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = next(self._numbers)
        self._record({"saw": "connection", "connection": number, **self._security(writer)})
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._port)
            backwards = asyncio.ensure_future(_pass_on(far_reader, writer, lambda data: None))
            client = ClientSide()
            await _pass_on(reader, far_writer, lambda data: self._tell(number, client, data))
            await backwards
        finally:
            self._record({"saw": "closed", "connection": number})

    def _security(self, writer: asyncio.StreamWriter) -> Record:
        connection = writer.get_extra_info("ssl_object")
        if connection is None:
            return {"tls": False}
        subject = (connection.getpeercert() or {}).get("subjectAltName", ())
        client = [value for _, value in subject]
        protocol = connection.selected_alpn_protocol()
        return {"tls": True, "server_name": self._names.get(connection), "client": client, "protocol": protocol}

    def _tell(self, number: int, client: ClientSide, data: bytes) -> None:
        for record in client.feed(data):
            self._record({**record, "connection": number})


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, tell: Callable[[bytes], object]) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK):
            tell(data)
            writer.write(data)
            await writer.drain()
    writer.close()


def server_context(folder: Path, client_authority: Path | None = None) -> ssl.SSLContext:
    """TLS with `server.pem` and `server-key.pem` of a folder; with an authority, clients must bring a certificate of it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server-key.pem")
    context.set_alpn_protocols(["h2"])
    if client_authority is not None:
        context.load_verify_locations(client_authority)
        context.verify_mode = ssl.CERT_REQUIRED
    return context
