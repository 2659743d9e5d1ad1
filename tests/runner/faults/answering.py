"""Faults of the answer: its messages, its status, its metadata."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grpc
from google.rpc import status_pb2
from tests.runner.faults.ending import answered
from tests.runner.faults.fault import Fault
from tests.runner.support import serving as honest
from tests.support.hostile import replies
from tests.support.hostile.exchange import frame

_HI = frame(replies.MESSAGE)
_HALF = b"\0\0\0\0\x20abc"
_LOG = "look into its log"
_MEND = "mend the server"


def of_status(code: int, name: str, *words: str) -> Fault:
    """A status without a message."""
    reply = replies.trailers_only(("grpc-status", str(code)))
    return answered(f"{name} without a message", reply, name, *words)


@contextmanager
def taking_little(folder: Path) -> Iterator[str]:
    """An honest server with the usual limit for a message."""
    with honest(one=lambda request, context: b"") as address:
        yield f"grpc://{address}"


def broken_details(request: bytes, context: grpc.ServicerContext) -> bytes:
    """A status whose details are a message that cannot be decoded."""
    status = status_pb2.Status(code=5)
    status.details.add(type_url="type.googleapis.com/google.rpc.ErrorInfo", value=b"\xff\xff")
    context.set_trailing_metadata((("grpc-status-details-bin", status.SerializeToString()[:-1]),))
    context.abort(grpc.StatusCode.NOT_FOUND, "")
    return b""


@contextmanager
def with_broken_details(folder: Path) -> Iterator[str]:
    """A server that fails with such details."""
    with honest(one=broken_details) as address:
        yield f"grpc://{address}"


_FRAMING = [
    answered(
        "a message of 4 GB", replies.half(b"\0\xff\xff\xff\xffabc"), "RESOURCE_EXHAUSTED", "4294967295 bytes", _LOG
    ),
    answered(
        "an undecodable message", replies.messages(b"\xff\xff\xff"), "INTERNAL", "does not fit the schema", "take the"
    ),
    answered(
        "a message of another type",
        replies.messages(b"\x08\x01\x12\x00"),
        "OK",
        "fields that the schema lacks (numbers 1, 2)",
        "take the `.proto` files",
        messages=1,
    ),
    answered(
        "a stream with an undecodable message",
        replies.messages(replies.MESSAGE, b"\xff"),
        "INTERNAL",
        "does not fit the schema",
        "take the",
        method="Many",
        messages=1,
    ),
    answered(
        "compressed, and no encoding named",
        replies.body(frame(replies.MESSAGE, flag=1), replies.OK),
        "INTERNAL",
        "does not say how",
        "let the server send `grpc-encoding`",
    ),
    answered(
        "an unknown encoding",
        replies.body(frame(replies.MESSAGE, flag=1), replies.OK, headers=(("grpc-encoding", "snappy"),)),
        "INTERNAL",
        "unknown here",
        "let it use gzip",
    ),
    answered(
        "compressed bytes that are none",
        replies.body(frame(replies.MESSAGE, flag=1), replies.OK, headers=(("grpc-encoding", "gzip"),)),
        "INTERNAL",
        "cannot be unpacked",
        "turn compression off",
    ),
    answered(
        "half a message",
        replies.body(_HALF),
        "UNKNOWN",
        "without a gRPC status",
        "no proxy before it",
        "drops HTTP/2 trailers",
    ),
    answered("half a message, and OK", replies.body(_HALF, replies.OK), "INTERNAL", "sent no message", _MEND),
    answered("no message, and OK", replies.trailers_only(replies.OK), "INTERNAL", "sent no message", _MEND),
    answered(
        "two messages for one",
        replies.messages(replies.MESSAGE, replies.MESSAGE),
        "INTERNAL",
        "sent 2 messages",
        _MEND,
        messages=2,
    ),
    Fault(
        "a request above the server's limit",
        taking_little,
        "RESOURCE_EXHAUSTED",
        ("messages of up to 4194304 bytes", "send less"),
        body='{"text": "' + "a" * 5_000_000 + '"}',
        timeout=5,
    ),
]

_STATUS = [
    of_status(1, "CANCELLED", "does not say why", _LOG),
    of_status(3, "INVALID_ARGUMENT", "does not accept the request", "compare it"),
    of_status(5, "NOT_FOUND", "does not find", "check the ids"),
    of_status(7, "PERMISSION_DENIED", "does not let this caller", "use credentials"),
    of_status(8, "RESOURCE_EXHAUSTED", "has no more of something", "wait"),
    of_status(12, "UNIMPLEMENTED", "does not implement echo.Echo/One", "check that the right service"),
    of_status(13, "INTERNAL", "failed inside", _LOG),
    of_status(14, "UNAVAILABLE", "cannot serve the call now", "wait"),
    of_status(16, "UNAUTHENTICATED", "wants credentials", "add metadata"),
    answered("no status", replies.with_trailers(("x", "y")), "UNKNOWN", "without a gRPC status", "proxy", messages=1),
    answered(
        "no trailers",
        replies.body(_HI),
        "UNKNOWN",
        "without a gRPC status",
        "no proxy before it",
        "drops HTTP/2 trailers",
        messages=None,
    ),
    answered("a status of 17", replies.trailers_only(("grpc-status", "17")), "UNKNOWN", "no status that gRPC", _LOG),
    answered(
        "a status that is no number", replies.trailers_only(("grpc-status", "abc")), "INTERNAL", "`grpc-status`", _MEND
    ),
    answered("a negative status", replies.trailers_only(("grpc-status", "-1")), "INTERNAL", "from 0 to 16", _MEND),
    answered(
        "a message that is no UTF-8",
        replies.trailers_only(("grpc-status", "16"), ("grpc-message", b"%ff\xfe%zz%00")),
        "UNAUTHENTICATED",
        "wants credentials",
        "add metadata",
    ),
    answered(
        "a value of metadata with line ends",
        replies.with_trailers(("x-a", b"1\n===\nGRPC 0 - OK\0\xff"), ("grpc-status", "13")),
        "INTERNAL",
        "failed inside",
        _LOG,
        messages=None,
    ),
    answered(
        "metadata that is no base64",
        replies.with_trailers(replies.OK, ("x-a-bin", b"!!!")),
        "INTERNAL",
        "`x-a-bin`, which is no base64",
        _MEND,
        messages=None,
    ),
    answered(
        "metadata under a bad key",
        replies.with_trailers(replies.OK, ("X-Upper", "a")),
        "INTERNAL",
        "the key `X-Upper`",
        _MEND,
        messages=None,
    ),
    answered(
        "metadata without a key",
        replies.with_trailers(replies.OK, ("", "a")),
        "INTERNAL",
        "without a key",
        _MEND,
        messages=None,
    ),
    answered(
        "huge metadata",
        replies.with_trailers(replies.OK, *((f"x-{number}", "a" * 8000) for number in range(9))),
        "RESOURCE_EXHAUSTED",
        "65536 are the most",
        "let it send less",
        messages=None,
        timeout=3,
    ),
    Fault("details that do not decode", with_broken_details, "NOT_FOUND", ("does not find", "check the ids")),
]

ANSWERING = [*_FRAMING, *_STATUS]
