"""Showing a diagnostic to a person: the message, the line, and what is wrong in it.

The result is a list of styled pieces of text; styles are names (`error`, `path`, `gutter`, `source`, `caret`, `mark`,
`help`...) that the command line maps to colours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.finding import MAXIMUM_WIDTH, Excerpt, Finding, Place, find, printable
from protowright.text.line_index import LineIndex

__all__ = ["MAXIMUM_WIDTH", "Piece", "render", "render_finding"]

Piece = tuple[str, str]


def render(diagnostic: Diagnostic, path: str, lines: LineIndex) -> Iterator[Piece]:
    """The pieces `(style, text)` for one diagnostic in the file shown as `path`, without places in other files."""
    return render_finding(find(diagnostic, path, lines, lambda _: None), str)


def render_finding(finding: Finding, shown: Callable[[str], str]) -> Iterator[Piece]:
    """The pieces `(style, text)` for one finding; `shown` makes of an absolute path what a person reads."""
    lines = [finding.place.line, *(note.place.line for note in finding.notes)]
    gutter = " " * len(str(max(lines)))
    yield finding.severity, f"{finding.severity}[{finding.code}]"
    yield "message", f": {_one_line(finding.message)}\n"
    yield from _source(gutter, "-->", finding.place, finding.excerpt, shown, ("caret", "^", ""))
    for note in finding.notes:
        label = f" {_one_line(note.message)}"
        yield from _source(gutter, ":::", note.place, note.excerpt, shown, ("mark", "-", label))
    if finding.help:
        yield "gutter", f"{gutter} = "
        yield "help", f"help: {_one_line(finding.help)}\n"
    for repair in finding.repairs:
        yield "gutter", f"{gutter} = "
        yield "help", f"fix: {_one_line(repair.title)}\n"
    yield "source", "\n"


def _source(
    gutter: str, arrow: str, place: Place, excerpt: Excerpt, shown: Callable[[str], str], mark: tuple[str, str, str]
) -> Iterator[Piece]:
    """Where a place is, its line, and the marks below it; `mark` is a style, a character and what follows the marks."""
    style, character, label = mark
    yield "gutter", f"{gutter}{arrow} "
    yield "path", f"{printable(shown(place.path))}:{place.line}:{place.column}\n"
    yield "gutter", f"{str(place.line).rjust(len(gutter))} | "
    yield "source", f"{excerpt.text}\n"
    yield "gutter", f"{gutter} | "
    yield style, f"{' ' * _columns(excerpt.text[: excerpt.start], excerpt.start)}{character * _width(excerpt)}{label}\n"


def _width(excerpt: Excerpt) -> int:
    """How many columns of a terminal the marked characters take."""
    return _columns(excerpt.text[excerpt.start : excerpt.start + excerpt.width], excerpt.width)


def _columns(text: str, least: int) -> int:
    """The columns a text takes on a terminal: wide characters (CJK, emoji) take two, combining ones none."""
    if text.isascii():
        return max(len(text), least)
    import unicodedata

    return max(
        1 if least else 0,
        sum(
            0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
            for character in text
        ),
    )


def _one_line(text: str) -> str:
    return printable(text.replace("\n", " "))
