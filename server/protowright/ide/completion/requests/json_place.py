"""Where in a JSON body the cursor is: told from the tokens, so that it does not matter what is broken around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from protowright.proto.syntax.lexer import is_closed_string
from protowright.request.body.any_values import TYPE_KEY
from protowright.request.syntax.json_tokens import JsonToken, next_token
from protowright.text.span import Span

MAXIMUM_TOKENS: Final = 2000
"""So many tokens behind the cursor are looked at for members that are there already."""

_TRIVIA = re.compile(r"(?:\s|//[^\r\n]*[\r\n]|#[^\r\n]*[\r\n]|/\*[\s\S]*?\*/)*")
_REST = re.compile(r"(?:[\w.@-]|/(?![/*]))*")  # what follows may be a comment
_REST_IN_QUOTES = re.compile(r"((?:[\w.@/,\[\]+-]|(?<=\d):(?=\d))*)([\"'])")  # colons are those of times
_COLON = re.compile(r"[ \t]*:")
NOWHERE: Final = Span(0, 0)
KEY, COLON, VALUE, COMMA = "key", "colon", "value", "comma"


@dataclass(slots=True)
class Opened:
    """An object or array that is open at the cursor. `keys` are those of its members, without one that is being written;
    `key` is that of the member the cursor is in; `type_url` is what its `"@type"` says."""

    is_object: bool
    keys: list[str] = field(default_factory=list)
    key: str = ""
    type_url: str = ""
    awaits: str = VALUE
    last: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class JsonPlace:
    """A place where a key or a value may be written.

    `around` are the objects and arrays around it from the outermost, `path` the key of each in which the place is (empty
    for arrays). `span` is to be replaced: it lies behind the opening `quote`, if there is one, and takes the closing one
    in. `typed` is what stands there in front of the cursor, `rest` what stands behind it. `comma_at` is where a comma is
    lacking in front, None where none is. `needs_comma` tells that one is lacking behind, `has_colon` that the key has its
    value already.
    """

    around: tuple[Opened, ...]
    path: tuple[str, ...]
    is_key: bool
    span: Span
    typed: str
    rest: str
    quote: str
    comma_at: int | None
    needs_comma: bool
    has_colon: bool


def json_place(text: str, start: int, end: int, offset: int) -> JsonPlace | None:
    """The place at `offset` in the values that stand from `start` up to `end`; None in a comment, a variable or a number
    of other places where nothing can be completed."""
    read = _read(text, start, end, offset)
    return None if read is None else _place(*read, text, offset, end)


def opened_at(text: str, start: int, end: int, offset: int) -> tuple[Opened, ...] | None:
    """The objects and arrays that are open at `offset` of the values from `start` up to `end`, the outermost first; None
    in a comment.

    The outermost is the sequence of values itself. The innermost, when `offset` is in a key of it, has that as its `key`,
    as far as it is written, and awaits a key or a colon.
    """
    read = _read(text, start, end, offset)
    if read is None:
        return None
    reader, word = read
    top = reader.open[-1]
    is_behind_value = top.awaits == COMMA and not word.text and "\n" not in text[top.last.end : offset]
    if top.is_object and top.awaits in (KEY, COMMA) and not is_behind_value:
        top.key, top.awaits = _content(word.text), KEY
    return tuple(reader.open)


def _read(text: str, start: int, end: int, offset: int) -> tuple[_Reader, JsonToken] | None:
    """What stands in front of `offset`, and the token that it is in or goes on with, if any; None in a comment."""
    reader = _Reader(text)
    for token, gap in _tokens(text, start, end):
        if token.start >= offset:
            gone = _TRIVIA.match(text, gap, offset)
            return (reader, JsonToken("", offset, "")) if gone is not None and gone.end() == offset else None
        if token.end > offset or (token.end == offset and _is_open(token.text)):
            return reader, token
        reader.feed(token)
    return reader, JsonToken("", offset, "")


def _tokens(text: str, position: int, end: int) -> Iterator[tuple[JsonToken, int]]:
    """The tokens, each with where the white space in front of it starts."""
    while True:
        token = next_token(text, position, end)
        yield token, position
        position = token.end
        if not token.text:
            return


def _is_open(token: str) -> bool:
    """Whether what is typed behind a token goes on with it."""
    if token[:1] in ('"', "'"):
        return not is_closed_string(token)
    return token not in ("{", "}", "[", "]", ",", ":") and not token.startswith("{{")


def _place(reader: _Reader, word: JsonToken, text: str, offset: int, end: int) -> JsonPlace | None:
    if word.text.startswith("{{"):
        return None
    is_key, comma_at = reader.awaited(word.start)
    if is_key is None:
        return None
    quote = word.text[:1] if word.text[:1] in ('"', "'") else ""
    first = word.start + len(quote)
    rest, last = _rest(text, offset, end, quote)
    if not is_key and reader.open[-1].is_object and _has_value(text, last, end):
        return None
    colon = _COLON.match(text, last, end) if is_key else None
    around, path = tuple(reader.open), tuple(opened.key for opened in reader.open)
    needs_comma = reader.finish(last, end, colon is not None)
    typed = text[first:offset]
    span = Span(first, last)
    return JsonPlace(around, path, is_key, span, typed, rest, quote, comma_at, needs_comma, colon is not None)


def _has_value(text: str, position: int, end: int) -> bool:
    """Whether a value stands behind a place that takes one: what has a colon is the next key."""
    following, _ = next(_tokens(text, position, end))
    return following.text not in (",", "}", "]", ":", "") and _COLON.match(text, following.end) is None


def _rest(text: str, offset: int, end: int, quote: str) -> tuple[str, int]:
    """What of the word stands behind the cursor, and where it ends: behind its closing quote, when it has that."""
    quoted = _REST_IN_QUOTES.match(text, offset, end) if quote else None
    if quoted is not None and quoted[2] == quote:
        return quoted[1], quoted.end()
    bare = _REST.match(text, offset, end)
    assert bare is not None, "the expression matches nothing, too"
    return bare[0], bare.end()


class _Reader:
    """Takes tokens one after the other, and knows what is open. The outermost is the sequence of values itself."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.open: list[Opened] = [Opened(is_object=False)]

    def feed(self, token: JsonToken) -> None:
        """Take a token."""
        top = self.open[-1]
        if token.text in ("{", "["):
            top.key = "" if top.awaits in (KEY, COMMA) else top.key
            self.open.append(Opened(token.text == "{", awaits=KEY if token.text == "{" else VALUE))
        elif token.text in ("}", "]"):
            self._close(token)
        elif token.text == ",":
            top.awaits = KEY if top.is_object else VALUE
        elif token.text == ":":
            top.awaits = VALUE
        elif not top.is_object:
            self._settle(token)
        elif self._is_key(top, token):
            self._take_key(top, token)
        else:
            self._take_value(top, token)

    def _close(self, token: JsonToken) -> None:
        kinds = [opened.is_object for opened in self.open[1:]]
        if (token.text == "}") in kinds:
            while len(self.open) > 1 and self.open.pop().is_object != (token.text == "}"):
                pass
            self._settle(token)

    def _settle(self, token: JsonToken) -> None:
        """A value of the innermost ends with a token. Values follow one another without commas outside of all."""
        top = self.open[-1]
        top.awaits, top.last = COMMA if len(self.open) > 1 else VALUE, Span(token.start, token.end)

    def _is_key(self, top: Opened, token: JsonToken) -> bool:
        """Whether a string or word is a key: where one is awaited, and wherever a colon or a new line says so."""
        if top.awaits in (KEY, COMMA) or _COLON.match(self._text, token.end) is not None:
            return True
        return top.awaits == COLON and "\n" in self._text[top.last.end : token.start]

    def _take_key(self, top: Opened, token: JsonToken) -> None:
        top.key = _content(token.text)
        top.keys.append(top.key)
        top.awaits, top.last = COLON, Span(token.start, token.end)

    def _take_value(self, top: Opened, token: JsonToken) -> None:
        if top.key == TYPE_KEY:
            top.type_url = _content(token.text)
        self._settle(token)

    def awaited(self, offset: int) -> tuple[bool | None, int | None]:
        """Whether a key may be written at `offset` (else it is a value; None for neither), and where a comma lacks."""
        top = self.open[-1]
        if top.awaits == COLON:
            is_next = "\n" in self._text[top.last.end : offset]
            return (True, None) if is_next else (None, None)
        if top.awaits == COMMA:
            return top.is_object, top.last.end
        return top.is_object and top.awaits == KEY, None

    def finish(self, position: int, end: int, has_colon: bool) -> bool:
        """Take what stands behind the place, up to where all that is open is closed; gives whether a comma lacks there."""
        top = self.open[-1]
        is_member = len(self.open) > 1
        top.key, top.awaits = "", COLON if has_colon else COMMA
        top.last = Span(position, position)
        needs_comma = False
        for index, (token, _) in enumerate(islice(_tokens(self._text, position, end), MAXIMUM_TOKENS)):
            if index == 0:
                needs_comma = is_member and not has_colon and token.text not in (",", "}", "]", ":", "")
            self.feed(token)
            if len(self.open) == 1:
                break
        return needs_comma


def _content(token: str) -> str:
    """A key or word without its quotes."""
    if token[:1] not in ('"', "'"):
        return token
    return token[1:-1] if is_closed_string(token) else token[1:]
