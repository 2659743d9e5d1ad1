"""What a server's certificate says, decoded by the standard library."""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NAMING = ("commonName", "organizationName", "organizationalUnitName")
_NO_CHECK_TIME = 0x200000
"""`X509_V_FLAG_NO_CHECK_TIME` of OpenSSL, which `ssl` has no name for."""


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """`hosts` are the names and IP addresses it is for; `issuer` is the name of who signed it; the times are UTC."""

    hosts: tuple[str, ...]
    issuer: str
    is_self_issued: bool
    not_before: datetime.datetime
    not_after: datetime.datetime


def decoding_context(certificate: bytes) -> ssl.SSLContext:
    """A context in which exactly this certificate (DER) is believed, whatever is wrong with it.

    The standard library decodes the certificate of a peer only after it was verified. A second handshake with this
    context therefore tells what the first one, which verified nothing, could not.
    """
    context = unverified_context()
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN | _NO_CHECK_TIME
    context.load_verify_locations(cadata=certificate)
    return context


def unverified_context() -> ssl.SSLContext:
    """A client's context that takes every certificate, weak ones too: it looks, and sends nothing of worth."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


def facts_of(peer: Mapping[str, Any]) -> CertificateFacts:
    """The facts in what `SSLSocket.getpeercert()` gives."""
    return CertificateFacts(
        hosts=tuple(value for kind, value in peer.get("subjectAltName", ()) if kind in ("DNS", "IP Address")),
        issuer=_shown_name(peer.get("issuer", ())),
        is_self_issued=peer.get("issuer") == peer.get("subject"),
        not_before=_time(peer["notBefore"]),
        not_after=_time(peer["notAfter"]),
    )


def _shown_name(name: tuple[tuple[tuple[str, str], ...], ...]) -> str:
    """The part of a distinguished name that people know it by."""
    parts = {key: value for relative in name for key, value in relative}
    return next((parts[key] for key in _NAMING if parts.get(key)), "")


def _time(text: str) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(ssl.cert_time_to_seconds(text), datetime.timezone.utc)
