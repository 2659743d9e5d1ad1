"""Calls that cannot be: each one ends fast, and with one sentence that says why and what to do."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
import pytest
import trustme
from google.rpc import status_pb2
from samples.service import Addresses
from tests.runner.support import Ran, run_text, serving
from tests.support.hostile import replies
from tests.support.hostile.exchange import http2
from tests.support.hostile.listener import Listener

from protowright.runner.plan import NotSent

GET = "/user.UserService/GetUser\n{}\n"


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def run(folder: Path, target: str, directives: str = "", service: Addresses | None = None) -> Ran:
    """Call `echo.Echo/One`, or a method that the sample service has."""
    if service is None:
        return run_text(folder, f"{directives}GRPC {target}/echo.Echo/One\n")
    return run_text(folder, f"{directives}GRPC {target}{GET}", proto=USER)


USER = """syntax = "proto3";
package user;
service UserService { rpc GetUser(GetUserRequest) returns (User); }
message GetUserRequest { string id = 1; }
message User { string id = 1; string name = 2; string email = 3; }
"""


def authority(service: Addresses) -> str:
    """The directive that trusts the service's authority."""
    return f"# @grpc-cacert {service.certificates}/ca.pem\n"


# Transport security


def test_tls(tmp_path: Path, service: Addresses) -> None:
    ran = run(tmp_path, f"grpcs://{service.tls_address}", authority(service), service)
    assert ran.started.target == f"grpcs://{service.tls_address}"
    assert ran.finished.status == "NOT_FOUND"


def test_tls_with_a_client_certificate(tmp_path: Path, service: Addresses) -> None:
    files = f"# @grpc-cert {service.certificates}/client.pem\n# @grpc-key {service.certificates}/client-key.pem\n"
    ran = run(tmp_path, f"grpcs://{service.mtls_address}", authority(service) + files, service)
    assert ran.finished.status == "NOT_FOUND"


def test_a_missing_client_certificate(tmp_path: Path, service: Addresses) -> None:
    finished = run(tmp_path, f"grpcs://{service.mtls_address}", authority(service), service).finished
    assert finished.status == "UNAVAILABLE"
    assert finished.explanation == (
        f"{service.mtls_address} closed the connection right after the TLS handshake: if it asks for a client certificate, "
        "name one with `# @grpc-cert` and `# @grpc-key`"
    )


def test_an_unknown_authority(tmp_path: Path, service: Addresses) -> None:
    finished = run(tmp_path, f"grpcs://{service.tls_address}", "", service).finished
    assert finished.explanation == (
        f"the certificate of {service.tls_address} is signed by `Sample shop`, which is not among the authorities that are "
        "trusted here: name that authority with `# @grpc-cacert file.pem`, or let the server send the certificates between "
        "the two"
    )


def test_a_certificate_for_another_host(tmp_path: Path, service: Addresses) -> None:
    authority_of_another = f"{authority(service)}# @grpc-authority other.example\n"
    finished = run(tmp_path, f"grpcs://{service.tls_address}", authority_of_another, service).finished
    assert finished.explanation == (
        f"the certificate of {service.tls_address} is for `localhost`, `127.0.0.1`, not for `other.example`: call it by a "
        "name it has, or name one with `# @grpc-authority`"
    )


def test_tls_to_a_plaintext_port(tmp_path: Path, service: Addresses) -> None:
    finished = run(tmp_path, f"grpcs://{service.address}", "", service).finished
    assert finished.explanation == f"{service.address} does not speak TLS: write `grpc://` for plaintext"


def test_plaintext_to_a_tls_port(tmp_path: Path, service: Addresses) -> None:
    finished = run(tmp_path, f"grpc://{service.tls_address}", "", service).finished
    assert finished.explanation == f"{service.tls_address} speaks TLS: write `grpcs://` in the place of `grpc://`"


def test_certificate_files_that_cannot_be_used(tmp_path: Path, service: Addresses) -> None:
    (tmp_path / "no.pem").write_text("not this")
    ran = run(tmp_path, f"grpcs://{service.tls_address}", "# @grpc-cacert no.pem\n", service)
    assert ran.refused == f"{tmp_path / 'no.pem'} is no PEM file: it has no `-----BEGIN` line"
    with pytest.raises(NotSent, match=r"`@grpc-cacert` names a file that does not exist: .*/none\.pem") as caught:
        run(tmp_path, f"grpcs://{service.tls_address}", "# @grpc-cacert none.pem\n", service)
    assert caught.value.line == 1


@pytest.mark.parametrize("given, missing", [("cert", "key"), ("key", "cert")])
def test_half_of_a_client_certificate(tmp_path: Path, service: Addresses, given: str, missing: str) -> None:
    name = {"cert": "client.pem", "key": "client-key.pem"}[given]
    half = f"# @grpc-{given} {service.certificates}/{name}\n"
    ran = run(tmp_path, f"grpcs://{service.mtls_address}", authority(service) + half, service)
    assert ran.refused == f"`@grpc-{given}` needs `@grpc-{missing}` beside it: a certificate and its key go together"


def test_a_key_of_another_certificate(tmp_path: Path, service: Addresses) -> None:
    other = trustme.CA().issue_cert("other@shop.example")
    other.private_key_pem.write_to_path(str(tmp_path / "other-key.pem"))
    files = f"# @grpc-cert {service.certificates}/client.pem\n# @grpc-key other-key.pem\n"
    ran = run(tmp_path, f"grpcs://{service.mtls_address}", authority(service) + files, service)
    assert ran.refused == (
        f"{tmp_path}/other-key.pem is the key of another certificate than {service.certificates}/client.pem: "
        "name the two that belong together"
    )


# Reaching the server


def test_a_port_at_which_nobody_listens(tmp_path: Path) -> None:
    port, started = free_port(), time.monotonic()
    finished = run(tmp_path, f"grpc://127.0.0.1:{port}").finished
    assert time.monotonic() - started < 2
    assert finished.status == "UNAVAILABLE"
    assert finished.explanation == (f"nobody listens at 127.0.0.1:{port}: start the service, or correct the address")


def test_a_socket_that_is_not_there(tmp_path: Path) -> None:
    finished = run(tmp_path, f"unix:{tmp_path}/none.sock").finished
    assert finished.explanation == (
        f"there is no socket at unix:{tmp_path}/none.sock: start the service, or correct the path"
    )


def test_a_host_that_does_not_exist(tmp_path: Path) -> None:
    finished = run(tmp_path, "grpc://no-such-host.invalid:50051", "# @timeout 20s\n").finished
    assert finished.explanation == (
        "the host of no-such-host.invalid:50051 is unknown: correct the name, or check the network"
    )


@contextmanager
def speaking(greeting: bytes) -> Iterator[str]:
    """A server that says something else than gRPC, or nothing; gives its address."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        listener.settimeout(10)
        import threading

        held = []

        def serve() -> None:
            try:
                while True:
                    connection, _ = listener.accept()
                    held.append(connection)
                    if greeting:
                        connection.sendall(greeting)
                        connection.shutdown(socket.SHUT_WR)
            except OSError:
                return

        threading.Thread(target=serve, daemon=True).start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        for connection in held:
            connection.close()


def test_a_server_that_speaks_another_protocol(tmp_path: Path) -> None:
    with speaking(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n") as address:
        finished = run(tmp_path, f"grpc://{address}", "# @timeout 5s\n").finished
    assert finished.status == "UNAVAILABLE"
    assert finished.explanation == (
        f"{address} speaks HTTP/1, and gRPC needs HTTP/2: check the port, or the proxy before the service"
    )


def test_a_server_that_never_answers(tmp_path: Path) -> None:
    with speaking(b"") as address:
        finished = run(tmp_path, f"grpc://{address}", "# @timeout 300ms\n").finished
    assert finished.status == "DEADLINE_EXCEEDED"
    assert finished.explanation == (
        f"{address} takes the connection and then says nothing: check the port, or start its service anew"
    )


# What the server says


def failing(code: grpc.StatusCode, message: str, details: bytes | None = None) -> object:
    """A unary method that fails."""

    def one(request: bytes, context: grpc.ServicerContext) -> bytes:
        if details is not None:
            context.set_trailing_metadata((("grpc-status-details-bin", details), ("other", "1")))
        context.abort(code, message)

    return one


@pytest.mark.parametrize(
    "details, shown",
    [
        (b"\xff\xff\xff", ()),
        (b"", ()),
        (status_pb2.Status(code=5, message="x").SerializeToString(), ()),
    ],
    ids=["garbage", "empty", "none"],
)
def test_details_that_are_none_are_left_out(tmp_path: Path, details: bytes, shown: tuple[str, ...]) -> None:
    with serving(one=failing(grpc.StatusCode.NOT_FOUND, "no", details)) as address:  # type: ignore[arg-type]
        ran = run(tmp_path, f"grpc://{address}")
    assert (ran.finished.status, ran.finished.message, ran.finished.details) == ("NOT_FOUND", "no", shown)
    assert ran.trailers == {"other": "1"}


def test_details_of_an_unknown_type_are_shown_raw(tmp_path: Path) -> None:
    status = status_pb2.Status(code=3)
    status.details.add(type_url="type.googleapis.com/other.Thing", value=b"\x01\x02")
    status.details.add(type_url="type.googleapis.com/google.rpc.ErrorInfo", value=b"\xff\xff")
    status.details.add(type_url="type.googleapis.com/google.rpc.RetryInfo", value=b"\x0a\x02\x08\x05")
    with serving(one=failing(grpc.StatusCode.INVALID_ARGUMENT, "", status.SerializeToString())) as address:  # type: ignore[arg-type]
        ran = run(tmp_path, f"grpc://{address}")
    first, second, third = (" ".join(detail.split()) for detail in ran.finished.details)
    assert '"@type": "type.googleapis.com/other.Thing"' in first and '"value": "AQI="' in first
    assert '"@type": "type.googleapis.com/google.rpc.ErrorInfo"' in second and '"value": "//8="' in second
    assert third == '{ "@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "5s" }'


def test_an_any_of_an_unknown_type_does_not_hide_the_rest(tmp_path: Path) -> None:
    from google.protobuf import any_pb2

    proto = """syntax = "proto3";
package echo;
import "google/protobuf/any.proto";
service Echo { rpc One(Text) returns (Text); }
message Text {
  string text = 1;
  google.protobuf.Any any = 2;
  repeated google.protobuf.Any more = 3;
  map<string, google.protobuf.Any> named = 4;
}
"""
    packed = any_pb2.Any(type_url="type.googleapis.com/other.Thing", value=b"\x01\x02").SerializeToString()
    item = bytes([len(packed)]) + packed
    entry = b"\x0a\x01k\x12" + item
    body = b"\x0a\x02hi\x12" + item + b"\x1a" + item + b"\x22" + bytes([len(entry)]) + entry
    with serving(one=lambda request, context: body) as address:
        ran = run_text(tmp_path, f"GRPC grpc://{address}/echo.Echo/One\n", proto=proto)
    raw = '{ "@type": "type.googleapis.com/other.Thing", "value": "AQI=" }'
    assert ran.messages == [f'{{ "text": "hi", "any": {raw}, "more": [ {raw} ], "named": {{ "k": {raw} }} }}']


def test_a_response_that_cannot_be_decoded(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with serving(one=lambda request, context: b"\xff\xff\xff") as address:
        ran = run(tmp_path, f"grpc://{address}")
    assert ran.finished.status == "INTERNAL"
    assert ran.finished.explanation == (
        f"the response does not fit the schema: take the `.proto` files of the version that runs at {address}"
    )
    assert caplog.records == []


def test_a_status_message_may_have_any_character(tmp_path: Path) -> None:
    with serving(one=failing(grpc.StatusCode.ABORTED, "späť 😀\nline two %20")) as address:  # type: ignore[arg-type]
        assert run(tmp_path, f"grpc://{address}").finished.message == "späť 😀\nline two %20"


def test_a_status_alone_gets_advice(tmp_path: Path) -> None:
    with serving(one=failing(grpc.StatusCode.UNAUTHENTICATED, "who?")) as address:  # type: ignore[arg-type]
        finished = run(tmp_path, f"grpc://{address}").finished
    assert finished.explanation == (
        "the server wants credentials: add metadata such as `authorization: Bearer {{token}}`"
    )


@pytest.mark.parametrize("count, sent", [(0, "no message"), (2, "2 messages")])
def test_another_number_of_messages_than_one(tmp_path: Path, count: int, sent: str) -> None:
    with Listener(http2(replies.messages(*[replies.MESSAGE] * count))) as listener:
        ran = run(tmp_path, f"grpc://{listener.address}", "# @timeout 5s\n")
    assert len(ran.messages) == count
    assert (ran.finished.status, ran.finished.message) == ("INTERNAL", "")
    assert ran.finished.explanation.startswith(f"{listener.address} sent {sent} where the method gives one: ")


def test_fields_that_the_schema_lacks_are_not_passed_over(tmp_path: Path) -> None:
    with serving(one=lambda request, context: b"\x0a\x02hi\x10\x01\x38\x02") as address:
        ran = run(tmp_path, f"grpc://{address}")
    assert (ran.finished.status, ran.messages) == ("OK", ['{ "text": "hi" }'])
    assert ran.finished.explanation == (
        "the response has fields that the schema lacks (numbers 2, 7) and that are not shown: take the `.proto` files of the "
        f"version that runs at {address}"
    )


def test_a_status_message_with_a_nul_stays_a_text(tmp_path: Path) -> None:
    with serving(one=failing(grpc.StatusCode.ABORTED, "a\0b")) as address:  # type: ignore[arg-type]
        assert run(tmp_path, f"grpc://{address}").finished.message == r"a\x00b"
