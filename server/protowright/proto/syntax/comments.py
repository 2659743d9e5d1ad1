"""The comments that belong to a declaration."""

from __future__ import annotations

import re

from protowright.proto.syntax.nodes import Declaration

_COMMENT = re.compile(r"//[^\n]*|/\*[\s\S]*?\*/")
_BLOCK_LINE = re.compile(r"^[ \t]*\*?[ ]?", re.MULTILINE)


def doc_comment(declaration: Declaration) -> str:
    """The text of the comment right above the declaration, or else of the one behind it on its last line.

    Comment marks and common indentation are taken off; empty when there is no comment.
    """
    tokens = declaration.piece.tokens
    above = _above(tokens.trivia[declaration.first])
    if above or declaration.last + 1 >= len(tokens.texts):
        return above
    rest_of_line = tokens.trivia[declaration.last + 1].partition("\n")[0]
    return "\n".join(_content(comment) for comment in _COMMENT.findall(rest_of_line))


def _above(trivia: str) -> str:
    """The comments of `trivia` that no empty line parts from what follows it."""
    matches = list(_COMMENT.finditer(trivia))
    kept: list[str] = []
    end = len(trivia)
    for match in reversed(matches):
        between = trivia[match.end() : end]
        if between.count("\n") > 1 or _trails_a_token(trivia, match.start()):
            break
        kept.append(_content(match[0]))
        end = match.start()
    return "\n".join(reversed(kept)).strip("\n")


def _trails_a_token(trivia: str, start: int) -> bool:
    """Whether the comment at `start` stands behind the previous token, on its line."""
    return start > 0 and "\n" not in trivia[:start]


def _content(comment: str) -> str:
    if comment.startswith("//"):
        content = comment[2:]
        return content[1:] if content.startswith(" ") else content
    lines = _BLOCK_LINE.sub("", comment[2:-2])
    return lines.strip()
