"""HTTP/2 on a raw socket, as a server that may do at each moment what a real one never would.

A `Reply` is a function that gets one `Exchange`, a request that is complete, and does with it what it likes.
"""

from __future__ import annotations

import contextlib
import select
import socket
import ssl
import time
from collections.abc import Callable, Iterable

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    Event,
    RequestReceived,
    StreamEnded,
    StreamReset,
)
from h2.exceptions import ProtocolError, StreamClosedError
from h2.settings import SettingCodes
from tests.support.hostile.listener import PATIENCE, Serve

Pairs = Iterable[tuple[str, "str | bytes"]]
Reply = Callable[["Exchange"], None]

_READ = 65536
_CONFIGURATION = H2Configuration(
    client_side=False,
    header_encoding=None,
    validate_inbound_headers=False,
    validate_outbound_headers=False,
    normalize_outbound_headers=False,
)


class Gone(OSError):
    """The client ended the stream or the connection."""


def frame(message: bytes, flag: int = 0, length: int | None = None) -> bytes:
    """A length-prefixed gRPC message; `flag` and `length` may be lies."""
    return bytes([flag]) + (len(message) if length is None else length).to_bytes(4, "big") + message


def http2(reply: Reply) -> Serve:
    """What serves a connection by giving each complete request to `reply`, one after another."""

    def serve(connection: socket.socket) -> None:
        with contextlib.suppress(ProtocolError):
            Session(connection).serve(reply)

    return serve


class Session:
    """One HTTP/2 connection."""

    def __init__(self, connection: socket.socket) -> None:
        self.socket = connection
        self.h2 = H2Connection(_CONFIGURATION)
        self.bodies: dict[int, bytes] = {}
        self.paths: dict[int, str] = {}
        self.complete: list[int] = []
        self.reset: set[int] = set()

    def serve(self, reply: Reply) -> None:
        """Answer requests until the client goes."""
        self.h2.initiate_connection()
        self.h2.update_settings({SettingCodes.MAX_CONCURRENT_STREAMS: 100})
        self.flush()
        while True:
            while not self.complete:
                self.pump(PATIENCE)
            stream = self.complete.pop(0)
            if stream not in self.reset:
                with contextlib.suppress(_StreamGone, StreamClosedError):
                    reply(Exchange(self, stream))

    def flush(self) -> None:
        """Send what h2 has ready."""
        self.socket.sendall(self.h2.data_to_send())

    def pump(self, seconds: float) -> None:
        """Take in what the client sends within some seconds. Raises Gone when it closed the connection."""
        if not self._readable(seconds):
            return
        data = self.socket.recv(_READ)
        if not data:
            raise Gone
        for event in self.h2.receive_data(data):
            self._take(event)
        self.flush()

    def _readable(self, seconds: float) -> bool:
        pending = isinstance(self.socket, ssl.SSLSocket) and self.socket.pending() > 0
        return pending or bool(select.select([self.socket], [], [], seconds)[0])

    def _take(self, event: Event) -> None:
        if isinstance(event, ConnectionTerminated):
            raise Gone
        if isinstance(event, RequestReceived):
            self.paths[event.stream_id] = dict(event.headers)[b":path"].decode()
        elif isinstance(event, DataReceived):
            self.bodies[event.stream_id] = self.bodies.get(event.stream_id, b"") + event.data
            self.h2.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
        elif isinstance(event, StreamEnded):
            self.complete.append(event.stream_id)
        elif isinstance(event, StreamReset):
            self.reset.add(event.stream_id)


class _StreamGone(Exception):
    """The client ended the stream, and the connection goes on."""


class Exchange:
    """One request, and the means to answer it well or badly."""

    def __init__(self, session: Session, stream: int) -> None:
        self._session, self._stream = session, stream
        self.path = session.paths[stream]
        self.body = session.bodies.get(stream, b"")

    @property
    def message(self) -> bytes:
        """The first message of the request."""
        return self.body[5 : 5 + int.from_bytes(self.body[1:5], "big")]

    def headers(self, *pairs: tuple[str, str | bytes], end: bool = False, status: str = "200") -> None:
        """Response headers; the content type of gRPC is added where none is given."""
        names = {name for name, _ in pairs}
        content_type = () if "content-type" in names else (("content-type", "application/grpc"),)
        self._send_headers(((":status", status), *content_type, *pairs), end)

    def trailers(self, *pairs: tuple[str, str | bytes]) -> None:
        """Headers that end the stream."""
        self._send_headers(pairs, True)

    def _send_headers(self, pairs: Pairs, end: bool) -> None:
        self._check()
        encoded = [(name.encode(), value if isinstance(value, bytes) else value.encode()) for name, value in pairs]
        self._session.h2.send_headers(self._stream, encoded, end_stream=end)
        self._session.flush()

    def data(self, data: bytes, end: bool = False) -> None:
        """Bytes of the body, at the pace at which the client takes them."""
        session, position = self._session, 0
        while position < len(data):
            self._check()
            room = min(session.h2.local_flow_control_window(self._stream), session.h2.max_outbound_frame_size)
            if room <= 0:
                session.pump(PATIENCE)
                continue
            session.h2.send_data(self._stream, data[position : position + room])
            session.flush()
            position += room
            session.pump(0)
        if end:
            session.h2.end_stream(self._stream)
            session.flush()

    def raw(self, data: bytes) -> None:
        """Bytes on the connection, whatever they are in HTTP/2."""
        self._session.socket.sendall(data)

    def wait(self, seconds: float) -> None:
        """Let time pass, as long as the client is there."""
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            self._check()
            self._session.pump(left)
        self._check()

    def wait_for_the_client(self) -> None:
        """Do nothing until the client ends the stream."""
        self.wait(PATIENCE)

    def reset(self, code: int) -> None:
        """RST_STREAM with an error code of HTTP/2 (RFC 9113, section 7)."""
        self._session.h2.reset_stream(self._stream, code)
        self._session.flush()

    def go_away(self, code: int, said: bytes = b"", last_stream: int | None = None) -> None:
        """GOAWAY; `last_stream` is the last one that the server says to have seen."""
        # h2 would refuse everything afterwards, and a graceful server goes on: so the frame is written by hand.
        last = self._stream if last_stream is None else last_stream
        payload = last.to_bytes(4, "big") + code.to_bytes(4, "big") + said
        self.raw(len(payload).to_bytes(3, "big") + b"\x07\x00" + bytes(4) + payload)

    def cut(self) -> None:
        """End the connection without a word."""
        raise Gone

    def _check(self) -> None:
        if self._stream in self._session.reset:
            raise _StreamGone
