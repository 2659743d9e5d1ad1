"""The comments of a text, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.languages import is_proto
from protowright.text.span import Span

_PROTO = re.compile(r"""(?P<comment>//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?""")
_REQUEST = re.compile(r"(?P<comment>^[ \t]*(?:#(?!##)|//)[^\n]*)|(?P<heading>^###[^\n]*)", re.MULTILINE)


def comments(text: str, path: str) -> Iterator[Span]:
    """The comments of the text of the file at `path`, in their order; of request files those that fill a line.

    Directives are written as comments, and count as such.
    """
    expression = _PROTO if is_proto(path) else _REQUEST
    for match in expression.finditer(text):
        if match["comment"] is not None:
            yield Span(match.end() - len(match[0].lstrip(" \t")), match.end())


def without_comments(text: str, path: str) -> str:
    """The text with a space in the place of each comment."""
    parts: list[str] = []
    end = 0
    for comment in comments(text, path):
        parts.append(text[end : comment.start])
        end = comment.end
    return " ".join([*parts, text[end:]])
