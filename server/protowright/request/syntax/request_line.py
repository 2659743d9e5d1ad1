"""Taking a request line apart.

A gRPC path is `/package.Service/Method`, and a target may have slashes of its own, so the line is split from the right.
"""

from __future__ import annotations

import re

from protowright.request.syntax.nodes import RequestKind, RequestLine, Word
from protowright.text.span import Span

_VERB = re.compile(r"GRPC(?=\s|$)", re.IGNORECASE)
_SCHEME = re.compile(r"grpcs?://", re.IGNORECASE)
_NAMING = re.compile(r"(?:grpcs?|unix|unix-abstract|dns):", re.IGNORECASE)
_ANY_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_PROTOCOL = re.compile(r"HTTP/\d(?:\.\d)?")
_WORD = re.compile(r"(?:\{\{[^{}\n]*\}\}|[^\s{]+|\S)+")
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_VARIABLE = re.compile(r"\{\{[^{}\n]*\}\}")
_SIMPLE = re.compile(_NAME)
_DOTTED = re.compile(rf"{_NAME}(?:\.{_NAME})*")
_HOST = re.compile(r"[\w.-]*:\d+(?:/.*)?|\[[0-9a-fA-F:]+\](?::\d+)?(?:/.*)?|variable.*")
_MANY = 8
"""No request line has so many words; further ones are not looked at."""

_COMMANDS = {"list": RequestKind.LIST, "describe": RequestKind.DESCRIBE}


def is_request_line(line: str) -> bool:
    """Whether a line without leading white space starts a gRPC request."""
    if _VERB.match(line) or _SCHEME.match(line):
        return True
    words = [word.text for word in _words(line, 0)]
    if len(words) == 1:
        return bool(_NAMING.match(line)) or _is_call_url(words[0])
    return len(words) == 2 and _names_host(words[0]) and _is_call(words[1])


def parse_request_line(line: str, start: int) -> RequestLine:
    """The parts of `line`, whose first character is at offset `start`. Takes any line that `is_request_line` accepts."""
    verb = _VERB.match(line)
    words = _words(line, start)
    span = Span(start, words[-1].span.end)
    words = words[1:] if verb else words
    if not words:
        nothing = _empty(span.end)
        return RequestLine(span, RequestKind.CALL, nothing, nothing, nothing)
    if words[0].text in _COMMANDS and (len(words) == 1 or not _is_call(words[1].text)):
        return _from_words(span, [_empty(words[0].span.start), *words])
    return _from_url(span, words[0]) if len(words) == 1 else _from_words(span, words)


def names_service(text: str) -> bool:
    """Whether `text` is the full name of a service; variables may stand in it."""
    return _DOTTED.fullmatch(_VARIABLE.sub("variable", text)) is not None


def service_and_method(word: Word) -> tuple[Word, Word]:
    """Split `package.Service/Method` or `package.Service.Method`; a lone service has an empty method."""
    word = _part(word, 1, len(word.text)) if word.text.startswith("/") else word
    head, slash, _ = word.text.rpartition("/")
    if not slash:
        head, dot, tail = word.text.rpartition(".")
        if not dot or not tail[:1].isupper() or not head.rpartition(".")[2][:1].isupper():
            return word, _empty(word.span.end)
    return _part(word, 0, len(head)), _part(word, len(head) + 1, len(word.text))


def words_and_comment(line: str) -> tuple[list[str], str]:
    """All words of a request line, the verb and the version of the protocol too, and the comment behind them."""
    words: list[str] = []
    for match in _WORD.finditer(line):
        if words and match[0].startswith(("#", "//")):
            return words, line[match.start() :].rstrip()
        words.append(match[0])
    return words, ""


def _words(line: str, start: int) -> list[Word]:
    """The words of a line, up to a comment; the version of the protocol at its end is no part of it."""
    words: list[Word] = []
    for match in _WORD.finditer(line):
        if words and (match[0].startswith(("#", "//")) or len(words) == _MANY):
            break
        words.append(Word(match[0], Span(start + match.start(), start + match.end())))
    return words[:-1] if len(words) > 1 and _PROTOCOL.fullmatch(words[-1].text) else words


def _is_call_url(url: str) -> bool:
    """Whether a line of one word is `host/package.Service/Method`, and not the address of a web page."""
    head, _, method = url.rpartition("/")
    target, _, service = head.rpartition("/")
    scheme = _ANY_SCHEME.match(url)
    if len(target) <= (scheme.end() if scheme else 0) or not _is_call(f"{service}/{method}"):
        return False
    upper = service.rpartition(".")[2][:1].isupper(), method[:1].isupper()
    if scheme is None:
        return "." in service or any(upper)
    return scheme[0].lower() in ("http://", "https://") and "." in service and all(upper)


def _is_call(text: str) -> bool:
    service, slash, method = text.removeprefix("/").rpartition("/")
    return bool(slash and _DOTTED.fullmatch(service) and _SIMPLE.fullmatch(method))


def _names_host(text: str) -> bool:
    return bool(_NAMING.match(text) or _HOST.fullmatch(_VARIABLE.sub("variable", text)))


def _from_url(span: Span, url: Word) -> RequestLine:
    """`host/service/method`, `host/service.method`, `host/service/`, `host/` or `host`."""
    host_end = _authority_end(url.text)
    head, slash, last = url.text.rpartition("/")
    if not slash or len(head) < host_end:
        return _without_path(span, url)
    prefix, second_slash, before = head.rpartition("/")
    if second_slash and len(prefix) >= host_end and "." not in last and names_service(before):
        service = _part(url, len(prefix) + 1, len(head))
        kind = RequestKind.CALL if last else RequestKind.DESCRIBE
        return RequestLine(span, kind, _part(url, 0, len(prefix)), service, _part(url, len(head) + 1, len(url.text)))
    if not last:
        nothing = _empty(url.span.end)
        return RequestLine(span, RequestKind.LIST, _part(url, 0, len(head)), nothing, nothing)
    service, method = service_and_method(_part(url, len(head) + 1, len(url.text)))
    return RequestLine(span, RequestKind.CALL, _part(url, 0, len(head)), service, method)


def _without_path(span: Span, url: Word) -> RequestLine:
    """`host` alone, or `/service.method` without a host."""
    nothing = _empty(url.span.end)
    if not url.text.startswith("/"):
        return RequestLine(span, RequestKind.CALL, url, nothing, nothing)
    service, method = service_and_method(url)
    return RequestLine(span, RequestKind.CALL, _empty(url.span.start), service, method)


def _from_words(span: Span, words: list[Word]) -> RequestLine:
    """`host service/method`, `host service/`, `host list`, `host list name`, `host describe name`."""
    target, command = words[0], words[1]
    kind = _COMMANDS.get(command.text)
    if kind is not None:
        name = words[2] if len(words) > 2 else _empty(command.span.end)
        return RequestLine(span, kind, target, name, _empty(name.span.end), _first(words[3:]))
    service, method = service_and_method(command)
    kind = RequestKind.DESCRIBE if command.text.endswith("/") and service.text else RequestKind.CALL
    return RequestLine(span, kind, target, service, method, _first(words[2:]))


def _first(words: list[Word]) -> Word | None:
    """The first of the words that are too many; None when there are none."""
    return words[0] if words else None


def _authority_end(url: str) -> int:
    """Where the host and port end at the earliest: behind `scheme://`, or behind the first character.

    A line that starts with the path has no host.
    """
    scheme = _ANY_SCHEME.match(url)
    return scheme.end() if scheme else 0 if re.match(r"/[^/]+/", url) else 1


def _part(word: Word, start: int, end: int) -> Word:
    return Word(word.text[start:end], Span(word.span.start + start, word.span.start + end))


def _empty(offset: int) -> Word:
    return Word("", Span(offset, offset))
