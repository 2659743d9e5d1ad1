"""What a port really speaks: asked of it after a call has failed, because grpc says less than it saw.

A probe connects to the same place as the call did, says no more than the greeting of HTTP/2 (RFC 9113, section 3.4), and
is over within its patience. No request is sent, so nothing happens on the server but that somebody came and went.
"""

from __future__ import annotations

import contextlib
import enum
import re
import socket
import ssl
import time
from dataclasses import dataclass, replace

from protowright.runner.address import Place, connect, seconds_until
from protowright.runner.certificate import CertificateFacts, decoding_context, facts_of, unverified_context
from protowright.runner.plan import TransportSecurity

PATIENCE = 1.0
"""How long a probe may take, in seconds."""

_LISTENING = 0.15
"""How long to listen before saying something, in seconds."""

_GREETING = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes(3) + b"\x04" + bytes(5)
_FRAME_HEADER = 9
_SETTINGS, _GO_AWAY = 4, 7
_TLS_RECORDS = (0x15, 0x16)
_PLAINTEXT = re.compile(r"WRONG_VERSION_NUMBER|HTTP_REQUEST|UNKNOWN_PROTOCOL|WRONG_SSL_VERSION|RECORD_LAYER_FAILURE")
_MAXIMUM_SHOWN = 60
_MAXIMUM_LINE = 1024


class Speech(enum.Enum):
    """What came back from a port."""

    NOTHING_THERE = enum.auto()
    NO_ANSWER = enum.auto()
    SILENCE = enum.auto()
    HANG_UP = enum.auto()
    HTTP_2 = enum.auto()
    HTTP_1 = enum.auto()
    TLS = enum.auto()
    OTHER = enum.auto()


@dataclass(frozen=True, slots=True)
class TlsFacts:
    """What a TLS handshake showed.

    `alert` is OpenSSL's name of what the server objected to, empty when it did not; `protocol` is the application
    protocol it chose (ALPN, RFC 7301); `certificate` is None when it could not be read.
    """

    alert: str = ""
    protocol: str | None = None
    certificate: CertificateFacts | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a port speaks: inside TLS when there are facts of it. `said` is the first line of a text it sent."""

    speech: Speech
    said: str = ""
    tls: TlsFacts | None = None


def probe_plain(place: Place, patience: float = PATIENCE) -> Finding:
    """What the port answers to a greeting in plaintext; TLS when it answers to nothing but that."""
    deadline = time.monotonic() + patience
    found = _plain(place, min(deadline, time.monotonic() + patience / 2))
    if found.speech not in (Speech.HANG_UP, Speech.SILENCE, Speech.TLS):
        return found
    with contextlib.suppress(OSError), _secured(connect(place, deadline), _context(None), "", deadline):
        return Finding(Speech.TLS)
    return found


def probe_tls(place: Place, security: TransportSecurity, patience: float = PATIENCE) -> Finding:
    """What the port answers to a TLS handshake with the call's own client certificate, and to a greeting inside it."""
    deadline = time.monotonic() + patience
    name = security.verified_name or place.host
    try:
        connection = connect(place, deadline)
    except OSError as error:
        return Finding(_not_reached(error))
    try:
        with _secured(connection, _context(security), name, deadline) as secured:
            certificate = secured.getpeercert(binary_form=True)
            found = _shaken(secured, deadline)
    except OSError as error:
        return _refused(place, error, deadline)
    assert found.tls is not None
    facts = None if certificate is None else _read_certificate(place, name, certificate, deadline)
    return replace(found, tls=replace(found.tls, certificate=facts))


def _plain(place: Place, deadline: float) -> Finding:
    try:
        connection = connect(place, deadline)
    except OSError as error:
        return Finding(_not_reached(error))
    with connection:
        try:
            return _greeted(connection, deadline)
        except OSError as error:
            return Finding(_failed(error))


def _greeted(connection: socket.socket, deadline: float) -> Finding:
    """The greeting, and what is answered to it. Raises OSError."""
    connection.settimeout(seconds_until(deadline))
    connection.sendall(_GREETING)
    said = b""
    while len(said) < _FRAME_HEADER or _is_half_a_line(said):
        connection.settimeout(seconds_until(deadline))
        received = connection.recv(4096)
        if not received:
            break
        said += received
    return _recognised(said)


def _is_half_a_line(said: bytes) -> bool:
    return said.startswith(b"HTTP/") and b"\n" not in said and len(said) < _MAXIMUM_LINE


def _recognised(said: bytes) -> Finding:
    if not said:
        return Finding(Speech.HANG_UP)
    if said.startswith(b"HTTP/"):
        return Finding(Speech.HTTP_1, _first_line(said))
    if len(said) >= _FRAME_HEADER and said[3] in (_SETTINGS, _GO_AWAY) and not int.from_bytes(said[5:9], "big"):
        return Finding(Speech.HTTP_2)
    if said[0] in _TLS_RECORDS and said[1:2] == b"\x03":
        return Finding(Speech.TLS)
    return Finding(Speech.OTHER, _first_line(said))


def _first_line(said: bytes) -> str:
    """The first line when it is a text for people, such as `SSH-2.0-OpenSSH_9.6`; else nothing."""
    line = said.partition(b"\n")[0].strip()[:_MAXIMUM_SHOWN].decode("ascii", "replace")
    return line if line.isprintable() and "�" not in line else ""


def _context(security: TransportSecurity | None) -> ssl.SSLContext:
    context = unverified_context()
    context.set_alpn_protocols(["h2", "http/1.1"])
    if security is not None and security.certificate_file is not None:
        with contextlib.suppress(OSError):  # ssl.SSLError is one; a file that is no good was told of before the call
            # Without a password that is wrong, an encrypted key would ask for it on the terminal.
            context.load_cert_chain(security.certificate_file, security.key_file, password="")
    return context


def _secured(connection: socket.socket, context: ssl.SSLContext, name: str, deadline: float) -> ssl.SSLSocket:
    """The connection after the handshake; it is closed when that fails. Raises OSError, also ssl.SSLError."""
    connection.settimeout(seconds_until(deadline))
    try:
        return context.wrap_socket(connection, server_hostname=name or None)
    except OSError:
        connection.close()
        raise


def _shaken(connection: ssl.SSLSocket, deadline: float) -> Finding:
    """What follows a handshake: with TLS 1.3, the server may object to the client's certificate only now."""
    facts = TlsFacts(protocol=connection.selected_alpn_protocol())
    try:
        if said := _heard(connection, _LISTENING):
            return replace(_recognised(said), tls=facts)
        # Half of what is left: the certificate is to be read as well.
        return replace(_greeted(connection, time.monotonic() + seconds_until(deadline) / 2), tls=facts)
    except ssl.SSLError as error:
        return Finding(Speech.HANG_UP, tls=replace(facts, alert=error.reason or ""))
    except OSError as error:
        return Finding(_failed(error), tls=facts)


def _heard(connection: ssl.SSLSocket, seconds: float) -> bytes:
    """What the server says first, empty when it waits for the client. Raises OSError.

    A server that objects says so at once, and closes the connection; its words would be lost if a greeting crossed them.
    """
    connection.settimeout(seconds)
    try:
        return connection.recv(4096)
    except TimeoutError:
        return b""


def _refused(place: Place, error: OSError, deadline: float) -> Finding:
    """A handshake that failed: on a port without TLS, the question is what it speaks instead."""
    if not isinstance(error, ssl.SSLError) or isinstance(error, ssl.SSLEOFError):
        return Finding(_failed(error))
    reason = error.reason or ""
    if _PLAINTEXT.search(reason):
        return _plain(place, deadline)
    return Finding(Speech.HANG_UP, tls=TlsFacts(alert=reason))


def _not_reached(error: OSError) -> Speech:
    return Speech.NO_ANSWER if isinstance(error, TimeoutError) else Speech.NOTHING_THERE


def _failed(error: OSError) -> Speech:
    return Speech.SILENCE if isinstance(error, TimeoutError) else Speech.HANG_UP


def _read_certificate(place: Place, name: str, certificate: bytes, deadline: float) -> CertificateFacts | None:
    with (
        contextlib.suppress(OSError, KeyError, ValueError),
        _secured(connect(place, deadline), decoding_context(certificate), name, deadline) as secured,
    ):
        return facts_of(secured.getpeercert() or {})
    return None
