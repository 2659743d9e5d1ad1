"""Taking a request line apart.

A gRPC path is `/package.Service/Method`, and a target may have slashes of its own, so the line is split from the right.
"""

from __future__ import annotations

import re

from protowright.request.syntax.nodes import RequestKind, RequestLine, Word
from protowright.text.span import Span

_VERB = re.compile(r"GRPC(?=\s|$)", re.IGNORECASE)
_SCHEME = re.compile(r"(?:grpcs?|unix|unix-abstract|dns):", re.IGNORECASE)
_WORD = re.compile(r"(?:\{\{[^{}\n]*\}\}|[^\s{]+|\S)+")
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_VARIABLE = re.compile(r"\{\{[^{}\n]*\}\}")
_DOTTED = re.compile(rf"{_NAME}(?:\.{_NAME})*")
_BARE_CALL = re.compile(rf"\S+/{_NAME}(?:\.{_NAME})*/{_NAME}\s*")
_COMMANDS = {"list": RequestKind.LIST, "describe": RequestKind.DESCRIBE}


def is_request_line(line: str) -> bool:
    """Whether a line without leading white space starts a request."""
    return bool(_VERB.match(line) or (_SCHEME.match(line) and " " not in line.strip()) or _BARE_CALL.fullmatch(line))


def parse_request_line(line: str, start: int) -> RequestLine:
    """The parts of `line`, whose first character is at offset `start`. Takes any line that `is_request_line` accepts."""
    verb = _VERB.match(line)
    words = [Word(match[0], Span(start + match.start(), start + match.end())) for match in _WORD.finditer(line)]
    span = Span(start, words[-1].span.end)
    words = words[1:] if verb else words
    if not words:
        nothing = _empty(span.end)
        return RequestLine(span, RequestKind.CALL, nothing, nothing, nothing)
    if len(words) == 1:
        return _from_url(span, words[0])
    return _from_words(span, words)


def _from_url(span: Span, url: Word) -> RequestLine:
    """`host/service/method`, `host/service.method`, `host/service/`, `host/` or `host`."""
    host_end = _authority_end(url.text)
    head, slash, last = url.text.rpartition("/")
    if not slash or len(head) < host_end:
        nothing = _empty(url.span.end)
        return RequestLine(span, RequestKind.CALL, url, nothing, nothing)
    prefix, second_slash, before = head.rpartition("/")
    if second_slash and len(prefix) >= host_end and "." not in last and _names_service(before):
        service = _part(url, len(prefix) + 1, len(head))
        kind = RequestKind.CALL if last else RequestKind.DESCRIBE
        return RequestLine(span, kind, _part(url, 0, len(prefix)), service, _part(url, len(head) + 1, len(url.text)))
    if not last:
        nothing = _empty(url.span.end)
        return RequestLine(span, RequestKind.LIST, _part(url, 0, len(head)), nothing, nothing)
    service, method = _service_and_method(_part(url, len(head) + 1, len(url.text)))
    return RequestLine(span, RequestKind.CALL, _part(url, 0, len(head)), service, method)


def _from_words(span: Span, words: list[Word]) -> RequestLine:
    """`host service/method`, `host list`, `host describe name`."""
    target, command = words[0], words[1]
    kind = _COMMANDS.get(command.text)
    if kind is not None:
        name = words[2] if len(words) > 2 else _empty(command.span.end)
        return RequestLine(span, kind, target, name, _empty(name.span.end))
    service, method = _service_and_method(command)
    return RequestLine(span, RequestKind.CALL, target, service, method)


def _service_and_method(word: Word) -> tuple[Word, Word]:
    """Split `package.Service/Method` or `package.Service.Method`; a lone service has an empty method."""
    head, slash, _ = word.text.rpartition("/")
    if not slash:
        head, dot, tail = word.text.rpartition(".")
        if not dot or not tail[:1].isupper() or not head.rpartition(".")[2][:1].isupper():
            return word, _empty(word.span.end)
    return _part(word, 0, len(head)), _part(word, len(head) + 1, len(word.text))


def _names_service(text: str) -> bool:
    """Whether a part of a path is the name of a service; variables may stand in it."""
    return _DOTTED.fullmatch(_VARIABLE.sub("variable", text)) is not None


def _authority_end(url: str) -> int:
    """Where the host and port end at the earliest: behind `scheme://`, or behind a variable."""
    scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", url)
    return scheme.end() if scheme else 1


def _part(word: Word, start: int, end: int) -> Word:
    return Word(word.text[start:end], Span(word.span.start + start, word.span.start + end))


def _empty(offset: int) -> Word:
    return Word("", Span(offset, offset))
