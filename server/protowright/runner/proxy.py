"""The HTTP proxy that grpc takes from the environment."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from protowright.runner.address import Place

_VARIABLES = ("grpc_proxy", "https_proxy", "http_proxy")
_EXCEPTIONS = ("no_grpc_proxy", "no_proxy")


@dataclass(frozen=True, slots=True)
class Proxy:
    """`address` is host and port, without the credentials; `variable` is the one that names it."""

    variable: str
    address: str


def proxy_for(place: Place | None, environment: Mapping[str, str] = os.environ) -> Proxy | None:
    """The proxy between here and a place, None when the way is direct.

    The rules are grpc's (`doc/environment_variables.md` of its core): the first of three variables that is set, unless
    the host ends with an entry of the exceptions. This machine is reached directly; see `transport`.
    """
    if place is None or place.is_loopback:
        return None
    variable = next((name for name in _VARIABLES if environment.get(name)), "")
    url = urlsplit(environment.get(variable, ""))
    if url.scheme != "http" or not url.hostname or _is_exception(place.host, environment):
        return None
    return Proxy(variable, url.netloc.rpartition("@")[2])


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
