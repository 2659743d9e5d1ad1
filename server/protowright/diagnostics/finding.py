"""A diagnostic without its text: plain data that can be printed, sent to another process and kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Related
from protowright.text.line_index import LineIndex
from protowright.text.span import Span

MAXIMUM_WIDTH = 160
"""A longer line is cut around the fault."""


class Excerpt(NamedTuple):
    """The line a place starts in, printable and cut to `MAXIMUM_WIDTH`; the place is `width` characters from `start`."""

    text: str
    start: int
    width: int


class Place(NamedTuple):
    """A range in the file at the absolute `path`; lines and columns from 1 in code points, the end is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Note(NamedTuple):
    """A second place that explains a finding."""

    message: str
    place: Place
    excerpt: Excerpt


class Change(NamedTuple):
    """Put `new_text` there."""

    place: Place
    new_text: str


class Repair(NamedTuple):
    """Changes to the file that together mend the fault; the title is an imperative."""

    title: str
    changes: tuple[Change, ...]


class Finding(NamedTuple):
    """What `Diagnostic` says, with lines and columns in the place of offsets."""

    code: str
    severity: str
    message: str
    place: Place
    excerpt: Excerpt
    help: str | None
    notes: tuple[Note, ...]
    repairs: tuple[Repair, ...]


LinesOf = Callable[[str], "LineIndex | None"]


def find(diagnostic: Diagnostic, path: str, lines: LineIndex, lines_of: LinesOf) -> Finding:
    """The diagnostic of the file at the absolute `path`; `lines_of` gives the lines of another file by its path.

    Related places in files that are not there are left out.
    """
    return Finding(
        diagnostic.code.name,
        diagnostic.severity.value,
        diagnostic.message,
        place(path, diagnostic.span, lines),
        excerpt(diagnostic.span, lines),
        diagnostic.help,
        tuple(
            _note(related, related.path or path, found)
            for related in diagnostic.related
            if (found := lines_of(related.path) if related.path else lines) is not None
        ),
        tuple(_repair(fix, path, lines) for fix in diagnostic.fixes),
    )


def place(path: str, span: Span, lines: LineIndex) -> Place:
    """Where a span is. A span outside the text is brought into it."""
    line, column = lines.position(span.start)
    end_line, end_column = lines.position(max(span.start, span.end))
    return Place(path, line + 1, column + 1, end_line + 1, end_column + 1)


def excerpt(span: Span, lines: LineIndex) -> Excerpt:
    """The first line of a span; at least one character is marked, also behind the end of the line."""
    line, column = lines.position(span.start)
    text = lines.line_text(line)
    width = max(1, min(span.end - span.start, len(text) - column))
    start = max(0, column - MAXIMUM_WIDTH // 2) if len(text) > MAXIMUM_WIDTH else 0
    shown = text[start : start + MAXIMUM_WIDTH]
    return Excerpt(printable(shown), column - start, max(1, min(width, len(shown) - (column - start))))


def printable(text: str) -> str:
    """The text with one printable character for each of its own."""
    return "".join(character if character.isprintable() else " " if character == "\t" else "·" for character in text)


def finding_of(data: Any) -> Finding:
    """The finding that was written as nested lists (what JSON makes of it).

    Raises TypeError or ValueError when the lists have another shape.
    """
    code, severity, message, at, line, help, notes, repairs = data
    return Finding(
        code,
        severity,
        message,
        Place(*at),
        Excerpt(*line),
        help,
        tuple(Note(text, Place(*where), Excerpt(*shown)) for text, where, shown in notes),
        tuple(
            Repair(title, tuple(Change(Place(*where), new_text) for where, new_text in changes))
            for title, changes in repairs
        ),
    )


def _note(related: Related, path: str, lines: LineIndex) -> Note:
    return Note(related.message, place(path, related.span, lines), excerpt(related.span, lines))


def _repair(fix: Fix, path: str, lines: LineIndex) -> Repair:
    return Repair(fix.title, tuple(Change(place(path, edit.span, lines), edit.new_text) for edit in fix.edits))
