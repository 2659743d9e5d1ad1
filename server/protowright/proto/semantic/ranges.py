"""Number ranges and reserved names."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from protowright.proto.syntax.literals import integer_value, string_value
from protowright.proto.syntax.nodes import Identifier, Range, Ranges

MAXIMUM_FIELD_NUMBER: Final = 2**29 - 1
MAXIMUM_ENUM_NUMBER: Final = 2**31 - 1
MAXIMUM_EXTENSION_NUMBER: Final = 2**31 - 2
"""`max` in a message whose options set `message_set_wire_format`."""


class NumberRange(NamedTuple):
    """The numbers from `start` to `end`, both included, as `node` says in the declaration `owner`."""

    start: int
    end: int
    node: Range
    owner: Ranges

    def overlaps(self, other: NumberRange) -> bool:
        """Whether a number is in both."""
        return self.start <= other.end and other.start <= self.end


class NumberSet:
    """All numbers of some ranges: asked in logarithmic time, as a message may have thousands of ranges and of fields."""

    def __init__(self, ranges: Iterable[NumberRange] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for entry in ranges:
            self.add(entry)

    def add(self, entry: NumberRange) -> None:
        """Add the numbers of a range; of one that ends before it starts, nothing."""
        if entry.end < entry.start:
            return
        start, end = entry.start, entry.end
        first, last = self._touched(start, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def __contains__(self, number: int) -> bool:
        first, last = self._touched(number, number)
        return first < last

    def overlaps(self, entry: NumberRange) -> bool:
        """Whether a number of the range is in the set."""
        first, last = self._touched(entry.start, entry.end)
        return first < last

    def _touched(self, start: int, end: int) -> tuple[int, int]:
        """The first part that has a number from `start` to `end`, and the first one behind it that has none."""
        return bisect_left(self._ends, start), bisect_left(self._starts, end + 1)


def number_ranges(declarations: list[Ranges], keyword: str, maximum: int) -> Iterator[NumberRange]:
    """The ranges of all `keyword` declarations; `max` stands for `maximum`. Malformed ones are left out."""
    for declaration in declarations:
        if declaration.keyword == keyword:
            for node in declaration.ranges:
                bounds = range_bounds(node, maximum)
                if bounds is not None:
                    yield NumberRange(*bounds, node, declaration)


def range_bounds(node: Range, maximum: int) -> tuple[int, int] | None:
    """First and last number of a range, both included; None when one of them is no integer."""
    start = integer_value(node.start)
    if start is None:
        return None
    if node.end is None:
        return start, start
    if isinstance(node.end, Identifier) and node.end.text == "max":
        return start, maximum
    end = integer_value(node.end)
    return None if end is None else (start, end)


def reserved_names(declaration: Ranges) -> list[str]:
    """The names of a `reserved` declaration."""
    return [
        name.text if isinstance(name, Identifier) else string_value(name).decode("utf-8", "replace")
        for name in declaration.names
    ]
