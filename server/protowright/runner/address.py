"""The place that a target's address names, for a plain socket."""

from __future__ import annotations

import ipaddress
import queue
import re
import socket
import threading
import time
from dataclasses import dataclass

_DNS = re.compile(r"dns:(?://[^/]*/)?(?P<rest>.*)")
_HOST_PORT = re.compile(r"(?:\[(?P<bracketed>[^\]]*)\]|(?P<host>[^:]*))(?::(?P<port>\d+))?")
_DEFAULT_PORT = 443  # grpc's, where an address names none

Resolved = list[tuple[socket.AddressFamily, tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Place:
    """A host and a port; `socket_path` is that of a Unix socket instead (a leading NUL: an abstract one)."""

    host: str
    port: int
    socket_path: str = ""

    @property
    def is_loopback(self) -> bool:
        """Whether it is on this machine for certain."""
        if self.socket_path or self.host == "localhost" or self.host.endswith(".localhost"):
            return True
        return _is_ip(self.host) and ipaddress.ip_address(self.host).is_loopback


def place_of(address: str) -> Place | None:
    """The place of an address in gRPC's name syntax; None for a scheme that only grpc can resolve."""
    if address.startswith("unix-abstract:"):
        return Place("", 0, "\0" + address.removeprefix("unix-abstract:"))
    if address.startswith("unix:"):
        return Place("", 0, address.removeprefix("unix:").removeprefix("//"))
    named = _DNS.fullmatch(address)
    match = _HOST_PORT.fullmatch(named["rest"] if named else address)
    if match is None:
        return None
    host = match["bracketed"] or match["host"]
    return Place(host, int(match["port"] or _DEFAULT_PORT)) if host else None


def connect(place: Place, deadline: float) -> socket.socket:
    """A connection, made before `deadline` on the clock of `time.monotonic`.

    Raises TimeoutError, and another OSError (socket.gaierror for a name) when there is nobody.
    """
    if place.socket_path:
        return _dial(getattr(socket, "AF_UNIX"), place.socket_path, deadline)  # noqa: B009 - Windows may lack it
    failure: OSError = TimeoutError()
    for family, found in _resolve(place, deadline):
        try:
            return _dial(family, found, deadline)
        except OSError as error:
            failure = error
    raise failure


def _dial(family: socket.AddressFamily, where: str | tuple[str, int], deadline: float) -> socket.socket:
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(seconds_until(deadline))
        connection.connect(where)
    except OSError:
        connection.close()
        raise
    return connection


def seconds_until(deadline: float) -> float:
    """The time that is left, in seconds, never so little that a socket would not wait at all."""
    return max(deadline - time.monotonic(), 0.001)


def _resolve(place: Place, deadline: float) -> Resolved:
    """The IP addresses. A look-up knows no deadline, so it runs on a thread that is left to itself when it is late."""
    if _is_ip(place.host):
        family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
        return [(family, (place.host, place.port))]
    answer: queue.SimpleQueue[Resolved | OSError] = queue.SimpleQueue()
    threading.Thread(target=lambda: answer.put(_looked_up(place)), daemon=True).start()
    try:
        found = answer.get(timeout=seconds_until(deadline))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, OSError):
        raise found
    return found


def _looked_up(place: Place) -> Resolved | OSError:
    try:
        found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:  # the latter for a label that no name may have
        return error if isinstance(error, OSError) else socket.gaierror(str(error))
    return [(family, (str(address[0]), place.port)) for family, _, _, _, address in found]


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
