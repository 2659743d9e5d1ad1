"""Escapes in string literals (protoc's tokenizer)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.text.span import Span

_ESCAPE = re.compile(
    r"\\(?:(?P<valid>[abfnrtv\\?'\"]|[0-7]{1,3}|[xX][0-9A-Fa-f]|u[0-9A-Fa-f]{4}"
    r"|U00(?:0[0-9A-Fa-f]|1[0-9A-Fa-f])[0-9A-Fa-f]{4})|[\s\S]?)"
)


def invalid_escapes(token: str) -> Iterator[Span]:
    """The escapes of a string token that mean nothing; offsets count from its opening quote."""
    for match in _ESCAPE.finditer(token):
        if match["valid"] is None:
            yield Span(match.start(), match.end())
