"""Showing a diagnostic to a person: the message, the line, and what is wrong in it.

The result is a list of styled pieces of text; styles are names (`error`, `code`, `path`, `gutter`, `source`, `caret`,
`help`) that the command line maps to colours.
"""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.text.line_index import LineIndex

Piece = tuple[str, str]
MAXIMUM_WIDTH = 160
"""A longer line is cut around the fault."""


def render(diagnostic: Diagnostic, path: str, lines: LineIndex) -> Iterator[Piece]:
    """The pieces `(style, text)` for one diagnostic in the file shown as `path`."""
    line, column = lines.position(diagnostic.span.start)
    severity = diagnostic.severity.value
    yield severity, f"{severity}[{diagnostic.code.name}]"
    yield "message", f": {_one_line(diagnostic.message)}\n"
    number = str(line + 1)
    gutter = " " * len(number)
    yield "gutter", f"{gutter}--> "
    yield "path", f"{path}:{line + 1}:{column + 1}\n"
    yield from _source(diagnostic, lines, line, column, number)
    if diagnostic.help:
        yield "gutter", f"{gutter} = "
        yield "help", f"help: {_one_line(diagnostic.help)}\n"
    yield "source", "\n"


def _source(diagnostic: Diagnostic, lines: LineIndex, line: int, column: int, number: str) -> Iterator[Piece]:
    text = lines.line_text(line)
    width = max(1, min(diagnostic.span.end - diagnostic.span.start, len(text) - column))
    start = max(0, column - MAXIMUM_WIDTH // 2) if len(text) > MAXIMUM_WIDTH else 0
    shown = text[start : start + MAXIMUM_WIDTH]
    width = max(1, min(width, len(shown) - (column - start)))
    yield "gutter", f"{number} | "
    yield "source", f"{_printable(shown)}\n"
    yield "gutter", " " * len(number) + " | "
    yield "caret", " " * (column - start) + "^" * width + "\n"


def _printable(text: str) -> str:
    """The text with one printable character for each of its own."""
    return "".join(character if character.isprintable() else " " if character == "\t" else "·" for character in text)


def _one_line(text: str) -> str:
    return _printable(text.replace("\n", " "))
