"""Offsets to lines and columns, and back, in the three position encodings of LSP 3.17."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from operator import add
from typing import Literal

PositionEncoding = Literal["utf-8", "utf-16", "utf-32"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class LineIndex:
    """The lines of one text.

    Lines end at `\\n`, `\\r\\n` and `\\r` and nowhere else (LSP 3.17, "Text Documents"); lines and columns count from 0.
    An offset is a code point index; a column counts code units of an encoding, code points when that is utf-32.
    """

    __slots__ = ("_ascii", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)
        self._ascii = text.isascii()

    def line_of(self, offset: int) -> int:
        """The line that holds `offset`; offsets outside the text are brought into it."""
        return bisect_right(self.starts, max(0, min(offset, len(self.text)))) - 1

    def line_text(self, line: int) -> str:
        """The text of `line` without its line end."""
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[line] : end].rstrip("\r\n")

    def position(self, offset: int, encoding: PositionEncoding = "utf-32") -> tuple[int, int]:
        """The line and column of `offset`."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        if self._ascii or encoding == "utf-32":
            return line, offset - start
        return line, _units(self.text[start:offset], encoding)

    def offset(self, line: int, column: int, encoding: PositionEncoding = "utf-32") -> int:
        """The offset of a position; a line or column past the end means the last place there is (as LSP asks)."""
        if line < 0:
            return 0
        if line >= len(self.starts):
            return len(self.text)
        content = self.line_text(line)
        if self._ascii or encoding == "utf-32":
            return self.starts[line] + max(0, min(column, len(content)))
        return self.starts[line] + _code_points(content, column, encoding)


def line_starts(text: str) -> list[int]:
    """The offsets at which the lines of a text start, see `LineIndex`."""
    if "\r" in text:
        return [0, *(match.end() for match in _LINE_END.finditer(text))]
    lengths = map(len, text.split("\n")[:-1])  # an editor asks at every key: no step of this is Python's own
    return list(map(add, accumulate(lengths, initial=0), range(text.count("\n") + 1)))


def line_end(text: str) -> str:
    """How the lines of a text end: as the first one does."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _units(text: str, encoding: PositionEncoding) -> int:
    """How many code units `text` takes. A lone surrogate counts as one unit of utf-16 and three of utf-8."""
    if text.isascii():
        return len(text)
    if encoding == "utf-16":
        return len(text) + sum(character > "\uffff" for character in text)
    return len(text.encode("utf-8", "surrogatepass"))


def _code_points(content: str, units: int, encoding: PositionEncoding) -> int:
    """How many code points of `content` lie before its code unit `units`; a place inside a character is its start."""
    if content.isascii():
        return max(0, min(units, len(content)))
    seen = 0
    for count, character in enumerate(content):
        width = _units(character, encoding)
        if seen + width > units:
            return count
        seen += width
    return len(content)
