"""Faults of the way a call ends: pages of a web server, resets, connections that go away, and calls that never end."""

from __future__ import annotations

from tests.runner.faults.connecting import plain
from tests.runner.faults.fault import Fault
from tests.support.hostile import replies
from tests.support.hostile.exchange import Reply, frame, http2

_HI = frame(replies.MESSAGE)
_HALF = b"\0\0\0\0\x20abc"
_LOG = "look into its log"


def answered(
    name: str,
    reply: Reply,
    status: str,
    *words: str,
    method: str = "One",
    messages: int | None = 0,
    timeout: float = 0.8,
) -> Fault:
    """A fault of a reply."""
    return Fault(name, plain(http2(reply)), status, words, method, timeout=timeout, messages=messages)


def of_http(status: int, code: str, *words: str) -> Fault:
    """An HTTP status in the place of gRPC."""
    reply = replies.http_status(status, ("location", "https://shop.example/"))
    return answered(f"HTTP {status}", reply, code, f"HTTP {status} (", "in place of gRPC", *words)


_OF_HTTP = [
    of_http(404, "UNIMPLEMENTED", "(Not Found)", "check the port, and the path"),
    of_http(503, "UNAVAILABLE", "(Service Unavailable)", "start the service behind this proxy"),
    of_http(502, "UNAVAILABLE", "(Bad Gateway)", "start the service behind this proxy"),
    of_http(301, "UNKNOWN", "gRPC does not follow", "write the address that it redirects to"),
    of_http(401, "UNAUTHENTICATED", "(Unauthorized)", "add credentials"),
    of_http(403, "PERMISSION_DENIED", "(Forbidden)", "add credentials"),
    of_http(429, "UNAVAILABLE", "(Too Many Requests)", "wait"),
    of_http(500, "UNKNOWN", "(Internal Server Error)", "look into the log"),
    of_http(400, "INTERNAL", "(Bad Request)", "check the port"),
    answered(
        "a page of HTML with HTTP 200", replies.http_status(200), "UNKNOWN", "without a gRPC status", "check that it is"
    ),
    answered(
        "JSON in place of gRPC",
        replies.body(b'{"text":"hi"}', headers=(("content-type", "application/json"),)),
        "UNKNOWN",
        "without a gRPC status",
        "check that it is a gRPC server",
    ),
]

_ENDING = [
    answered("reset: no error", replies.reset(replies.NO_ERROR), "INTERNAL", "without a gRPC status", _LOG),
    answered("reset: internal error", replies.reset(replies.INTERNAL_ERROR), "INTERNAL", "INTERNAL_ERROR", _LOG),
    answered(
        "reset: refused", replies.reset(replies.REFUSED_STREAM), "UNAVAILABLE", "refused the call", "send it again"
    ),
    answered("reset: cancelled", replies.reset(replies.CANCEL), "CANCELLED", "cancelled the call", _LOG),
    answered("reset: too much", replies.reset(replies.ENHANCE_YOUR_CALM), "RESOURCE_EXHAUSTED", "fewer calls", "wait"),
    answered(
        "reset: weak TLS", replies.reset(replies.INADEQUATE_SECURITY), "PERMISSION_DENIED", "stronger TLS", "ask who"
    ),
    answered(
        "reset: HTTP/1.1 wanted", replies.reset(replies.HTTP_1_1_REQUIRED), "INTERNAL", "HTTP/1.1", "check the port"
    ),
    answered(
        "reset in the middle of a message",
        replies.reset(replies.INTERNAL_ERROR, _HI + _HALF),
        "INTERNAL",
        "INTERNAL_ERROR",
        _LOG,
        method="Many",
        messages=1,
    ),
    answered("stops", replies.go_away(replies.NO_ERROR), "UNAVAILABLE", "is stopping", "send the call again"),
    answered(
        "stops in mid-stream",
        replies.go_away(replies.NO_ERROR, b"bye", _HI, None),
        "UNAVAILABLE",
        "is stopping",
        "saying `bye`",
        "again",
        method="Many",
        messages=1,
    ),
    answered(
        "too many pings",
        replies.go_away(replies.ENHANCE_YOUR_CALM, b"too_many_pings", last_stream=1),
        "UNAVAILABLE",
        "asks too much of it",
        "`too_many_pings`",
        "send less often",
    ),
    answered("stops for an error", replies.go_away(replies.INTERNAL_ERROR), "UNAVAILABLE", "INTERNAL_ERROR", _LOG),
    answered(
        "dies in mid-stream",
        replies.cut_after(_HI + _HALF),
        "UNAVAILABLE",
        "broke after 1 message",
        "look into the log",
        method="Many",
        messages=1,
    ),
    answered(
        "dies before an answer", replies.cut_after(b""), "UNAVAILABLE", "broke before an answer", "look into the log"
    ),
    answered("garbage in place of frames", replies.garbage_frames, "INTERNAL", "no HTTP/2", "check the port"),
    answered(
        "a stream that trickles",
        replies.trickle,
        "DEADLINE_EXCEEDED",
        "messages came and no end within 0.4 s",
        "raise `# @timeout`",
        method="Many",
        messages=None,
        timeout=0.4,
    ),
    answered(
        "a stream that floods",
        replies.flood,
        "DEADLINE_EXCEEDED",
        "messages came and no end within 0.4 s",
        "raise `# @timeout`",
        method="Many",
        messages=None,
        timeout=0.4,
    ),
    answered("no answer", replies.silence, "DEADLINE_EXCEEDED", "no end within 0.4 s", "raise", "is slow", timeout=0.4),
    answered(
        "headers and no more",
        replies.headers_then_silence,
        "DEADLINE_EXCEEDED",
        "no end within 0.4 s",
        "raise `# @timeout`",
        timeout=0.4,
    ),
    answered(
        "a shorter deadline of the server",
        replies.trailers_only(("grpc-status", "4"), ("grpc-message", "upstream took too long")),
        "DEADLINE_EXCEEDED",
        "has a shorter time limit than this call",
        _LOG,
        timeout=5,
    ),
]

ENDING = [*_OF_HTTP, *_ENDING]
