"""How messages stand on a stream (LSP 3.17, "Base Protocol")."""

from __future__ import annotations

import json
from typing import BinaryIO


def framed(message: object) -> bytes:
    """A message, a JSON value, behind its header."""
    body = json.dumps(message, separators=(",", ":")).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def read_body(stream: BinaryIO) -> bytes | None:
    """The body of the next message; None at the end of the stream. Header lines it does not know are skipped."""
    length = None
    try:
        while line := stream.readline():
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length" and value.strip().isdigit():
                length = int(value)
            elif not line.strip() and length is not None:
                body = stream.read(length)
                return body if len(body) == length else None
    except (OSError, ValueError, MemoryError, OverflowError):  # the last two: a length nobody can mean
        return None
    return None
