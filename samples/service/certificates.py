"""Certificates for one run: an authority, a server of it, a client of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import grpc
import trustme

SERVER_NAMES = ("localhost", "127.0.0.1")
CLIENT_NAME = "client@shop.example"


@dataclass(frozen=True, slots=True)
class Certificates:
    """PEM contents of what the server needs; the rest is in the folder only."""

    authority: bytes
    certificate: bytes
    key: bytes

    def credentials(self, *, client_certificate: bool) -> grpc.ServerCredentials:
        """For a TLS listener; with `client_certificate`, callers must bring one of the same authority (mTLS)."""
        authority = self.authority if client_certificate else None
        pair = (self.key, self.certificate)
        return grpc.ssl_server_credentials([pair], authority, require_client_auth=client_certificate)


def make_certificates(folder: Path) -> Certificates:
    """Makes them anew, and writes `ca.pem`, `client.pem`, `client-key.pem`, `server.pem`, `server-key.pem`."""
    authority = trustme.CA(organization_name="Sample shop")
    server, client = authority.issue_cert(*SERVER_NAMES), authority.issue_cert(CLIENT_NAME)
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    _write(server, folder, "server")
    _write(client, folder, "client")
    return Certificates(authority.cert_pem.bytes(), _chain(server), server.private_key_pem.bytes())


def _chain(leaf: trustme.LeafCert) -> bytes:
    return b"".join(blob.bytes() for blob in leaf.cert_chain_pems)


def _write(leaf: trustme.LeafCert, folder: Path, name: str) -> None:
    key = folder / f"{name}-key.pem"
    key.touch(mode=0o600)
    key.write_bytes(leaf.private_key_pem.bytes())
    (folder / f"{name}.pem").write_bytes(_chain(leaf))
