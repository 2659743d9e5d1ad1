"""Servers that speak no HTTP/2, or nothing at all. Each is a `Serve`, or makes one."""

from __future__ import annotations

import contextlib
import socket

from tests.support.hostile.listener import Serve


def silent(connection: socket.socket) -> None:
    """Take what comes, and say nothing, until the client goes."""
    with contextlib.suppress(OSError):
        while connection.recv(65536):
            pass


def closing(connection: socket.socket) -> None:
    """Close at once."""


def closing_after_a_greeting(connection: socket.socket) -> None:
    """Read something, and then close."""
    connection.recv(65536)


def saying(*parts: bytes) -> Serve:
    """Say this to whoever comes, then listen until the client goes."""

    def serve(connection: socket.socket) -> None:
        connection.recv(65536)
        for part in parts:
            connection.sendall(part)
        silent(connection)

    return serve


def greeting(said: bytes) -> Serve:
    """Speak first, as servers of mail and of databases do."""

    def serve(connection: socket.socket) -> None:
        connection.sendall(said)
        silent(connection)

    return serve


HTTP_1 = saying(
    b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: 15\r\nConnection: close\r\n\r\n",
    b"<html>no</html>",
)
"""A web server of the older kind."""


def proxy(status: str) -> Serve:
    """An HTTP proxy that answers CONNECT with this status line, such as `403 Forbidden`."""
    return saying(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
