"""The four kinds of call, as lists of events."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from samples.service import Addresses
from tests.runner.support import call, decoded, encoded, plan_of, run_plan, run_text, serving

from protowright.runner.events import Finished, Headers, MessageReceived, Started, Trailers
from protowright.runner.plan import NotSent
from protowright.runner.transport import Channels


def test_a_unary_call(tmp_path: Path) -> None:
    def one(request: bytes, context: grpc.ServicerContext) -> bytes:
        context.send_initial_metadata((("a", "1"), ("a", "2"), ("b-bin", b"\x00\xff")))
        context.set_trailing_metadata((("cost", "3"),))
        return request

    with serving(one=one) as address:
        ran = run_text(tmp_path, call(address, "One", '{"text": "hi 😀"}'))
    started, headers, message, trailers, finished = ran.events
    assert isinstance(started, Started)
    assert (started.service, started.method, started.schema) == ("echo.Echo", "One", "echo.proto")
    assert started.target == f"grpc://{address}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", started.time)
    assert headers == Headers((("a", "1"), ("a", "2"), ("b-bin", "AP8=")))
    assert message == MessageReceived('{\n  "text": "hi 😀"\n}')
    assert trailers == Trailers((("cost", "3"),))
    assert isinstance(finished, Finished)
    assert finished == Finished(0, "OK", "", (), "", finished.duration)
    assert 0 < finished.duration < 10


def test_a_server_stream(tmp_path: Path) -> None:
    def many(request: bytes, context: grpc.ServicerContext) -> Iterator[bytes]:
        yield from (encoded(f"{decoded(request)}{number}") for number in range(3))

    with serving(many=many) as address:
        ran = run_text(tmp_path, call(address, "Many", '{"text": "n"}'))
    assert ran.kinds == ["Started", "Headers", *["MessageReceived"] * 3, "Trailers", "Finished"]
    assert ran.messages == ['{ "text": "n0" }', '{ "text": "n1" }', '{ "text": "n2" }']


@pytest.mark.parametrize(
    "body",
    [
        '{"text": "a"}\n===\n{"text": "b"}\n===\n{"text": "c"}',
        '{"text": "a"} {"text": "b"}\n{"text": "c"}',
        '[{"text": "a"}, {"text": "b"}, {"text": "c"}]',
    ],
    ids=["separators", "one-after-another", "array"],
)
def test_a_client_stream(tmp_path: Path, body: str) -> None:
    def collect(requests: Iterator[bytes], context: grpc.ServicerContext) -> bytes:
        return encoded("".join(decoded(request) for request in requests))

    with serving(collect=collect) as address:
        ran = run_text(tmp_path, call(address, "Collect", body))
    assert ran.kinds == ["Started", "Headers", "MessageReceived", "Trailers", "Finished"]
    assert ran.messages == ['{ "text": "abc" }']


def test_a_bidirectional_stream_waits_for_the_server(tmp_path: Path) -> None:
    order: list[str] = []

    def talk(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
        for request in requests:
            order.append(f"got {decoded(request)}")
            time.sleep(0.05)
            order.append(f"said {decoded(request)}")
            yield request

    body = "\n=== wait-for-server\n".join(f'{{"text": "{letter}"}}' for letter in "abc")
    with serving(talk=talk) as address:
        ran = run_text(tmp_path, call(address, "Talk", body))
    assert order == ["got a", "said a", "got b", "said b", "got c", "said c"]
    assert ran.messages == [f'{{ "text": "{letter}" }}' for letter in "abc"]


def test_without_a_wait_the_messages_go_out_at_once(tmp_path: Path) -> None:
    def talk(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
        yield encoded("+".join(decoded(request) for request in requests))

    with serving(talk=talk) as address:
        ran = run_text(tmp_path, call(address, "Talk", '{"text": "a"}\n===\n{"text": "b"}'))
    assert ran.messages == ['{ "text": "a+b" }']


def test_waits_add_up(tmp_path: Path) -> None:
    """Two waits in a row wait for two messages; the server says three for each that it hears."""
    seen: list[int] = []

    def talk(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
        said = 0
        for request in requests:
            seen.append(said)
            for _ in range(3):
                said += 1
                yield request
                time.sleep(0.02)

    body = '{"text": "a"}\n=== wait-for-server\n=== wait-for-server\n=== wait-for-server\n{"text": "b"}'
    with serving(talk=talk) as address:
        ran = run_text(tmp_path, call(address, "Talk", body))
    assert seen == [0, 3]
    assert len(ran.messages) == 6


def test_a_wait_ends_with_the_call(tmp_path: Path) -> None:
    def talk(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
        next(requests)
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, "no more")
        yield b""

    started = time.monotonic()
    with serving(talk=talk) as address:
        ran = run_text(tmp_path, call(address, "Talk", '{"text": "a"}\n=== wait-for-server\n{"text": "b"}'))
    assert (ran.finished.status, ran.finished.message) == ("FAILED_PRECONDITION", "no more")
    assert time.monotonic() - started < 3


def test_a_stream_may_have_no_messages(tmp_path: Path) -> None:
    with serving(many=lambda request, context: iter(())) as address:
        ran = run_text(tmp_path, call(address, "Many", ""))
    assert ran.kinds == ["Started", "Headers", "Trailers", "Finished"]


@pytest.mark.parametrize("answers", [[], ["a", "b"]])
def test_a_unary_call_shows_what_came_though_it_is_not_one_message(tmp_path: Path, answers: list[str]) -> None:
    method = grpc.unary_stream_rpc_method_handler(lambda request, context: map(encoded, answers))
    with serving(handlers=[grpc.method_handlers_generic_handler("echo.Echo", {"One": method})]) as address:
        ran = run_text(tmp_path, call(address, "One", ""))
    assert ran.kinds == ["Started", "Headers", *["MessageReceived"] * len(answers), "Trailers", "Finished"]
    assert (ran.finished.status, "where the method gives one" in ran.finished.explanation) == ("INTERNAL", True)


def test_a_stream_may_fail_in_the_middle(tmp_path: Path) -> None:
    def many(request: bytes, context: grpc.ServicerContext) -> Iterator[bytes]:
        yield encoded("one")
        context.set_trailing_metadata((("cost", "1"),))
        context.abort(grpc.StatusCode.DATA_LOSS, "gone")

    with serving(many=many) as address:
        ran = run_text(tmp_path, call(address, "Many", ""))
    assert ran.messages == ['{ "text": "one" }']
    assert (ran.finished.code, ran.finished.status, ran.finished.message) == (15, "DATA_LOSS", "gone")
    assert ran.trailers == {"cost": "1"}


def test_two_messages_for_a_method_that_takes_one_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotSent) as caught:
        run_text(tmp_path, call("127.0.0.1:1", "One", '{"text": "a"}\n===\n{"text": "b"}'))
    assert "`One` takes one message, and the request has 2" in str(caught.value)


def test_two_messages_in_a_file_for_a_method_that_takes_one_are_refused(tmp_path: Path) -> None:
    (tmp_path / "two.json").write_text('{"text": "a"}\n{"text": "b"}\n')
    ran = run_text(tmp_path, call("127.0.0.1:1", "One", "< ./two.json"))
    assert (ran.events, ran.refused) == ([], "`One` takes one message, and the request has 2")


def test_metadata_goes_out_as_it_is_written(tmp_path: Path) -> None:
    seen: list[Any] = []

    def one(request: bytes, context: grpc.ServicerContext) -> bytes:
        seen.extend(pair for pair in context.invocation_metadata() if pair[0].startswith("x-"))
        return request

    lines = "x-a: 1\nX-Upper: Two Words\nx-a: 2\nx-data-bin: AAEC\nx-short-bin: AA\nx-empty:\nx-url: http://h:1/?a=b\n"
    with serving(one=one) as address:
        ran = run_text(tmp_path, f"GRPC grpc://{address}/echo.Echo/One\n{lines}")
    assert ran.finished.status == "OK"
    assert sorted((pair[0], pair[1]) for pair in seen) == sorted(
        [
            ("x-a", "1"),
            ("x-upper", "Two Words"),
            ("x-a", "2"),
            ("x-data-bin", b"\x00\x01\x02"),
            ("x-short-bin", b"\x00"),
            ("x-empty", ""),
            ("x-url", "http://h:1/?a=b"),
        ]
    )
    assert [pair[1] for pair in seen if pair[0] == "x-a"] == ["1", "2"]


@pytest.mark.parametrize(
    "line, sentence",
    [
        ("x-data-bin: !!", "the value of `x-data-bin` is no base64, and `-bin` keys take nothing else"),
        (
            "x-name: Zoë",
            "the value of `x-name` has a character that is not ASCII: send it as base64 under `x-name-bin`",
        ),
        ("x/y: 1", "the metadata key `x/y` has a character that gRPC does not allow: use a-z 0-9 _ - ."),
    ],
)
def test_metadata_that_cannot_be_sent_is_refused_before_any_event(tmp_path: Path, line: str, sentence: str) -> None:
    key, _, value = line.partition(": ")
    request = "GRPC grpc://127.0.0.1:1/echo.Echo/One\n"
    ran = run_text(tmp_path, f"@key = {key}\n@value = {value}\n{request}{{{{key}}}}: {{{{value}}}}\n")
    assert (ran.events, ran.refused) == ([], sentence)
    with pytest.raises(NotSent) as caught:  # without variables, the fault is one of the file
        run_text(tmp_path, f"{request}{line}\n")
    assert str(caught.value).startswith(re.split("[,:] ", sentence)[0])


def test_a_body_that_does_not_fit_with_its_variables_is_not_sent(tmp_path: Path) -> None:
    with pytest.raises(NotSent) as caught:
        plan_of(tmp_path, call("127.0.0.1:1", "One", '{"text": {{number}}}', "@number = 3\n"))
    assert "`text` takes a string, and this is a number" in str(caught.value)


def test_a_required_field_that_is_missing_is_said(tmp_path: Path) -> None:
    proto = """syntax = "proto2";
package echo;
service Echo { rpc One(Text) returns (Text); }
message Text { required string text = 1; repeated Text inner = 2; }
"""
    body = '{"text": "a", "inner": {{inner}}}'
    with pytest.raises(NotSent) as caught:
        plan_of(tmp_path, call("127.0.0.1:1", "One", body, "@inner = [{}]\n"), proto=proto)
    assert "`text`" in str(caught.value) and "required" in str(caught.value)


def test_a_deadline_ends_the_call(tmp_path: Path) -> None:
    def one(request: bytes, context: grpc.ServicerContext) -> bytes:
        time.sleep(2.5)
        return request

    started = time.monotonic()
    with serving(one=one) as address:
        ran = run_text(tmp_path, call(address, "One", "", "# @timeout 200ms\n"))
        assert time.monotonic() - started < 2.2
    assert ran.finished.status == "DEADLINE_EXCEEDED"
    assert (
        ran.finished.explanation == f"no end within 0.2 s: raise `# @timeout`, or find out why grpc://{address} is slow"
    )


def test_the_prefix_of_a_target_stands_before_the_path(tmp_path: Path) -> None:
    ran = run_text(tmp_path, "GRPC grpc://127.0.0.1:1/api/v1/echo.Echo/One\n")
    assert ran.started.target == "grpc://127.0.0.1:1/api/v1"
    with serving(one=lambda request, context: request) as address:
        ran = run_text(tmp_path, f"GRPC grpc://{address}/api/v1/echo.Echo/One\n")
    assert ran.finished.status == "UNIMPLEMENTED"
    assert ran.finished.explanation == (
        f"grpc://{address}/api/v1 does not implement api/v1/echo.Echo/One: check that the right service, in the right version, "
        "runs there"
    )


# Over the sample service


@pytest.mark.parametrize("line", ["unix:{socket}/user.UserService/GetUser", "unix:{socket} user.UserService/GetUser"])
def test_a_unix_socket(tmp_path: Path, service: Addresses, line: str) -> None:
    text = "GRPC " + line.format(socket=service.socket) + '\n{"id": "42"}\n'
    ran = run_text(tmp_path, text, proto=None)
    assert ran.started.target == f"unix:{service.socket}"
    assert '"name": "Otter"' in ran.messages[0]


def test_a_bearer_token(tmp_path: Path, service: Addresses) -> None:
    line = f'GRPC grpc://{service.address}/shop.v1.Users/Get\n%s\n{{"userId": "42"}}\n'
    assert run_text(tmp_path, line % f"authorization: Bearer {service.token}", proto=None).finished.status == "OK"
    refused = run_text(tmp_path, line % "", proto=None).finished
    assert refused.status == "UNAUTHENTICATED"
    assert '"reason": "TOKEN_MISSING"' in refused.details[0]


def test_channels_are_used_again(tmp_path: Path) -> None:
    peers: list[str] = []

    def one(request: bytes, context: grpc.ServicerContext) -> bytes:
        peers.append(context.peer())
        return request

    with serving(one=one) as address:
        plan, channels = plan_of(tmp_path, call(address, "One", "")), Channels()
        for _ in range(3):
            run_plan(plan, channels)
        channels.close()
    assert len(peers) == 3 and len(set(peers)) == 1


def test_a_service_that_comes_back_is_reached_at_once(tmp_path: Path) -> None:
    """A channel that failed waits a second and more before it dials again; the next run must not wait for that."""
    channels = Channels()
    with serving(one=lambda request, context: request) as address:
        plan = plan_of(tmp_path, call(address, "One", ""))
        assert run_plan(plan, channels).finished.status == "OK"
    assert run_plan(plan, channels).finished.status == "UNAVAILABLE"
    with serving(one=lambda request, context: request, address=address):
        started = time.monotonic()
        assert run_plan(plan, channels).finished.status == "OK"
        assert time.monotonic() - started < 0.8
    channels.close()


@pytest.mark.parametrize("value", ["Basic otter:river", "basic otter river", "Basic b3R0ZXI6cml2ZXI="])
def test_basic_credentials_are_encoded(tmp_path: Path, value: str) -> None:
    plan = plan_of(tmp_path, call("127.0.0.1:1", "One", "{}").replace("\n\n", f"\nauthorization: {value}\n\n", 1))
    assert plan.metadata == (("authorization", "Basic b3R0ZXI6cml2ZXI="),)
    assert "b3R0ZXI6cml2ZXI=" in plan.secrets


def test_a_variable_that_is_asked_for_needs_a_value(tmp_path: Path) -> None:
    text = call("127.0.0.1:1", "One", '{"text": "{{name}}"}', "# @prompt name who is it?\n")
    with pytest.raises(NotSent) as caught:
        plan_of(tmp_path, text)
    assert str(caught.value).startswith("the request asks for `name` (who is it?): give it with `--var name=...`")
