"""Many short texts, joined into one that is searched at the speed of plain text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate


class JoinedLines:
    """The texts, none of which has a line end; `joined` has a line for each, and an empty one before them."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [f"{text}\n" for text in texts]
        self.joined = "\n" + "".join(lines)
        self._starts = list(accumulate(map(len, lines), initial=1))

    def index_at(self, position: int) -> int:
        """Which text holds the place `position` of `joined`."""
        return bisect_right(self._starts, position) - 1

    def beginning(self, start: str) -> Iterator[int]:
        """The indexes of the texts that begin with `start`, in their order."""
        return self.holding(f"\n{start}", behind=1)

    def holding(self, part: str, behind: int = 0) -> Iterator[int]:
        """The indexes of the texts with `part` in them, each once and in their order.

        A `part` with line ends spans several lines: the one at the place so far `behind` its start is meant.
        """
        position = self.joined.find(part)
        while 0 <= position < len(self.joined) - 1:
            index = self.index_at(position + behind)
            yield index
            position = self.joined.find(part, self._starts[index + 1] - 1)
