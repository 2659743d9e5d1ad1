"""Sentences for TLS handshakes that fail: the certificate of the server, that of the client, and what both can speak."""

from __future__ import annotations

import datetime
import re

from protowright.runner.certificate import CertificateFacts
from protowright.runner.failure import Failure, quoted
from protowright.runner.probe import TlsFacts

_UNVERIFIED = re.compile(r"CERTIFICATE_VERIFY_FAILED: ([^:]*)", re.IGNORECASE)
_WRONG_HOST = re.compile(r"Hostname Verification Check failed|does not match|Peer name \S+ is not in peer certificate")
_UNKNOWN_ISSUER = re.compile(r"local issuer|self.signed certificate in certificate chain|verify the first certificate")
_ALERT = re.compile(r"ALERT_[A-Z_]+|HANDSHAKE_FAILURE")
_MAXIMUM_HOSTS = 5

_ABOUT_CLIENT = ("UNKNOWN_CA", "BAD_CERTIFICATE", "CERTIFICATE_UNKNOWN", "ACCESS_DENIED", "DECRYPT_ERROR")
_WANTS_CLIENT = ("CERTIFICATE_REQUIRED", "HANDSHAKE_FAILURE", *_ABOUT_CLIENT)


def explain_tls(failure: Failure, facts: TlsFacts | None) -> str:
    """The sentence for a TLS connection that was not made; empty when nothing is wrong with TLS.

    The cause is told by grpc's details; `facts`, from a probe, say whose certificate it is and until when.
    """
    certificate = None if facts is None else facts.certificate
    unverified = _UNVERIFIED.search(failure.details)
    if unverified is not None:
        return _explain_unverified(failure, unverified[1].strip(), certificate)
    if _WRONG_HOST.search(failure.details):
        return _explain_wrong_host(failure, certificate)
    if "missing selected ALPN property" in failure.details or (facts is not None and facts.protocol == "http/1.1"):
        return _explain_protocol(failure, facts)
    alert = _ALERT.search(failure.details)
    objection = (facts.alert if facts is not None else "") or (alert[0] if alert is not None else "")
    return _explain_alert(failure, objection) if objection else ""


# The certificate of the server


def _explain_unverified(failure: Failure, reason: str, certificate: CertificateFacts | None) -> str:
    of_server = f"the certificate of {failure.where}"
    if "expired" in reason:
        return _explain_expired(of_server, certificate)
    if "not yet valid" in reason:
        until = "" if certificate is None else f", not before {_shown(certificate.not_before)}"
        return f"{of_server} is not valid yet{until}: correct the clock of this machine, or have it made anew"
    if _UNKNOWN_ISSUER.search(reason):
        return _explain_unknown_issuer(of_server, failure, certificate)
    if re.search(r"self.signed", reason):
        return f"{of_server} is signed by nobody but itself: if it is to be believed, name it with `# @grpc-cacert file.pem`"
    return f"{of_server} is not accepted ({quoted(reason)}): let the server show another one"


def _explain_expired(of_server: str, certificate: CertificateFacts | None) -> str:
    now = datetime.datetime.now(datetime.timezone.utc)
    if certificate is None or certificate.not_after <= now:
        since = "" if certificate is None else f" on {_shown(certificate.not_after)}"
        return f"{of_server} expired{since}: renew it there"
    return f"{of_server} is valid, but that of an authority above it has expired: renew that one there"


def _explain_unknown_issuer(of_server: str, failure: Failure, certificate: CertificateFacts | None) -> str:
    trusted = failure.security.ca_file
    unknown = "not among the authorities that are trusted here" if trusted is None else f"not in `{trusted}`"
    if certificate is None or not certificate.issuer:
        return (
            f"{of_server} is not signed by an authority that is trusted here: "
            "name its authority with `# @grpc-cacert file.pem`"
        )
    return (
        f"{of_server} is signed by {quoted(certificate.issuer)}, which is {unknown}: name that authority with "
        "`# @grpc-cacert file.pem`, or let the server send the certificates between the two"
    )


def _explain_wrong_host(failure: Failure, certificate: CertificateFacts | None) -> str:
    place = failure.place
    called = failure.security.verified_name or ("" if place is None else place.host)
    if certificate is None:
        return f"the certificate of {failure.where} is for another host: name that host with `# @grpc-authority`"
    if not certificate.hosts:
        return f"the certificate of {failure.where} names no host: let the server show one that names `{called}`"
    return (
        f"the certificate of {failure.where} is for {_listed(certificate.hosts)}, not for `{called}`: call it by a name it has, "
        "or name one with `# @grpc-authority`"
    )


def _listed(hosts: tuple[str, ...]) -> str:
    shown = ", ".join(quoted(host) for host in hosts[:_MAXIMUM_HOSTS])
    return shown if len(hosts) <= _MAXIMUM_HOSTS else f"{shown} and {len(hosts) - _MAXIMUM_HOSTS} more"


def _shown(time: datetime.datetime) -> str:
    return f"{time:%Y-%m-%d %H:%M} UTC"


# What server and client can agree on


def _explain_protocol(failure: Failure, facts: TlsFacts | None) -> str:
    instead = "HTTP/1 alone" if facts is not None and facts.protocol == "http/1.1" else "no HTTP/2"
    return (
        f"{failure.where} offers {instead} inside TLS, and gRPC needs HTTP/2: check the port, or let the server offer `h2` "
        "(ALPN)"
    )


def _explain_alert(failure: Failure, alert: str) -> str:
    where, given = failure.where, failure.security.certificate_file
    if "PROTOCOL_VERSION" in alert or "UNSUPPORTED_PROTOCOL" in alert:
        return f"{where} speaks no TLS of version 1.2 or newer, which gRPC needs: let the server speak TLS 1.2 or 1.3"
    if "UNRECOGNIZED_NAME" in alert:
        return f"{where} has no certificate for the name it was called by: correct it, or give one with `# @grpc-authority`"
    if given is not None and "CERTIFICATE_EXPIRED" in alert:
        return f"the client certificate `{given}` has expired: name a newer one with `# @grpc-cert` and `# @grpc-key`"
    if given is not None and any(name in alert for name in _WANTS_CLIENT):
        return (
            f"{where} does not accept the client certificate `{given}`: name one with `# @grpc-cert` and `# @grpc-key` that "
            "an authority of the server signed"
        )
    if "CERTIFICATE_REQUIRED" in alert:
        return f"{where} asks for a client certificate: name one with `# @grpc-cert` and `# @grpc-key`"
    if any(name in alert for name in _WANTS_CLIENT):
        return (
            f"the TLS handshake with {where} failed: if it asks for a client certificate, "
            "name one with `# @grpc-cert` and `# @grpc-key`"
        )
    return f"the TLS handshake with {where} failed ({quoted(alert.lower().replace('_', ' '))}): look into the log there"


def explain_hang_up(failure: Failure) -> str:
    """The sentence for a server that ends the connection after the handshake without an alert, as grpc's own do."""
    start, given = (
        f"{failure.where} closed the connection right after the TLS handshake",
        failure.security.certificate_file,
    )
    if given is not None:
        return f"{start}: look into its log, as it may not accept the client certificate `{given}`"
    return f"{start}: if it asks for a client certificate, name one with `# @grpc-cert` and `# @grpc-key`"
