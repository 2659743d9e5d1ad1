"""A loopback port whose connections are served by a function, each on a thread of its own, and nothing is left behind."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType

Serve = Callable[[socket.socket], None]

PATIENCE = 10.0
"""No read or write of a server takes longer, in seconds: a test that hangs would take its threads with it."""


class Listener:
    """Listens from `__enter__` to `__exit__`, which cuts every connection and waits for every thread.

    `serve` gets each accepted socket, after the TLS handshake when there is a `context`, and may end with OSError.
    `address` is `127.0.0.1:port`.
    """

    def __init__(self, serve: Serve, context: ssl.SSLContext | None = None) -> None:
        self._serve, self._context = serve, context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._over = False
        self.address = f"127.0.0.1:{self._listening.getsockname()[1]}"

    def __enter__(self) -> Listener:
        self._start(self._accept)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._over = True
            for connection in self._open:
                cut(connection)
        cut(self._listening)
        for thread in self._threads:
            thread.join(PATIENCE)
        self._listening.close()

    def _start(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                with contextlib.suppress(OSError):  # who is gone already cannot be wrapped
                    self._take(self._wrapped(connection))

    def _wrapped(self, connection: socket.socket) -> socket.socket:
        if self._context is None:
            return connection
        return self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)

    def _take(self, connection: socket.socket) -> None:
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            if self._over:
                connection.close()
                return
            self._open.add(connection)
        self._start(self._handle, connection)

    def _handle(self, connection: socket.socket) -> None:
        try:
            with contextlib.suppress(OSError):  # ssl.SSLError is one, too
                if isinstance(connection, ssl.SSLSocket):
                    connection.do_handshake()
                self._serve(connection)
        finally:
            with self._lock:
                self._open.discard(connection)
            connection.close()


def cut(connection: socket.socket) -> None:
    """End both directions, which wakes whoever waits on the socket."""
    with contextlib.suppress(OSError):
        # Not the method of SSLSocket: that one takes the TLS state from the thread that reads.
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
