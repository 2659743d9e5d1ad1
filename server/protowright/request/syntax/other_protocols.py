"""What belongs to other tools in a request file: requests of other protocols, and scripts.

Both are recognised and left alone: HTTP files hold them between `GRPC` requests.
"""

from __future__ import annotations

import re

from protowright.request.syntax.lines import Line, Lines
from protowright.text.span import Span

_VERBS = (
    *("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "PROPPATCH", "MKCOL"),
    *("COPY", "MOVE", "LOCK", "UNLOCK", "LIST", "SEARCH", "REPORT", "GRAPHQL", "WEBSOCKET", "WS", "WSS", "RSOCKET"),
    *("SSE", "EVENTSOURCE", "MQTT", "AMQP", "HTTP"),
)
_REQUEST = re.compile(
    rf"(?:{'|'.join(_VERBS)})(?:\s|$)"
    r"|(?!GRPC)[A-Z][A-Z-]*\s+(?:https?|wss?)://"
    r"|(?:https?|wss?|mqtts?|amqps?)://\S"
    r"|(?:\{\{[^{}\n]*\}\}|localhost\b|[\w.-]+:\d+)[^\s{}/]*/\S*\s*(?:HTTP/\d(?:\.\d)?\s*)?$"
    r"|(?i:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)\s+(?:https?://|\{\{|/)|curl\s",
    re.ASCII,
)
_SCRIPT = re.compile(r"\s*(?:[<>][ \t]*\{%|\{\{(?:[@+].*|[ \t]*)$)")


def is_foreign_request(line: str) -> bool:
    """Whether a line without leading white space, which starts no gRPC request, starts one of another protocol."""
    return _REQUEST.match(line) is not None


def is_script(line: str) -> bool:
    """Whether a script block begins with this line."""
    return _SCRIPT.match(line) is not None


def skip_script(first: Line, rest: Lines) -> Span | None:
    """Take the lines of the script block that begins with `first`; None when no script begins there.

    `< {% ... %}` and `> {% ... %}` are JetBrains'; `{{`, `{{+` and `{{@event`, up to a line `}}`, are httpyac's.
    """
    opening = _SCRIPT.match(first.text)
    if opening is None:
        return None
    has_percent = opening[0].endswith("%")
    closed = "%}" in first.text[opening.end() :] if has_percent else first.text.rstrip().endswith("}}")
    last = first
    while not closed and rest.current is not None:
        last = rest.next()
        closed = "%}" in last.text if has_percent else last.text.strip() == "}}"
    return Span(first.start, last.end)
