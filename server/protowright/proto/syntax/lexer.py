"""Splitting `.proto` text into tokens.

The rules are protoc's (`google/protobuf/io/tokenizer.cc`). One regular expression finds the white space and comments
before a token, and the token, so that the work for whole files happens in C; token kinds are told by their first
character, and offsets are worked out only when somebody asks for one.
"""

from __future__ import annotations

import re
from itertools import accumulate, chain

_TRIVIA = r"(?:\A\ufeff)?(?:[ \t\n\r\v\f]+|//[^\n]*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/)*"
_TOKEN = (
    r"[A-Za-z_][A-Za-z0-9_]*"
    r"|\.?[0-9](?:[eE][+-]|[A-Za-z0-9_.])*"
    r'|"[^"\\\n]*(?:\\.[^"\\\n]*)*(?:"|\\?)'
    r"|'[^'\\\n]*(?:\\.[^'\\\n]*)*(?:'|\\?)"
    r"|/\*[\s\S]*"
    r"|[^\x00-\x7f]+"
    r"|[\s\S]"
    r"|\Z"
)
_PAIRS = re.compile(f"({_TRIVIA})({_TOKEN})")

IDENTIFIER_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_")
DIGITS = frozenset("0123456789")
QUOTES = frozenset("\"'")
SCALAR_KEYWORDS = frozenset(
    (
        *("double", "float", "bool", "string", "bytes"),
        *("int32", "int64", "uint32", "uint64", "sint32", "sint64"),
        *("fixed32", "fixed64", "sfixed32", "sfixed64"),
    )
)


class Tokens:
    """The tokens of one text.

    A byte order mark at its very start is trivia.
    `texts[i]` is the text of token `i`, `trivia[i]` the white space and comments before it. The last token is the end
    of the text; its own text is empty. Joined in turn they are the text again.
    """

    __slots__ = ("_offsets", "text", "texts", "trivia")

    def __init__(self, text: str) -> None:
        self.text = text
        pairs = _PAIRS.findall(text)
        if len(pairs) > 1 and not pairs[-2][1]:
            pairs.pop()  # the expression matches once more behind trivia that ends the text
        self.trivia: list[str] = [pair[0] for pair in pairs]
        self.texts: list[str] = [pair[1] for pair in pairs]
        self._offsets: list[int] | None = None

    @property
    def offsets(self) -> list[int]:
        """Start and end of token `i` are items `2 * i` and `2 * i + 1`."""
        if self._offsets is None:
            lengths = map(len, chain.from_iterable(zip(self.trivia, self.texts, strict=True)))
            self._offsets = list(accumulate(lengths))
        return self._offsets

    def start(self, index: int) -> int:
        """Where token `index` starts."""
        return self.offsets[2 * index]

    def end(self, index: int) -> int:
        """Where token `index` ends."""
        return self.offsets[2 * index + 1]


def is_identifier(token: str) -> bool:
    """Whether a token is an identifier; keywords are identifiers."""
    return token[:1] in IDENTIFIER_START if token else False


def is_number(token: str) -> bool:
    """Whether a token is a number literal, well formed or not."""
    return token[:1] in DIGITS or (len(token) > 1 and token[0] == "." and token[1] in DIGITS)


def is_string(token: str) -> bool:
    """Whether a token is a string literal, closed or not."""
    return token[:1] in QUOTES if token else False


def is_closed_string(token: str) -> bool:
    """Whether a string literal has its closing quote."""
    if len(token) < 2 or token[-1] != token[0]:
        return False
    backslashes = len(token) - 1 - len(token[:-1].rstrip("\\"))
    return backslashes % 2 == 0
