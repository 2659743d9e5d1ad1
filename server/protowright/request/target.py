"""What a target means: the address to dial, with or without TLS."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from protowright.request.syntax.nodes import RequestLine

HOST: Final = "host"
"""The variable that a line without a target calls."""

_URL = re.compile(r"(?:(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?P<authority>[^/]*)(?P<prefix>/.*)?")
_SCHEMES = {"grpc": False, "http": False, "grpcs": True, "https": True}
_LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|\[?::1\]?|.*\.localhost")


class InvalidTarget(ValueError):
    """A target nobody can call; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """`address` is what grpc dials (gRPC name syntax); `prefix` is put before the method's path."""

    address: str
    tls: bool
    prefix: str = ""

    def __str__(self) -> str:
        if self.address.startswith(("unix:", "unix-abstract:")):
            return self.address
        return f"{'grpcs' if self.tls else 'grpc'}://{self.address}{self.prefix}"


def target_text(line: RequestLine, variables: Container[str]) -> str:
    """The target of a request line, variables not filled in.

    A line without one, `GRPC /package.Service/Method`, calls the variable `host` when there is one (httpyac's way).
    """
    return f"{{{{{HOST}}}}}" if not line.target.text and HOST in variables else line.target.text


def parse_target(text: str, plaintext: bool = False, tls: bool = False) -> Target:
    """The target that `text`, without variables, stands for.

    A bare host is called in plaintext when it is a loopback address, else with TLS. `plaintext` forces TLS off, `tls`
    asks for it where there is no scheme to say so. Raises InvalidTarget.
    """
    if not text:
        raise InvalidTarget("the request names no host: write `GRPC host:port/package.Service/Method`")
    if text.startswith(("unix:", "unix-abstract:")):
        return Target(text, tls=False)
    if text.startswith("dns:"):
        return Target(text, tls=not plaintext)
    match = _URL.fullmatch(text)
    assert match is not None, "the expression matches any text without a line end"
    scheme, authority = match["scheme"], match["authority"]
    if scheme is not None and scheme.lower() not in _SCHEMES:
        raise InvalidTarget(f"the scheme `{scheme}` is unknown: use grpc, grpcs, http, https, unix or dns")
    if not authority:
        raise InvalidTarget(f"`{text}` names no host")
    host, port = _split_port(authority)
    tls = _SCHEMES[scheme.lower()] if scheme else tls or not _LOOPBACK.fullmatch(host)
    tls = tls and not plaintext
    return Target(f"{host}:{port or (443 if tls else 80)}", tls, (match["prefix"] or "").rstrip("/"))


def _split_port(authority: str) -> tuple[str, int | None]:
    """The host, an IPv6 address in brackets, and the port."""
    host, colon, port = authority.rpartition(":")
    if authority.startswith("["):
        address, bracket, rest = authority[1:].partition("]")
        if not bracket or rest[:1] not in ("", ":"):
            raise InvalidTarget(f"`{authority}` is no address: an IPv6 address with a port is written `[::1]:50051`")
        host, colon, port = f"[{address}]", rest[:1], rest[1:]
    elif ":" in host:
        return f"[{authority}]", None
    if not colon:
        return authority, None
    if not host:
        raise InvalidTarget(f"`{authority}` names no host: write `localhost{authority}` for this machine")
    if not port:
        raise InvalidTarget(f"`{authority}` lacks its port: write `{authority}50051`, or leave the colon out")
    return host, _port(port)


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if not 0 < number < 65536:
        raise InvalidTarget(f"`{text}` is no port: ports go from 1 to 65535")
    return number
