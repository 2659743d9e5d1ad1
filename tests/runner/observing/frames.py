"""What a client says in HTTP/2 (RFC 9113), read from its bytes as they come, and written down as plain data."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import hpack

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
HEAD = 9
DATA, HEADERS, RESET, PING, CONTINUATION = 0x0, 0x1, 0x3, 0x6, 0x9
ACK = END_STREAM = 0x1
END_HEADERS, PADDED, PRIORITY = 0x4, 0x8, 0x20

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. Its payload is without padding and priority."""

    kind: int
    flags: int
    stream: int
    payload: bytes


@dataclass
class ClientSide:
    """The client's half of one connection."""

    _rest: bytes = b""
    _is_open: bool = False
    _decoder: hpack.Decoder = field(default_factory=hpack.Decoder)
    _block: bytes = b""
    _messages: dict[int, bytes] = field(default_factory=dict)

    def feed(self, data: bytes) -> Iterator[Record]:
        """What the next bytes say: `headers`, `message`, `end`, `reset` and `ping`.

        A message is one of gRPC (its flag and its length, in bytes); an end is that of the client's half of a stream.
        """
        self._rest += data
        if not self._is_open and len(self._rest) >= len(PREFACE):
            assert self._rest.startswith(PREFACE), self._rest[:40]
            self._is_open, self._rest = True, self._rest[len(PREFACE) :]
        while self._is_open and (frame := self._next()):
            yield from self._said(frame)

    def _next(self) -> Frame | None:
        length = int.from_bytes(self._rest[:3], "big")
        if len(self._rest) < HEAD + length:
            return None
        kind, flags, stream = struct.unpack(">BBL", self._rest[3:HEAD])
        payload, self._rest = self._rest[HEAD : HEAD + length], self._rest[HEAD + length :]
        return Frame(kind, flags, stream & 0x7FFFFFFF, _unpadded(kind, flags, payload))

    def _said(self, frame: Frame) -> Iterator[Record]:
        if frame.kind in (HEADERS, CONTINUATION):
            yield from self._headers(frame)
        elif frame.kind == DATA:
            yield from self._data(frame)
        elif frame.kind == RESET:
            yield {"saw": "reset", "stream": frame.stream, "code": int.from_bytes(frame.payload, "big")}
        elif frame.kind == PING and not frame.flags & ACK:
            yield {"saw": "ping"}
        if frame.kind in (HEADERS, DATA) and frame.flags & END_STREAM:
            yield {"saw": "end", "stream": frame.stream}

    def _headers(self, frame: Frame) -> Iterator[Record]:
        self._block += frame.payload
        if frame.flags & END_HEADERS:
            pairs = self._decoder.decode(self._block, raw=True)
            self._block = b""
            texts = [(key.decode("latin-1"), value.decode("latin-1")) for key, value in pairs]
            yield {"saw": "headers", "stream": frame.stream, "headers": texts}

    def _data(self, frame: Frame) -> Iterator[Record]:
        """The messages of gRPC: a byte that tells whether it is compressed, four bytes of length, the message."""
        rest = self._messages.pop(frame.stream, b"") + frame.payload
        while len(rest) >= 5 and len(rest) >= 5 + (length := int.from_bytes(rest[1:5], "big")):
            yield {"saw": "message", "stream": frame.stream, "compressed": bool(rest[0]), "length": length}
            rest = rest[5 + length :]
        self._messages[frame.stream] = rest


def _unpadded(kind: int, flags: int, payload: bytes) -> bytes:
    if kind in (HEADERS, DATA) and flags & PADDED:
        payload = payload[1 : len(payload) - payload[0]]
    return payload[5:] if kind == HEADERS and flags & PRIORITY else payload
