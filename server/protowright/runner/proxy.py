"""The HTTP proxy that grpc takes from the environment, and the way through one for what grpc does not dial itself."""

from __future__ import annotations

import base64
import ipaddress
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import unquote, urlsplit

from protowright.runner.address import Place

_VARIABLES = ("grpc_proxy", "https_proxy", "http_proxy")
_EXCEPTIONS = ("no_grpc_proxy", "no_proxy")
_DEFAULT_PORT = 80
_REFUSED = re.compile(r"Tunnel connection failed: (\d+)")
DIRECTIVE = "@grpc-proxy"
"""What names the proxy of a request, in the place of a variable."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """`address` is host and port, without the credentials; `variable` is what names it; `url` has all of it."""

    variable: str
    address: str
    url: str = field(default="", compare=False, repr=False)

    def setting(self, url: str) -> str:
        """How to name a proxy in the same place."""
        return f"# {DIRECTIVE} {url}" if self.variable == DIRECTIVE else f"{self.variable}={url}"


def proxy_for(
    place: Place | None, environment: Mapping[str, str] = os.environ, named: str | None = None
) -> Proxy | None:
    """The proxy between here and a place, None when the way is direct. `named` is the URL that the request has for it.

    The rules are grpc's (`doc/environment_variables.md` of its core): the first of three variables that is set, unless
    the host ends with an entry of the exceptions. This machine is reached directly, unless the request says otherwise;
    see `transport`.
    """
    if place is None or place.socket_path or (place.is_loopback and named is None):
        return None
    variable = next((name for name in _VARIABLES if environment.get(name)), "")
    found = environment.get(variable, "") if named is None else named
    url = urlsplit(found)
    if url.scheme != "http" or not url.hostname or _is_exception(place.host, environment):
        return None
    return Proxy(variable if named is None else DIRECTIVE, url.netloc.rpartition("@")[2], found)


def connect_through(proxy: Proxy, place: Place, timeout: float) -> socket.socket:
    """A connection to `place` by CONNECT (RFC 9110, section 9.3.6), made within `timeout` seconds.

    Raises OSError, in grpc's words when the proxy refuses.
    """
    url = urlsplit(proxy.url)
    headers = {}
    if url.username is not None:
        pair = f"{unquote(url.username)}:{unquote(url.password or '')}"
        headers["Proxy-Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode("ascii")
    connection = HTTPConnection(url.hostname or "", url.port or _DEFAULT_PORT, timeout=timeout)
    connection.set_tunnel(place.host, place.port, headers)
    try:
        connection.connect()
    except OSError as error:
        refused = _REFUSED.match(str(error))
        raise error if refused is None else OSError(f"HTTP proxy returned response code {refused[1]}") from None
    return connection.sock


def _is_exception(host: str, environment: Mapping[str, str]) -> bool:
    entries = next((environment[name] for name in _EXCEPTIONS if environment.get(name)), "")
    return any(_covers(entry.strip(), host) for entry in entries.split(",") if entry.strip())


def _covers(entry: str, host: str) -> bool:
    if host.lower().endswith(entry.lower()):
        return True
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False)
    except ValueError:
        return False
