"""What a target means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protowright.request.syntax.parser import parse_request_file
from protowright.request.target import InvalidTarget, Target, parse_target, target_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("localhost:50051", Target("localhost:50051", tls=False)),
        ("127.0.0.1:1", Target("127.0.0.1:1", tls=False)),
        ("127.8.9.10", Target("127.8.9.10:80", tls=False)),
        ("[::1]:50051", Target("[::1]:50051", tls=False)),
        ("shop.localhost:1", Target("shop.localhost:1", tls=False)),
        ("example.com", Target("example.com:443", tls=True)),
        ("example.com:8443", Target("example.com:8443", tls=True)),
        ("localhost.example.com", Target("localhost.example.com:443", tls=True)),
        ("grpc://example.com", Target("example.com:80", tls=False)),
        ("http://example.com:1", Target("example.com:1", tls=False)),
        ("grpcs://localhost", Target("localhost:443", tls=True)),
        ("HTTPS://example.com/a/b/", Target("example.com:443", tls=True, prefix="/a/b")),
        ("localhost:1/api", Target("localhost:1", tls=False, prefix="/api")),
        ("unix:/tmp/a.sock", Target("unix:/tmp/a.sock", tls=False)),
        ("unix-abstract:a", Target("unix-abstract:a", tls=False)),
        ("dns:///example.com:443", Target("dns:///example.com:443", tls=True)),
        ("[2001:db8::1]", Target("[2001:db8::1]:443", tls=True)),
        ("2001:db8::1", Target("[2001:db8::1]:443", tls=True)),
        ("::1", Target("[::1]:80", tls=False)),
        ("grpc://[2001:db8::1]:9", Target("[2001:db8::1]:9", tls=False)),
    ],
)
def test_target(text: str, expected: Target) -> None:
    assert parse_target(text) == expected
    assert parse_target(text, plaintext=True).tls is False


def test_tls_can_be_asked_for_where_no_scheme_says_it() -> None:
    assert parse_target("localhost:1", tls=True) == Target("localhost:1", tls=True)
    assert parse_target("localhost", tls=True) == Target("localhost:443", tls=True)
    assert parse_target("grpc://localhost:1", tls=True).tls is False
    assert parse_target("localhost:1", plaintext=True, tls=True).tls is False


@pytest.mark.parametrize(
    ("line", "variables", "expected"),
    [
        ("GRPC /a.B/C", {"host"}, "{{host}}"),
        ("GRPC /a.B/C", {"hosts"}, ""),
        ("GRPC h:1/a.B/C", {"host"}, "h:1"),
    ],
)
def test_a_line_without_a_target_calls_the_variable_host(line: str, variables: set[str], expected: str) -> None:
    (block,) = parse_request_file(line).requests
    assert block.line is not None and target_text(block.line, variables) == expected


@pytest.mark.parametrize("text", ["localhost:50051", "grpcs://example.com:1/a", "unix:/tmp/a", "http://h"])
def test_what_is_shown_means_the_same(text: str) -> None:
    target = parse_target(text)
    assert parse_target(str(target)) == target


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the request names no host: write `GRPC host:port/package.Service/Method`"),
        ("ftp://example.com", "the scheme `ftp` is unknown: use grpc, grpcs, http, https, unix or dns"),
        ("grpc://", "`grpc://` names no host"),
        ("/a", "`/a` names no host"),
        ("host:0", "`0` is no port: ports go from 1 to 65535"),
        ("host:65536", "`65536` is no port: ports go from 1 to 65535"),
        ("host:abc", "`abc` is no port: ports go from 1 to 65535"),
        ("host:50051a/prefix", "`50051a` is no port: ports go from 1 to 65535"),
        (":50051", "`:50051` names no host: write `localhost:50051` for this machine"),
        ("[::1", "`[::1` is no address: an IPv6 address with a port is written `[::1]:50051`"),
        ("[::1]50", "`[::1]50` is no address: an IPv6 address with a port is written `[::1]:50051`"),
        ("[::1]:x", "`x` is no port: ports go from 1 to 65535"),
        ("host:", "`host:` lacks its port: write `host:50051`, or leave the colon out"),
    ],
)
def test_a_target_nobody_can_call(text: str, message: str) -> None:
    with pytest.raises(InvalidTarget) as caught:
        parse_target(text)
    assert str(caught.value) == message


@given(st.text(alphabet="ahost:/.[]0123456789{}@ %-\u0665é", max_size=30))
def test_any_text_is_a_target_or_said_to_be_none(text: str) -> None:
    try:
        assert parse_target(text).address
    except InvalidTarget as error:
        assert str(error)
