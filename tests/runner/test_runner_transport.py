"""Channels: how much they take, which way they go, and which files they refuse."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from tests.runner.support import call, run_text, serving
from tests.support.hostile import replies
from tests.support.hostile.certificates import Authority
from tests.support.hostile.exchange import frame, http2
from tests.support.hostile.listener import Listener

from protowright.request.target import Target
from protowright.runner.plan import ChannelOptions, TransportSecurity
from protowright.runner.transport import Channels, TransportError, open_connection


def test_this_machine_is_reached_without_the_proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(one=lambda request, context: request) as address:
        assert run_text(tmp_path, call(address, "One", "{}")).finished.status == "OK"


def test_large_answers_are_taken(tmp_path: Path) -> None:
    long = b"a" * 5_000_000
    size = bytes([0x0A]) + bytes(
        ((len(long) >> shift) & 0x7F) | (0x80 if shift < 21 else 0) for shift in (0, 7, 14, 21)
    )
    metadata = [(f"x-{number}", "b" * 5000) for number in range(4)]
    with Listener(http2(replies.body(frame(size + long), replies.OK, *metadata))) as listener:
        ran = run_text(tmp_path, call(listener.address, "One", "{}"))
    assert (ran.finished.status, ran.finished.explanation) == ("OK", "")
    assert len(ran.messages[0]) > 5_000_000 and ran.trailers["x-3"] == "b" * 5000


def test_metadata_stays_on_its_lines(tmp_path: Path) -> None:
    with Listener(http2(replies.with_trailers(replies.OK, ("x-a", b"1\nx-b: 2\r\0\xff")))) as listener:
        ran = run_text(tmp_path, call(listener.address, "One", "{}"))
    assert ran.trailers == {"x-a": r"1\x0ax-b: 2\x0d\x00ÿ"}


def test_a_key_with_a_password(tmp_path: Path) -> None:
    certificate, key = Authority().issue("client").write(tmp_path, "client")
    unlocked = serialization.load_pem_private_key(key.read_bytes(), None)
    secret = serialization.BestAvailableEncryption(b"secret")
    key.write_bytes(unlocked.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, secret))  # type: ignore[union-attr]
    security = TransportSecurity(None, str(certificate), str(key))
    with pytest.raises(TransportError, match=r"client-key.pem is encrypted: name its passphrase"):
        open_connection(Target("localhost:1", tls=True), security, ChannelOptions())


def test_a_retired_connection_is_closed_by_its_last_user() -> None:
    channels, target, security = Channels(), Target("127.0.0.1:1", tls=False), TransportSecurity()
    with channels.connection(target, security) as old:
        with channels.connection(target, security) as same:
            assert same is old
            channels.retire(old)
        with channels.connection(target, security) as other:
            assert other is not old
        old.channel.unary_unary("/a.B/C")  # it is open still
    with pytest.raises(ValueError, match="closed channel"):
        old.channel.unary_unary("/a.B/C")(b"")
    channels.close()
