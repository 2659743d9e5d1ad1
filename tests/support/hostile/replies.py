"""Replies to a gRPC call that no honest server gives. Each is a `Reply`, or makes one."""

from __future__ import annotations

from tests.support.hostile.exchange import Exchange, Reply, frame

MESSAGE = b"\x0a\x02hi"
"""A message with the text `hi` in its field 1."""

OK = ("grpc-status", "0")
NO_ERROR, INTERNAL_ERROR, REFUSED_STREAM, CANCEL, ENHANCE_YOUR_CALM, INADEQUATE_SECURITY, HTTP_1_1_REQUIRED = (
    *(0x0, 0x2, 0x7, 0x8, 0xB, 0xC, 0xD),
)
"""Error codes of HTTP/2 (RFC 9113, section 7)."""


def echo(exchange: Exchange) -> None:
    """What an honest server does."""
    messages(MESSAGE)(exchange)


def messages(*contents: bytes) -> Reply:
    """Messages of these contents, and the status OK."""

    def reply(exchange: Exchange) -> None:
        exchange.headers()
        exchange.data(b"".join(frame(content) for content in contents))
        exchange.trailers(OK)

    return reply


def http_status(status: int, *headers: tuple[str, str], body: bytes = b"<html><body>no</body></html>") -> Reply:
    """A page of HTML, as a proxy or a web server gives it."""

    def reply(exchange: Exchange) -> None:
        exchange.headers(("content-type", "text/html"), *headers, status=str(status))
        exchange.wait(0.05)  # grpc may miss the status when all comes at once
        exchange.data(body, end=True)

    return reply


def body(data: bytes, *trailers: tuple[str, str | bytes], headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """These bytes where messages belong, and then the trailers, or the end of the stream when there are none."""

    def reply(exchange: Exchange) -> None:
        exchange.headers(*headers)
        exchange.data(data, end=not trailers)
        if trailers:
            exchange.trailers(*trailers)

    return reply


def half(data: bytes) -> Reply:
    """These bytes where messages belong, and then nothing."""

    def reply(exchange: Exchange) -> None:
        exchange.headers()
        exchange.data(data)
        exchange.wait_for_the_client()

    return reply


def trailers_only(*trailers: tuple[str, str | bytes]) -> Reply:
    """One block of headers that ends the call."""
    return lambda exchange: exchange.headers(*trailers, end=True)


def with_trailers(*trailers: tuple[str, str | bytes]) -> Reply:
    """A message, and then these trailers."""
    return body(frame(MESSAGE), *trailers)


def reset(code: int, before: bytes = b"") -> Reply:
    """RST_STREAM, after headers and these bytes when there are some."""

    def reply(exchange: Exchange) -> None:
        if before:
            exchange.headers()
            exchange.data(before)
            exchange.wait(0.05)  # what came before must not be overtaken
        exchange.reset(code)

    return reply


def go_away(code: int, said: bytes = b"", before: bytes = b"", last_stream: int | None = 0) -> Reply:
    """GOAWAY and the end of the connection, after headers and these bytes when there are some."""

    def reply(exchange: Exchange) -> None:
        if before:
            exchange.headers()
            exchange.data(before)
            exchange.wait(0.05)
        exchange.go_away(code, said, last_stream)
        exchange.wait(0.05)
        exchange.cut()

    return reply


def cut_after(data: bytes) -> Reply:
    """The connection ends in the middle of the response."""

    def reply(exchange: Exchange) -> None:
        exchange.headers()
        exchange.data(data)
        exchange.wait(0.05)
        exchange.cut()

    return reply


def garbage_frames(exchange: Exchange) -> None:
    """Bytes that are no frames of HTTP/2, where the response belongs."""
    exchange.raw(b"\x00\x00\x04\x01\x05\xff\xff\xff\xff" + b"garbage " * 40)
    exchange.wait_for_the_client()


def silence(exchange: Exchange) -> None:
    """No answer at all, on a connection that works."""
    exchange.wait_for_the_client()


def headers_then_silence(exchange: Exchange) -> None:
    """The call begins well, and nothing follows."""
    exchange.headers()
    exchange.wait_for_the_client()


def trickle(exchange: Exchange) -> None:
    """A message now and then, for ever."""
    exchange.headers()
    while True:
        exchange.data(frame(MESSAGE))
        exchange.wait(0.05)


def flood(exchange: Exchange) -> None:
    """As many messages as the client takes, for ever."""
    exchange.headers()
    while True:
        exchange.data(frame(MESSAGE) * 1000)
