"""A tiny HTTP proxy that knows CONNECT only (RFC 9110, section 9.3.6)."""

from __future__ import annotations

import contextlib
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socket import SHUT_WR, create_connection, socket


class Proxy(socketserver.ThreadingTCPServer):
    """Connects to wherever it is told, or always to `address` when there is one, and keeps what it was told.

    `targets` are the targets of CONNECT in order, `authorizations` the values of `Proxy-Authorization`, empty where there
    was none. With `status` other than 200, it refuses with that.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, address: str = "", status: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.address = address
        self.status = status
        self.targets: list[str] = []
        self.authorizations: list[str] = []

    @property
    def place(self) -> str:
        """Where it listens, `host:port`."""
        return f"127.0.0.1:{self.server_address[1]}"


class _Connection(socketserver.StreamRequestHandler):
    server: Proxy
    rbufsize = 0  # what follows the request belongs to the server behind

    def handle(self) -> None:
        method, target, _ = self.rfile.readline().decode().split()
        assert method == "CONNECT", method
        headers = dict(_headers(iter(self.rfile.readline, b"\r\n")))
        self.server.targets.append(target)
        self.server.authorizations.append(headers.get("proxy-authorization", ""))
        self.wfile.write(f"HTTP/1.1 {self.server.status} Said\r\n\r\n".encode())
        if self.server.status == 200:
            self._connect(self.server.address or target)

    def _connect(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        with create_connection((host, int(port))) as far:
            back = threading.Thread(target=_pass_on, args=(far, self.connection), daemon=True)
            back.start()
            _pass_on(self.connection, far)
            back.join()


def _headers(lines: Iterator[bytes]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, _, value = line.decode().partition(":")
        yield key.lower(), value.strip()


def _pass_on(source: socket, destination: socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            destination.sendall(data)
        destination.shutdown(SHUT_WR)


@contextmanager
def proxying(address: str = "", status: int = 200) -> Iterator[Proxy]:
    """A proxy that listens until the block ends."""
    with Proxy(address, status) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
