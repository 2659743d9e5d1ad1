"""Where a running service can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from samples.service.access import DEMO_TOKEN

PREFIXES = {"shop": "grpc://", "shop_tls": "grpcs://", "shop_mtls": "grpcs://", "shop_socket": "unix:"}


@dataclass(frozen=True, slots=True)
class Addresses:
    """The listeners of one running service, and what is needed to talk to them.

    `address`, `tls_address` and `mtls_address` are `host:port`; `socket` is the absolute path of the Unix socket, empty
    on a system without them. `certificates` is the absolute folder of `ca.pem`, `client.pem` and `client-key.pem`.
    """

    address: str
    tls_address: str
    mtls_address: str
    socket: str
    certificates: Path
    token: str = DEMO_TOKEN

    def variables(self) -> dict[str, str]:
        """What the sample requests call these places: `shop` is `grpc://127.0.0.1:50051`, and so on."""
        targets = (self.address, self.tls_address, self.mtls_address, self.socket)
        places = {name: prefix + target for (name, prefix), target in zip(PREFIXES.items(), targets, strict=True)}
        return {**places, "certificates": str(self.certificates), "token": self.token}

    @classmethod
    def from_variables(cls, variables: dict[str, str]) -> Addresses:
        """The inverse of `variables`. Raises KeyError when one is missing."""
        address, tls, mtls, socket = (variables[name].removeprefix(prefix) for name, prefix in PREFIXES.items())
        return cls(address, tls, mtls, socket, Path(variables["certificates"]), variables["token"])
