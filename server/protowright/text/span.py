"""A place in a text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """The half-open range `[start, end)` of code point offsets into one text."""

    start: int
    end: int

    def shifted(self, delta: int) -> Span:
        """The same range, `delta` code points further on."""
        return Span(self.start + delta, self.end + delta)

    def contains(self, offset: int) -> bool:
        """Whether a cursor at `offset` touches the range; a cursor right behind the last character does."""
        return self.start <= offset <= self.end

    def of(self, text: str) -> str:
        """The part of `text` that the range covers."""
        return text[self.start : self.end]
