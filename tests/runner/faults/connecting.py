"""Faults of the connection: nobody there, nothing said, another language spoken, a proxy on the way."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.runner.faults.fault import Fault, Serving
from tests.support.hostile import connections
from tests.support.hostile.listener import Listener, Serve

_CHECK_PORT = "check the port"
_PROXIED = "grpc://shop.example:50051"


def nowhere(target: str) -> Serving:
    """A target without a server; `{folder}` in it is that of the test."""

    @contextmanager
    def serving(folder: Path) -> Iterator[str]:
        yield target.format(folder=folder)

    return serving


def plain(serve: Serve, scheme: str = "grpc", host: str = "127.0.0.1") -> Serving:
    """A port without TLS, called by a scheme."""

    @contextmanager
    def serving(folder: Path) -> Iterator[str]:
        with Listener(serve) as listener:
            yield f"{scheme}://{listener.address.replace('127.0.0.1', host)}"

    return serving


@contextmanager
def refusing(folder: Path) -> Iterator[str]:
    """A port that is taken and at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"grpc://127.0.0.1:{taken.getsockname()[1]}"


@contextmanager
def stale_socket(folder: Path) -> Iterator[str]:
    """A Unix socket whose server is gone."""
    path = os.path.join(folder, "stale.sock")
    with socket.socket(socket.AF_UNIX) as gone:
        gone.bind(path)
    yield f"unix:{path}"


@contextmanager
def full(folder: Path) -> Iterator[str]:
    """A port whose queue is full: the system lets nobody in, and does not say so."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        address = listening.getsockname()
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:
            each.setblocking(False)
            each.connect_ex(address)
        try:
            yield f"grpc://127.0.0.1:{address[1]}"
        finally:
            for each in waiting:
                each.close()


@contextmanager
def environment(name: str, value: str) -> Iterator[None]:
    """A variable of this process, for a while."""
    kept = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        del os.environ[name]
        if kept is not None:
            os.environ[name] = kept


def proxied(name: str, serve: Serve, *words: str, status: str = "UNAVAILABLE") -> Fault:
    """A fault of the proxy that the environment names."""

    @contextmanager
    def serving(folder: Path) -> Iterator[str]:
        with Listener(serve) as listener, environment("http_proxy", f"http://me:secret@{listener.address}"):
            yield _PROXIED

    return Fault(name, serving, status, ("the proxy 127.0.0.1:", *words))


def behind(variable: str, proxy: str) -> Serving:
    """A target behind a proxy that cannot be reached."""

    @contextmanager
    def serving(folder: Path) -> Iterator[str]:
        with environment(variable, proxy):
            yield _PROXIED

    return serving


CONNECTING = [
    Fault("nobody listens", refusing, "UNAVAILABLE", ("nobody listens at {where}", "start the service")),
    Fault("no Unix socket", nowhere("unix:{folder}/none.sock"), "UNAVAILABLE", ("no socket at {where}", "the path")),
    Fault("a Unix socket without a server", stale_socket, "UNAVAILABLE", ("nobody listens at {where}", "start the")),
    Fault(
        "a host without a name", nowhere("grpc://no.invalid:50051"), "UNAVAILABLE", ("is unknown", "correct the name")
    ),
    Fault("the same with TLS", nowhere("grpcs://no.invalid"), "UNAVAILABLE", ("is unknown", "check the network")),
    Fault(
        "silence",
        plain(connections.silent),
        "DEADLINE_EXCEEDED",
        ("{where} takes the connection and then says nothing", _CHECK_PORT),
        lingers=True,
    ),
    Fault(
        "silence by name",
        plain(connections.silent, host="localhost"),
        "DEADLINE_EXCEEDED",
        ("{where} takes the connection and then says nothing", _CHECK_PORT),
        lingers=True,
    ),
    Fault(
        "silence where TLS is expected",
        plain(connections.silent, "grpcs"),
        "DEADLINE_EXCEEDED",
        ("{where} takes the connection and then says nothing", _CHECK_PORT),
    ),
    Fault("a full queue", full, "DEADLINE_EXCEEDED", ("{where} does not answer", "check the address"), lingers=True),
    Fault("closes at once", plain(connections.closing), "UNAVAILABLE", ("{where} closed the connection", _CHECK_PORT)),
    Fault(
        "closes after the greeting",
        plain(connections.closing_after_a_greeting),
        "UNAVAILABLE",
        ("{where} closed the connection", "the log"),
    ),
    Fault(
        "closes where TLS is expected",
        plain(connections.closing, "grpcs"),
        "UNAVAILABLE",
        ("{where} closed the connection", _CHECK_PORT),
    ),
    Fault("HTTP/1.1", plain(connections.HTTP_1), "UNAVAILABLE", ("speaks HTTP/1", "needs HTTP/2", _CHECK_PORT)),
    Fault("HTTP/1.1 for TLS", plain(connections.HTTP_1, "grpcs"), "UNAVAILABLE", ("speaks HTTP/1", "HTTP/2", "port")),
    Fault(
        "a server of SSH",
        plain(connections.greeting(b"SSH-2.0-OpenSSH_9.6\r\n")),
        "UNAVAILABLE",
        ("does not speak HTTP/2", "`SSH-2.0-OpenSSH_9.6`", _CHECK_PORT),
    ),
    Fault(
        "garbage",
        plain(connections.greeting(bytes(range(256)) * 4)),
        "UNAVAILABLE",
        ("does not speak HTTP/2", _CHECK_PORT),
    ),
    Fault(
        "garbage for TLS",
        plain(connections.greeting(bytes(range(255, -1, -1)) * 4), "grpcs"),
        "UNAVAILABLE",
        ("does not speak HTTP/2", _CHECK_PORT),
    ),
    proxied("a proxy forbids", connections.proxy("403 Forbidden"), "does not let", "403", "`no_proxy=shop.example`"),
    proxied("a proxy wants a password", connections.proxy("407 Who"), "wants a password", "user:password@"),
    proxied("a proxy reaches nobody", connections.proxy("502 Bad"), "does not reach shop.example:50051", "502"),
    proxied("a proxy hangs up", connections.closing, "broke at the proxy", "check `http_proxy`"),
    proxied("a proxy says nothing", connections.silent, "no end within 0.8 s", "is slow", status="DEADLINE_EXCEEDED"),
    Fault(
        "a proxy that is not there",
        behind("http_proxy", "http://127.0.0.1:9"),
        "UNAVAILABLE",
        ("nobody listens at the proxy 127.0.0.1:9", "`http_proxy`", "unset it"),
    ),
    Fault(
        "a proxy without a name",
        behind("https_proxy", "http://no.invalid:3128"),
        "UNAVAILABLE",
        ("the host of the proxy no.invalid:3128", "is unknown", "correct `https_proxy`"),
    ),
]
