"""Faults of a text that no token shows: comments in comments, and null characters anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import INVALID_CHARACTER, NESTED_COMMENT
from protowright.proto.syntax.lexer import Tokens, is_string
from protowright.text.span import Span

_COMMENT = re.compile(r"//[^\n]*|/\*[\s\S]*?\*/")


def lexical_faults(tokens: Tokens, first: int, end: int, origin: int, has_null: bool) -> Iterator[Diagnostic]:
    """What is wrong in the white space, comments and strings of the tokens `first` to `end`, the last one excluded.

    Offsets count from `origin`. `has_null` tells whether there is a null character anywhere in the text.
    """
    for index in range(first, end):
        trivia = tokens.trivia[index]
        if "/*" in trivia:
            yield from _nested(trivia, tokens.start(index) - len(trivia) - origin)
        if has_null:
            yield from _nulls(trivia, tokens.start(index) - len(trivia) - origin)
            if is_string(tokens.texts[index]):
                yield from _nulls(tokens.texts[index], tokens.start(index) - origin)


def _nested(trivia: str, start: int) -> Iterator[Diagnostic]:
    for match in _COMMENT.finditer(trivia):
        inner = match[0].find("/*", 2) if match[0].startswith("/*") else -1
        if inner >= 0:
            place = start + match.start() + inner
            message = "a block comment cannot hold another one"
            yield Diagnostic(NESTED_COMMENT, message, Span(place, place + 2), help="it ends at the first `*/`")


def _nulls(text: str, start: int) -> Iterator[Diagnostic]:
    """One fault a line, however many there are in it."""
    line_end = -1
    for match in re.finditer("\0", text):
        if match.start() > line_end:
            place = start + match.start()
            message = "a null character cannot stand in a `.proto` file"
            yield Diagnostic(INVALID_CHARACTER, message, Span(place, place + 1))
            found = text.find("\n", match.start())
            line_end = len(text) if found < 0 else found
