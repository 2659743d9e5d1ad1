"""Certificates that should not be believed, each made anew, and the authorities that signed them."""

from __future__ import annotations

import datetime
import ssl
from dataclasses import dataclass
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NOW = datetime.datetime.now(datetime.timezone.utc)
DAY = datetime.timedelta(days=1)
LOOPBACK = ("localhost", "127.0.0.1")


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate with its chain and its key, as PEM."""

    chain: bytes
    key: bytes

    def context(self, folder: Path, protocols: tuple[str, ...] = ("h2",)) -> ssl.SSLContext:
        """For a TLS server that shows this certificate. The files it needs are written into `folder`."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate, key = self.write(folder, "server")
        context.load_cert_chain(certificate, key)
        if protocols:
            context.set_alpn_protocols(list(protocols))
        return context

    def write(self, folder: Path, name: str) -> tuple[Path, Path]:
        """Write both into `folder`; gives the files."""
        certificate, key = folder / f"{name}.pem", folder / f"{name}-key.pem"
        certificate.write_bytes(self.chain)
        key.write_bytes(self.key)
        return certificate, key


class Authority:
    """A certificate authority, and the one that signed it if one did."""

    def __init__(self, name: str = "Example Authority", authority: trustme.CA | None = None) -> None:
        self._authority = authority or trustme.CA(organization_name=name)

    @property
    def pem(self) -> bytes:
        """Its own certificate."""
        return self._authority.cert_pem.bytes()

    def child(self) -> Authority:
        """An intermediate authority."""
        return Authority(authority=self._authority.create_child_ca())

    def issue(
        self,
        *names: str,
        since: datetime.datetime = NOW - DAY,
        until: datetime.datetime = NOW + DAY,
        whole: bool = True,
    ) -> Certificate:
        """A certificate for hosts; without its intermediates when it is not `whole`."""
        leaf = self._authority.issue_cert(*(names or LOOPBACK), not_before=since, not_after=until)
        chain = leaf.cert_chain_pems if whole else leaf.cert_chain_pems[:1]
        return Certificate(b"".join(blob.bytes() for blob in chain), leaf.private_key_pem.bytes())


def self_signed() -> Certificate:
    """A certificate for loopback that nobody but itself vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).add_extension(names, critical=False)
    certificate = builder.not_valid_before(NOW - DAY).not_valid_after(NOW + DAY).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    return Certificate(certificate.public_bytes(pem), key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
