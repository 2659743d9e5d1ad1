"""What may be chosen about the form of `.proto` text and of requests."""

from __future__ import annotations

from dataclasses import dataclass

MAXIMUM_INDENT_WIDTH = 16
MINIMUM_LINE_WIDTH = 20
MAXIMUM_LINE_WIDTH = 1000
"""What a person may choose; any width works."""


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """`indent_width` is how many spaces one level of nesting takes; with `is_on` off, every text stays as it is.

    `line_width` is how many columns the JSON of requests may take in one line; `.proto` text knows no such limit. Raises
    ValueError for an indent that is no sensible one.
    """

    indent_width: int = 2
    is_on: bool = True
    line_width: int = 100

    def __post_init__(self) -> None:
        if not 0 <= self.indent_width <= MAXIMUM_INDENT_WIDTH:
            raise ValueError(f"the width of an indent is from 0 to {MAXIMUM_INDENT_WIDTH} spaces")
