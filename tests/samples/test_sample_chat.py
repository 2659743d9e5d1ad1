"""The chat's four kinds of call, and what every call carries besides its messages."""

from __future__ import annotations

import base64
import hashlib
import queue
import time

import grpc
import pytest
from google.rpc.error_details_pb2 import BadRequest
from samples.service.client import Client

Code = grpc.StatusCode


def test_send_is_seen_by_who_listens(client: Client) -> None:
    listening = client.start("chat.v1.Chat/Subscribe", [{"room": "kitchen", "limit": 2}])
    client.call("chat.v1.Chat/Send", {"room": "kitchen", "author": "otter", "text": "Water is on."})
    assert next(listening).text == "Water is on."
    sent = client.call("chat.v1.Chat/Send", {"room": "kitchen", "author": "heron", "text": "Coming."}).value
    assert (sent["id"], sent["time"]) == ("kitchen/2", "2026-01-02T03:06:05Z")
    assert [message.text for message in listening] == ["Coming."]
    assert listening.code() is Code.OK


def test_seeded_room_has_its_history(client: Client) -> None:
    messages = client.call("chat.v1.Chat/Subscribe", {"room": "lobby", "limit": 2}).messages
    assert [message["id"] for message in messages] == ["lobby/1", "lobby/2"]
    assert messages[0]["reactions"] == {"🍵": 2}


@pytest.mark.parametrize(
    "request_", [{}, {"room": "lobby", "author": "otter"}, {"room": "clock", "author": "o", "text": "t"}]
)
def test_wrong_message_is_refused(request_: dict[str, str], client: Client) -> None:
    answer = client.call("chat.v1.Chat/Send", request_)
    assert answer.code is Code.INVALID_ARGUMENT
    assert answer.detail(BadRequest).field_violations


def test_clock_ticks_as_fast_as_it_can(client: Client) -> None:
    messages = client.call("chat.v1.Chat/Subscribe", {"room": "clock", "limit": 500, "interval": "0s"}).messages
    assert [message["text"] for message in messages] == [f"tick {number}" for number in range(1, 501)]


def test_clock_ticks_at_its_interval_until_it_is_cancelled(client: Client) -> None:
    start = time.monotonic()
    call = client.start("chat.v1.Chat/Subscribe", [{"room": "clock", "interval": "0.05s"}])
    assert [next(call).id for _ in range(3)] == ["clock/1", "clock/2", "clock/3"]
    assert time.monotonic() - start > 0.08
    call.cancel()
    with pytest.raises(grpc.RpcError):
        list(call)
    assert call.code() is Code.CANCELLED


def test_endless_stream_ends_at_the_deadline(client: Client) -> None:
    answer = client.call("chat.v1.Chat/Subscribe", {"room": "nobody"}, timeout=0.3)
    assert (answer.code, answer.messages) == (Code.DEADLINE_EXCEEDED, [])


def test_upload_sums_up_the_pieces(client: Client) -> None:
    chunks = [{"chunk": base64.b64encode(part).decode()} for part in (b"green ", b"tea")]
    answer = client.call("chat.v1.Chat/Upload", {"info": {"name": "note.txt"}}, *chunks).value
    digest = base64.b64encode(hashlib.sha256(b"green tea").digest()).decode()
    assert answer == {"name": "note.txt", "size": "9", "chunks": 2, "sha256": digest}


@pytest.mark.parametrize("parts", [[], [{"chunk": "AAEC"}], [{"info": {"name": "a"}}, {"info": {"name": "b"}}]])
def test_upload_out_of_order_is_refused(parts: list[dict[str, object]], client: Client) -> None:
    assert client.call("chat.v1.Chat/Upload", *parts).code is Code.INVALID_ARGUMENT


def test_converse_answers_before_the_next_line_is_said(client: Client) -> None:
    lines: queue.SimpleQueue[dict[str, str]] = queue.SimpleQueue()
    call = client.start("chat.v1.Chat/Converse", iter(lines.get, {}))
    lines.put({"author": "otter", "text": "hello"})
    assert next(call).text == "otter says: hello"
    lines.put({"author": "otter", "text": "Bye"})
    assert next(call).text == "Bye, otter."
    assert list(call) == []
    lines.put({})


def test_converse_fails_midway(client: Client) -> None:
    answer = client.call("chat.v1.Chat/Converse", {"author": "otter", "text": "one"}, {"author": "otter"})
    assert (answer.code, len(answer.messages)) == (Code.INVALID_ARGUMENT, 1)
    assert answer.trailers["x-cost"] == "3"


def test_equal_requests_have_equal_identities(client: Client) -> None:
    one, again, other = (client.call("shop.v1.Orders/Get", {"orderId": id_}) for id_ in ("1000", "1000", "999"))
    assert one.headers["x-request-id"] == again.headers["x-request-id"] != other.headers["x-request-id"]
    assert one.trailers["x-cost"] == "2"


def test_identity_and_trace_of_the_caller_come_back(client: Client) -> None:
    metadata = (("x-request-id", "mine"), ("x-trace-bin", b"\x00\xff"))
    headers = client.call("shop.v1.Orders/Get", {"orderId": "none"}, metadata=metadata).headers
    assert (headers["x-request-id"], headers["x-trace-bin"]) == ("mine", b"\x00\xff")
