"""What the server gets besides messages: metadata, path, authority, deadline, encodings. The server says so itself.

The header fields are those on the wire, in HTTP/2 before any library has looked at them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.runner.observing.observer import Observer
from tests.runner.support import Ran, run_text

BODY = '\n{"text": "a"}\n'


def run(folder: Path, observer: Observer, before: str = "", metadata: str = "", prefix: str = "") -> Ran:
    """Make one call, and wait until the server has seen its end."""
    ran = run_text(folder, f"{before}GRPC grpc://{observer.plain}{prefix}/echo.Echo/One\n{metadata}{BODY}")
    observer.quiet()
    return ran


def test_metadata_arrives_in_order_with_repeated_keys(tmp_path: Path, observer: Observer) -> None:
    lines = "x-b: 1\nX-Upper: Two Words\nx-a: 2\nx-b: 3\nx-empty:\nx-comma: a, b\nauthorization: Bearer t0k\n"
    run(tmp_path, observer, metadata=lines)
    sent = [
        ("x-b", "1"),
        ("x-upper", "Two Words"),
        ("x-a", "2"),
        ("x-b", "3"),
        ("x-empty", ""),
        ("x-comma", "a, b"),
        ("authorization", "Bearer t0k"),
    ]
    fields = observer.headers()
    assert fields[-len(sent) :] == sent
    assert {key for key, _ in fields[: -len(sent)]} == {
        *(":method", ":scheme", ":path", ":authority", "te", "content-type", "user-agent", "grpc-accept-encoding")
    }


def test_binary_metadata_arrives_as_bytes(tmp_path: Path, observer: Observer) -> None:
    """Base64 with and without padding, and none at all; the server's library decodes what the wire has."""
    run(tmp_path, observer, metadata="x-a-bin: AAEC/w==\nx-b-bin: AAEC/w\nx-c-bin:\nx-a-bin: aGk=\n")
    metadata = [tuple(pair) for pair in observer.one("call")["metadata"] if pair[0].startswith("x-")]
    assert metadata == [
        ("x-a-bin", "bytes:AAEC/w=="),
        ("x-b-bin", "bytes:AAEC/w=="),
        ("x-c-bin", "bytes:"),
        ("x-a-bin", "bytes:aGk="),
    ]


def test_the_user_agent_names_this_program_first(tmp_path: Path, observer: Observer) -> None:
    run(tmp_path, observer)
    (agent,) = observer.header("user-agent")
    assert agent.startswith("protowright grpc-python/")


def test_a_content_type_of_the_request_is_ignored(tmp_path: Path, observer: Observer) -> None:
    ran = run(tmp_path, observer, metadata="content-type: application/json\nx-a: 1\n")
    assert ran.finished.status == "OK"
    assert observer.header("content-type") == ["application/grpc"]
    assert observer.header("x-a") == ["1"]


@pytest.mark.parametrize("directive, authority", [("", None), ("# @grpc-authority shop.example\n", "shop.example")])
def test_the_authority(tmp_path: Path, observer: Observer, directive: str, authority: str | None) -> None:
    run(tmp_path, observer, before=directive)
    assert observer.header(":authority") == [authority or observer.plain]


@pytest.mark.parametrize("prefix", ["", "/prefix", "/a/b.c/d"])
def test_the_prefix_of_the_target_is_part_of_the_path(tmp_path: Path, observer: Observer, prefix: str) -> None:
    assert run(tmp_path, observer, prefix=prefix).messages == ['{ "text": "a" }']
    assert observer.header(":path") == [f"{prefix}/echo.Echo/One"]
    assert observer.one("call")["path"] == f"{prefix}/echo.Echo/One"


def test_the_prefix_holds_for_reflection_too(tmp_path: Path, observer: Observer) -> None:
    text = f"GRPC grpc://{observer.plain}/prefix/echo.Echo/One\n"
    assert run_text(tmp_path, text, proto=None).refused
    path = "/prefix/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
    assert (":path", path) in observer.headers("reflection")


@pytest.mark.parametrize("timeout, seconds", [("500ms", 0.5), ("2s", 2.0), ("1m", 60.0), ("3", 3.0)])
def test_the_deadline_is_the_one_of_the_request(
    tmp_path: Path, observer: Observer, timeout: str, seconds: float
) -> None:
    run(tmp_path, observer, before=f"# @timeout {timeout}\n")
    assert observer.one("call")["remaining"] == pytest.approx(seconds, abs=0.3)
    assert len(observer.header("grpc-timeout")) == 1


def test_without_a_timeout_there_is_no_deadline(tmp_path: Path, observer: Observer) -> None:
    run(tmp_path, observer)
    assert observer.one("call")["remaining"] > 1e9
    assert observer.header("grpc-timeout") == []


def test_a_deadline_ends_the_call_on_the_server_too(tmp_path: Path, observer: Observer) -> None:
    ran = run(tmp_path, observer, before="# @timeout 200ms\n", metadata="x-hold: 1\n")
    assert ran.finished.status == "DEADLINE_EXCEEDED"
    over = observer.one("over")
    assert (over["answered"], over["active"]) == (False, False)
    assert 0.1 < over["time"] - observer.one("call")["time"] < 1.0


@pytest.mark.parametrize(
    "compression, encoding, compressed",
    [("gzip", ["gzip"], True), ("deflate", ["deflate"], True), ("identity", [], False), (None, [], False)],
)
def test_compression(
    tmp_path: Path, observer: Observer, compression: str | None, encoding: list[str], compressed: bool
) -> None:
    """The message has the flag of gRPC, and is as short as a compressed one."""
    directive = f"# @grpc-compression {compression}\n" if compression else ""
    text = "a" * 5000
    target = f"grpc://{observer.plain}/echo.Echo/One"
    ran = run_text(tmp_path, f'{directive}GRPC {target}\n\n{{"text": "{text}"}}\n')
    observer.quiet()
    message = observer.one("message")
    assert observer.header("grpc-encoding") in (encoding, encoding or ["identity"])
    assert message["compressed"] is compressed
    assert (message["length"] < 200) is compressed
    assert observer.one("heard")["size"] == 5000
    assert text in ran.messages[0]
