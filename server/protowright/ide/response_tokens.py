"""The tokens of a response document, as far as its form tells them."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.mentions import Wanted
from protowright.ide.request_tokens import LexicalToken, json_tokens
from protowright.request.response_text import ResponseText

MAXIMUM_LENGTH = 2_000_000
"""In a longer document, messages have no colours by meaning: no editor waits so long for them."""


def response_tokens(response: ResponseText, length: int, wanted: Wanted) -> Iterator[LexicalToken]:
    """The service and method that were called, and the keys and words of messages; `length` is that of the text."""
    if response.method.text:
        yield LexicalToken(response.service.span, "interface")
        yield LexicalToken(response.method.span, "method")
    for section in (*response.messages, *response.details) if length <= MAXIMUM_LENGTH else ():
        for value in section.values() if wanted(section.span) else ():
            yield from json_tokens(value)
