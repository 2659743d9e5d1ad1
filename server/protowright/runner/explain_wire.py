"""Sentences for what the server did wrong on the wire: grpc saw it, and tells it in words for its own authors."""

from __future__ import annotations

import re
from collections.abc import Callable
from http import HTTPStatus

from protowright.request.target import Target
from protowright.runner.failure import Failure, quoted
from protowright.runner.limits import MAXIMUM_MESSAGE, MAXIMUM_METADATA

Sentence = Callable[[Failure, "re.Match[str]"], str]

_HTTP2_ERRORS = (
    *("NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED"),
    *("FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM"),
    *("INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED"),
)
"""By number (RFC 9113, section 7)."""

_RESETS = {
    "NO_ERROR": "{where} ended the call without a gRPC status: look into its log",
    "REFUSED_STREAM": "{where} refused the call before it began, as servers do when they are busy or stop: send it again",
    "CANCEL": "{where}, or a proxy before it, cancelled the call: look into its log, and for a time limit there",
    "ENHANCE_YOUR_CALM": "{where} wants fewer calls at a time: wait, and then send them more slowly",
    "INADEQUATE_SECURITY": "{where} wants stronger TLS than this connection has: ask who runs it for the right address",
    "HTTP_1_1_REQUIRED": "{where} wants HTTP/1.1 for this path, and gRPC needs HTTP/2: check the port and the path",
}
_HTTP = {
    401: "add credentials for what stands before the service, such as `authorization: Bearer {{token}}`",
    403: "add credentials that what stands before the service accepts, or ask who runs it",
    404: "check the port, and the path before the name of the service",
    413: "send less, or raise the limit of what stands before the service",
    429: "wait, and then send fewer calls",
    **dict.fromkeys((502, 503, 504), "start the service behind this proxy, or ask who runs it"),
}
_HTTP_BY_CLASS = {
    3: "write the address that it redirects to, as gRPC does not follow",
    4: "check the port and the path, as a web server or a proxy is there",
    5: "look into the log of the web server or proxy that is there",
}
_MAXIMUM_NUMBERS = 5


def explain_wire(failure: Failure) -> str:
    """The sentence for a fault in HTTP/2, in framing, or in gRPC's own headers; empty when the details tell of none."""
    for pattern, sentence in _SENTENCES:
        match = pattern.search(failure.details)
        if match is not None:
            return sentence(failure, match)
    return ""


def explain_unknown_fields(numbers: list[int], target: Target) -> str:
    """The sentence for a response with fields that its type does not have; empty when there are none."""
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:_MAXIMUM_NUMBERS])) + (", …" if len(numbers) > _MAXIMUM_NUMBERS else "")
    return (
        f"the response has fields that the schema lacks (numbers {shown}) and that are not shown: take the `.proto` files of "
        f"the version that runs at {target.address}"
    )


UNDECODABLE = "a response could not be decoded"
"""The details of a call that ended so; grpc itself does not look into messages here."""


def wrong_count(received: int) -> str:
    """The details of a call that ended with OK after another number of messages than its one."""
    return f"OK with {received} messages"


def _wrong_count(failure: Failure, match: re.Match[str]) -> str:
    sent = "no message" if match[1] == "0" else f"{match[1]} messages"
    return (
        f"{failure.where} sent {sent} where the method gives one: take the `.proto` files of the version that runs there, or "
        "mend the server"
    )


def _http_status(failure: Failure, match: re.Match[str]) -> str:
    status = int(match[1])
    known = status in HTTPStatus._value2member_map_
    phrase = f" ({HTTPStatus(status).phrase})" if known else ""
    advice = _HTTP.get(status) or _HTTP_BY_CLASS.get(status // 100, "check the port")
    return f"{failure.where} answered with HTTP {status}{phrase} in place of gRPC: {advice}"


def _reset(failure: Failure, match: re.Match[str]) -> str:
    error = _http2_error(match[1])
    template = _RESETS.get(error, "{where} broke the call off with the HTTP/2 error {error}: look into its log")
    return template.format(where=failure.where, error=error)


def _gone_away(failure: Failure, match: re.Match[str]) -> str:
    error, said = _http2_error(match[1]), match[2].strip().rstrip(")")
    words = f", saying {quoted(said)}" if said else ""
    if error == "NO_ERROR":
        return f"{failure.where} is stopping or starting anew{words}: send the call again"
    if error == "ENHANCE_YOUR_CALM":
        return f"{failure.where} closed the connection as this client asks too much of it{words}: wait, and send less often"
    return f"{failure.where} closed the connection with the HTTP/2 error {error}{words}: look into its log"


def _http2_error(number: str) -> str:
    return _HTTP2_ERRORS[int(number)] if int(number) < len(_HTTP2_ERRORS) else number


def _large_message(failure: Failure, match: re.Match[str]) -> str:
    sizes = re.findall(r"\d+", match[0])
    size, limit = max(map(int, sizes)), min(map(int, sizes))
    if limit == MAXIMUM_MESSAGE:
        return f"{failure.where} announced a message of {size} bytes, and no message may be so large: look into its log"
    if limit == failure.maximum_message_size:
        return f"a message of {size} bytes came, and the request takes up to {limit}: raise `# @grpc-max-msg-sz`, or ask for less"
    return (
        f"{failure.where} takes messages of up to {limit} bytes, and one has {size}: send less at a time, or raise the "
        "limit of the server"
    )


def _large_metadata(failure: Failure, match: re.Match[str]) -> str:
    size = match[1]
    return (
        f"{failure.where} sent metadata of {size} bytes, and {MAXIMUM_METADATA} are the most that is taken: let it send "
        "less, as most clients take 8192 alone"
    )


def _bad_header(failure: Failure, match: re.Match[str]) -> str:
    if match[1] == "grpc-status":
        return f"{failure.where} sent a `grpc-status` that is no number from 0 to 16: mend the server, or the proxy before it"
    if match[1] == "grpc-encoding":
        return (
            f"{failure.where} compressed its answer in a way that is unknown here: let it use gzip, deflate or nothing"
        )
    rule = ", which is no base64" if match[1].endswith("-bin") else ""
    return f"{failure.where} sent a bad value of {quoted(match[1])}{rule}: mend the server, or the proxy before it"


def _always(template: str) -> Sentence:
    return lambda failure, match: template.format(where=failure.where, key=quoted(match[1]) if match.re.groups else "")


_PATTERNS: tuple[tuple[str, Sentence], ...] = (
    (r"Received http2 header with status: (\d+)", _http_status),
    (r"GOAWAY received; Error code: (\d+); Debug Text: ([^;]*)", _gone_away),
    (r"RST_STREAM with error code (\d+)", _reset),
    (r"^OK with (\d+) messages$", _wrong_count),
    (r"(?i)received message larger than max \(\d+ vs\. \d+\)", _large_message),
    (r"(?i)message exceeds maximum size \d+: \d+", _large_message),
    (r"received metadata size exceeds \w+ limit \(\D*(\d+) vs", _large_metadata),
    (r"Error parsing '([^']*)' metadata", _bad_header),
    (
        r"Illegal header key: (.*?)\)*$",
        _always("{where} sent metadata under the key {key}, which may have a-z 0-9 _ - . alone: mend the server"),
    ),
    (
        r"Metadata keys cannot be zero length",
        _always("{where} sent metadata without a key: mend the server, or the proxy before it"),
    ),
    (
        r"Compression bit set but no encoding",
        _always("{where} marked a message as compressed and does not say how: let the server send `grpc-encoding`"),
    ),
    (
        r"Decompression failed",
        _always("{where} sent a compressed message that cannot be unpacked: turn compression off in the server"),
    ),
    (
        r"No status received|Data frame with END_STREAM",
        _always(
            "{where} ended its answer without a gRPC status: check that it is a gRPC server, and that no proxy before it "
            "sends a page of its own or drops HTTP/2 trailers"
        ),
    ),
    (
        rf"^{UNDECODABLE}$",
        _always("the response does not fit the schema: take the `.proto` files of the version that runs at {where}"),
    ),
)
_SENTENCES = tuple((re.compile(pattern), sentence) for pattern, sentence in _PATTERNS)
