"""What a port speaks, found out from the outside and in bounded time."""

from __future__ import annotations

import datetime
import socket
import ssl
import time
from pathlib import Path

import pytest
from tests.support.hostile import connections, replies
from tests.support.hostile.certificates import DAY, NOW, Authority, self_signed
from tests.support.hostile.exchange import http2
from tests.support.hostile.listener import Listener, Serve

from protowright.runner.address import Place, connect, place_of
from protowright.runner.plan import TransportSecurity
from protowright.runner.probe import Finding, Speech, probe_plain, probe_tls

HONEST = http2(replies.echo)


def place(listener: Listener, host: str = "127.0.0.1") -> Place:
    """Where a listener listens."""
    return Place(host, int(listener.address.rpartition(":")[2]))


def shaken(
    context: ssl.SSLContext, serve: Serve = HONEST, security: TransportSecurity | None = None, host: str = "127.0.0.1"
) -> Finding:
    """What is found at a TLS port."""
    with Listener(serve, context) as listener:
        return probe_tls(place(listener, host), security or TransportSecurity())


@pytest.mark.parametrize(
    "serve, speech, said",
    [
        (HONEST, Speech.HTTP_2, ""),
        (connections.HTTP_1, Speech.HTTP_1, "HTTP/1.1 400 Bad Request"),
        (connections.greeting(b"SSH-2.0-x\r\n"), Speech.OTHER, "SSH-2.0-x"),
        (connections.greeting(b"\x00\xff\x00\xff\x00\xff\x00\xff\x00\xff"), Speech.OTHER, ""),
        (connections.greeting(b"220 mail \x1b[31m\r\n"), Speech.OTHER, ""),
        (connections.closing, Speech.HANG_UP, ""),
        (connections.silent, Speech.SILENCE, ""),
    ],
    ids=["http2", "http1", "ssh", "bytes", "controls", "closing", "silent"],
)
def test_what_a_port_without_tls_speaks(serve: Serve, speech: Speech, said: str) -> None:
    with Listener(serve) as listener:
        assert probe_plain(place(listener), 0.3) == Finding(speech, said)


def test_a_port_with_tls_is_known_from_the_plain_side(tmp_path: Path) -> None:
    with Listener(HONEST, self_signed().context(tmp_path)) as listener:
        assert probe_plain(place(listener)).speech is Speech.TLS


def test_a_port_without_tls_is_known_from_the_tls_side() -> None:
    with Listener(HONEST) as listener:
        assert probe_tls(place(listener), TransportSecurity()) == Finding(Speech.HTTP_2)


def test_nobody_there(tmp_path: Path) -> None:
    with Listener(HONEST) as listener:
        gone = place(listener)
    assert probe_plain(gone).speech is probe_tls(gone, TransportSecurity()).speech is Speech.NOTHING_THERE
    assert probe_plain(Place("", 0, str(tmp_path / "none.sock"))).speech is Speech.NOTHING_THERE
    assert probe_plain(Place("no.invalid", 1)).speech is Speech.NOTHING_THERE


def test_the_facts_of_a_certificate(tmp_path: Path) -> None:
    authority = Authority("Sample Authority")
    since, until = NOW - 3 * DAY, NOW - DAY
    tls = shaken(
        authority.issue("a.example", "*.b.example", "10.0.0.1", since=since, until=until).context(tmp_path)
    ).tls
    assert tls is not None and tls.certificate is not None and tls.protocol == "h2"
    assert set(tls.certificate.hosts) == {"a.example", "*.b.example", "10.0.0.1"}
    assert (tls.certificate.issuer, tls.certificate.is_self_issued) == ("Sample Authority", False)
    whole = datetime.timedelta(seconds=1)
    assert abs(tls.certificate.not_before - since) < whole and abs(tls.certificate.not_after - until) < whole


def test_a_self_signed_certificate_has_itself_for_an_issuer(tmp_path: Path) -> None:
    tls = shaken(self_signed().context(tmp_path), host="localhost").tls
    assert tls is not None and tls.certificate is not None and tls.certificate.is_self_issued
    assert tls.certificate.issuer == "localhost"


@pytest.mark.parametrize("attempt", range(5))
def test_a_server_that_asks_for_a_certificate_is_heard(tmp_path: Path, attempt: int) -> None:
    authority = Authority()
    (tmp_path / "ca.pem").write_bytes(authority.pem)
    context = authority.issue().context(tmp_path)
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(tmp_path / "ca.pem")
    without = shaken(context).tls
    assert without is not None and "CERTIFICATE_REQUIRED" in without.alert
    certificate, key = Authority("Other").issue("client").write(tmp_path, "client")
    wrong = shaken(context, security=TransportSecurity(None, str(certificate), str(key))).tls
    assert wrong is not None and "UNKNOWN_CA" in wrong.alert
    certificate, key = authority.issue("client").write(tmp_path, "client")
    right = shaken(context, security=TransportSecurity(None, str(certificate), str(key)))
    assert right.speech is Speech.HTTP_2 and right.tls is not None and right.tls.alert == ""


def test_what_is_spoken_inside_tls(tmp_path: Path) -> None:
    found = shaken(self_signed().context(tmp_path, ("http/1.1",)), connections.HTTP_1)
    assert found.speech is Speech.HTTP_1 and found.tls is not None and found.tls.protocol == "http/1.1"
    assert shaken(self_signed().context(tmp_path), connections.closing).speech is Speech.HANG_UP


def trickling(connection: socket.socket) -> None:
    """A line of HTTP/1 that never ends."""
    connection.sendall(b"HTTP/")
    while True:
        connection.sendall(b"1")
        time.sleep(0.02)


@pytest.mark.parametrize("serve", [connections.silent, trickling], ids=["silent", "trickling"])
@pytest.mark.parametrize("tls", [False, True], ids=["plain", "tls"])
def test_a_probe_keeps_to_its_patience(serve: Serve, tls: bool) -> None:
    with Listener(serve) as listener:
        started = time.monotonic()
        if tls:
            probe_tls(place(listener), TransportSecurity(), 0.4)
        else:
            probe_plain(place(listener), 0.4)
        assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    "address, expected",
    [
        ("shop.example:50051", Place("shop.example", 50051)),
        ("shop.example", Place("shop.example", 443)),
        ("[::1]:7", Place("::1", 7)),
        ("dns:///shop.example:7", Place("shop.example", 7)),
        ("dns://10.0.0.1:53/shop.example:7", Place("shop.example", 7)),
        ("dns:shop.example:7", Place("shop.example", 7)),
        ("unix:/run/a.sock", Place("", 0, "/run/a.sock")),
        ("unix:///run/a.sock", Place("", 0, "/run/a.sock")),
        ("unix:a.sock", Place("", 0, "a.sock")),
        ("unix-abstract:a", Place("", 0, "\0a")),
        ("ipv6:[::1]:7,[::2]:7", None),
        (":7", None),
    ],
)
def test_the_place_of_an_address(address: str, expected: Place | None) -> None:
    assert place_of(address) == expected


@pytest.mark.parametrize(
    "host, expected",
    [
        ("localhost", True),
        ("a.localhost", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("10.0.0.1", False),
        ("a.b", False),
    ],
)
def test_loopback_is_known(host: str, expected: bool) -> None:
    assert Place(host, 1).is_loopback is expected


def test_an_abstract_socket_can_be_connected_to() -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("\0protowright-probe")
        listening.listen()
        connect(Place("", 0, "\0protowright-probe"), time.monotonic() + 1).close()
