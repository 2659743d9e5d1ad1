"""Sentences for what cannot be staged on loopback, or comes in other words from other versions of grpc."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.runner.support import call, run_text
from tests.support.hostile import replies
from tests.support.hostile.connections import silent
from tests.support.hostile.exchange import http2
from tests.support.hostile.listener import Listener

from protowright.request.target import Target
from protowright.runner.address import place_of
from protowright.runner.explain import explain
from protowright.runner.failure import Failure, quoted
from protowright.runner.plan import TransportSecurity
from protowright.runner.proxy import Proxy, proxy_for

UNSEEN = Target("ipv4:192.0.2.1:443,192.0.2.2:443", tls=True)
"""An address that no probe can connect to."""


def explained(code: int, details: str, target: Target = UNSEEN, **more: object) -> str:
    """The sentence for a status and its details."""
    values = {"security": TransportSecurity(), "timeout": 1.0, "duration": 1.0, **more}
    return explain(Failure(code, details, target, "/echo.Echo/One", **values))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "code, details, words",
    [
        (14, "DNS resolution failed for x: C-ares status is not ARES_SUCCESS", "is unknown: correct the name"),
        (14, "failed to connect to all addresses; last error: No route to host", "there is no way to the host"),
        (14, "failed to connect to all addresses; last error: Permission denied", "check the rights of the socket"),
        (
            14,
            "failed to connect to all addresses; CERTIFICATE_VERIFY_FAILED: certificate has expired: OK",
            "expired: renew",
        ),
        (14, "failed to connect; CERTIFICATE_VERIFY_FAILED: certificate is not yet valid", "not valid yet: correct"),
        (
            14,
            "failed to connect; CERTIFICATE_VERIFY_FAILED: unable to get local issuer certificate",
            "name its authority",
        ),
        (14, "failed to connect; CERTIFICATE_VERIFY_FAILED: IP address mismatch", "(`IP address mismatch`)"),
        (14, "failed to connect; Hostname Verification Check failed.", "is for another host: name that host"),
        (14, "failed to connect; Cannot check peer: missing selected ALPN property.", "let the server offer `h2`"),
        (14, "failed to connect; TLSV1_ALERT_UNRECOGNIZED_NAME", "no certificate for the name"),
        (14, "failed to connect; TLSV1_ALERT_INTERNAL_ERROR", "(`alert internal error`): look into the log"),
        (
            14,
            "failed to connect to all addresses; last error: something new",
            "was not made (TLS): send the call again",
        ),
        (14, "keepalive watchdog timeout", "broke before an answer came"),
        (13, "Received RST_STREAM with error code 99", "the HTTP/2 error 99"),
        (8, "grpc: received message larger than max (5 vs. 4)", "takes messages of up to 4 bytes, and one has 5"),
        (8, "gRPC message exceeds maximum size 4: 5", "takes messages of up to 4 bytes, and one has 5"),
        (2, "Received http2 header with status: 799", "HTTP 799 in place of gRPC: check the port"),
        (4, "Deadline Exceeded", "no end within 1 s"),
    ],
)
def test_words_of_grpc_become_a_sentence(code: int, details: str, words: str) -> None:
    assert words in explained(code, details)


def test_silence_without_a_deadline() -> None:
    said = (
        "failed to connect to all addresses; last error: connection attempt timed out before receiving SETTINGS frame"
    )
    with Listener(silent) as listener:
        sentence = explained(14, said, Target(listener.address, tls=False), timeout=None)
    assert sentence.startswith(f"{listener.address} takes the connection and then says nothing: ")


def test_a_message_of_the_service_is_left_alone() -> None:
    assert explained(5, "no user 42") == explained(14, "the shop is closed") == explained(1, "Locally cancelled") == ""


def test_a_deadline_of_the_server_is_not_ours() -> None:
    assert "has a shorter time limit" in explained(4, "too slow", duration=0.1)
    assert "has a shorter time limit" in explained(4, "too slow", timeout=None)


def test_text_of_the_server_stays_on_its_line() -> None:
    assert quoted("a\n\x1b[31m`b`") == "`a [31m'b'`"
    assert quoted("x" * 100) == f"`{'x' * 59}…`"


def test_a_service_that_passes_on_what_it_met_itself(tmp_path: Path) -> None:
    said = "failed to connect to all addresses; last error: ipv4:10.0.0.1:1: Connection refused"
    with Listener(http2(replies.trailers_only(("grpc-status", "14"), ("grpc-message", said)))) as listener:
        ran = run_text(tmp_path, call(listener.address, "One", "{}"))
    assert ran.finished.explanation.startswith(f"{listener.address} answers, but a service behind it does not: ")


# Proxies


@pytest.mark.parametrize(
    "address, environment, expected",
    [
        ("shop.example:1", {"http_proxy": "http://p:3128"}, Proxy("http_proxy", "p:3128")),
        ("shop.example:1", {"http_proxy": "http://me:pw@p:3128"}, Proxy("http_proxy", "p:3128")),
        ("shop.example:1", {"http_proxy": "http://p:1", "grpc_proxy": "http://q:2"}, Proxy("grpc_proxy", "q:2")),
        ("shop.example:1", {"HTTP_PROXY": "http://p:3128"}, None),
        ("shop.example:1", {"http_proxy": "socks5://p:3128"}, None),
        ("shop.example:1", {"http_proxy": "http://p:1", "no_proxy": "other, .example"}, None),
        (
            "shop.example:1",
            {"http_proxy": "http://p:1", "no_proxy": "a", "no_grpc_proxy": "b"},
            Proxy("http_proxy", "p:1"),
        ),
        ("10.1.2.3:1", {"http_proxy": "http://p:1", "no_proxy": "10.0.0.0/8"}, None),
        ("localhost:1", {"http_proxy": "http://p:1"}, None),
        ("unix:/a.sock", {"http_proxy": "http://p:1"}, None),
        ("shop.example:1", {}, None),
    ],
)
def test_the_proxy_of_the_environment(address: str, environment: dict[str, str], expected: Proxy | None) -> None:
    assert proxy_for(place_of(address), environment) == expected
