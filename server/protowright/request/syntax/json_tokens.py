"""The tokens of JSON bodies, with what stands before each: white space and comments."""

from __future__ import annotations

import re
from typing import NamedTuple

from protowright.proto.syntax.lexer import is_closed_string
from protowright.text.span import Span

VARIABLE_IN_STRING = re.compile(r'\{\{(?:[^{}"\n]|"[^{}"\n]*")*\}\}')
"""Quotes in it come in pairs, as in `{{$datetime "YYYY"}}`: a single one is the end of the string."""

_TOKEN = re.compile(
    r"(?P<trivia>(?:\s+|//[^\r\n]*|#[^\r\n]*|/\*[\s\S]*?(?:\*/|\Z))*)"
    r"(?P<token>\{\{[^{}\n]*\}\}"
    r"|[{}\[\],:]"
    rf'|"(?:{VARIABLE_IN_STRING.pattern}|[^"\\\n]|\\.)*"?'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*'?"
    r"|[^\s{}\[\],:\"']+"
    r"|\Z)"
)
_BEHIND_STRING = " \t\r,]}"


class JsonToken(NamedTuple):
    """A token, where it starts, and the white space and comments in front of it."""

    text: str
    start: int
    trivia: str

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


def next_token(text: str, position: int, end: int | None = None) -> JsonToken:
    """The token that stands at or behind `position`; the empty one at the end.

    A string without its closing quote ends before the commas and brackets that were meant to stand behind it.
    """
    match = _TOKEN.match(text, position, len(text) if end is None else end)
    assert match is not None, "every text has a next token"
    token = match["token"]
    if token[:1] in ('"', "'") and not is_closed_string(token):
        token = token[0] + token[1:].rstrip(_BEHIND_STRING)
    return JsonToken(token, match.start("token"), match["trivia"])


def has_comments(text: str, span: Span) -> bool:
    """Whether there are comments in a value of a body, between its first and its last token."""
    token = next_token(text, span.start, span.end)
    while token.text:
        token = next_token(text, token.end, span.end)
        if token.trivia.strip():
            return True
    return False
