"""The lines of a request file, and the parts of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from protowright.request.syntax.nodes import Word
from protowright.text.span import Span

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_COMMENT = re.compile(r"(?:[ ]{2,}|[ ]*\t[ \t]*)(?:#|//)(?:[ \t]|$)")


class Line(NamedTuple):
    """One line without its end."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the text of the line ends."""
        return self.start + len(self.text)

    @property
    def indent(self) -> int:
        """How much white space it begins with."""
        return len(self.text) - len(self.text.lstrip())

    def word(self, start: int, end: int | None = None) -> Word:
        """A part of the line without the white space around it; columns count from 0."""
        part = self.text[start:end]
        stripped = part.strip()
        first = self.start + start + len(part) - len(part.lstrip()) if stripped else self.start + start
        return Word(stripped, Span(first, first + len(stripped)))

    def value(self, start: int) -> Word:
        """What stands behind column `start`, up to a comment that two blanks or a tab part from it."""
        comment = _COMMENT.search(self.text, start)
        return self.word(start, len(self.text) if comment is None else comment.start())


class Lines:
    """The lines of one block, read from the first to the last."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        self._index = 0

    @property
    def current(self) -> Line | None:
        """The line to be read next; None behind the last one."""
        return self._lines[self._index] if self._index < len(self._lines) else None

    def next(self) -> Line:
        """Take the current line, which there must be."""
        self._index += 1
        return self._lines[self._index - 1]


def split_lines(text: str) -> list[Line]:
    """The lines of `text`; there is at least one."""
    lines = [Line(match[1], match.start()) for match in _LINE.finditer(text)]
    if len(lines) > 1 and lines[-1].start == lines[-2].start:
        lines.pop()
    return lines


def grouped(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of each block; a separator is the first line of the block it starts."""
    first = 0
    for index, line in enumerate(lines):
        if index > first and line.text.startswith("###"):
            yield lines[first:index]
            first = index
    yield lines[first:]


def unquoted(word: Word) -> Word:
    """A path without the quotes that may stand around it."""
    if len(word.text) >= 2 and word.text[0] == word.text[-1] and word.text[0] in "\"'":
        return Word(word.text[1:-1], Span(word.span.start + 1, word.span.end - 1))
    return word
