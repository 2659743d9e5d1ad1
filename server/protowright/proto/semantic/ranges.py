"""Number ranges and reserved names."""

from __future__ import annotations

from collections.abc import Iterator
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
