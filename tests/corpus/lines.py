"""How the line of protoc's first error compares with the lines of ours."""

from __future__ import annotations

import enum
import re

from protowright.proto.syntax.lexer import Tokens
from protowright.text.line_index import LineIndex


class Line(enum.Enum):
    """The values are what a report calls them."""

    SAME = "the same"
    RELATED = "the same as that of a related place of ours"
    BEFORE = "the line before (protoc names the token behind a line end)"
    INSIDE = "inside (protoc names the start of the file, statement or literal that ours is in)"
    DIFFERENT = "different"
    NONE = "nothing to compare"


def compare_lines(text: str, place: tuple[int, int], ours: set[int], related: set[int]) -> Line:
    """Our lines, and those of their related places, beside protoc's first place, a line and a column; all from 1."""
    line, column = place
    if line in ours:
        return Line.SAME
    if line in related:
        return Line.RELATED
    if _line_before(text, line) in ours:
        return Line.BEFORE
    if any(line < each <= _last_line(text, line, column) for each in ours):
        return Line.INSIDE
    return Line.DIFFERENT


def _line_before(text: str, line: int) -> int:
    """The nearest line before with more than white space and comment: where the statement is that lacks its end."""
    lines = text.split("\n")
    for number in range(min(line, len(lines)) - 1, 0, -1):
        code = lines[number - 1].split("//")[0].strip()
        if code and not re.match(r"\*|/\*", code):
            return number
    return 0


def _last_line(text: str, line: int, column: int) -> int:
    """The last line of what starts at a place: the whole file, a statement, a block or a literal."""
    tokens, lines = Tokens(text), LineIndex(text)
    if line > len(lines.starts):
        return line
    offset = lines.starts[line - 1] + column - 1
    index = next((index for index in range(len(tokens.texts)) if tokens.end(index) > offset), 0)
    names_file = index == 0 or tokens.texts[index] == "package"  # faults of the file's own options and features
    end = len(text) if names_file else tokens.start(_last_token(tokens.texts, index))
    return lines.position(end)[0] + 1


def _last_token(texts: list[str], index: int) -> int:
    depth = 0
    for at in range(index, len(texts)):
        depth += (texts[at] in ("{", "[", "(")) - (texts[at] in ("}", "]", ")"))
        if depth < 0 or (depth == 0 and texts[at] in (";", "}", "]")):
            return at
    return len(texts) - 1
