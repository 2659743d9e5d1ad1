"""From a request file to its text in form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protowright.proto.format.settings import FormatSettings
from protowright.request.format.items import Item, Items, Kind, span_of
from protowright.request.format.json_printer import json_in_form
from protowright.request.format.lines import line_in_form
from protowright.request.syntax.lines import Line
from protowright.request.syntax.nodes import RequestFile
from protowright.request.syntax.parser import parse_request_file
from protowright.text.span import Span

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of the text, and what takes its place: the gap before an item, or the item itself."""

    span: Span
    new_text: str
    is_gap: bool


def format_request_text(text: str, settings: FormatSettings | None = None) -> str:
    """The text of a request file in form.

    Nothing but white space changes. Lines and bodies that do not parse stay as they are, and so does what belongs to
    other tools: scripts, and requests of other protocols. Lines end as the first one does.
    """
    found = request_segments(parse_request_file(text), FormatSettings() if settings is None else settings)
    return "".join([segment.new_text for segment in found])


def request_segments(file: RequestFile, settings: FormatSettings) -> list[Segment]:
    """The parts of the text of a file, gap and item by turns, from its start to its end."""
    if not settings.is_on:
        return [Segment(Span(0, len(file.text)), file.text, is_gap=False)]
    items = Items(file)
    found = _LINE_END.search(file.text)
    return list(_segments(file.text, items, settings, found[0] if found else "\n"))


def _segments(text: str, items: Items, settings: FormatSettings, line_end: str) -> Iterator[Segment]:
    before: Item | None = None
    position = 0
    for item in items.found:
        span = span_of(items.lines, item)
        yield Segment(Span(position, span.start), _gap(text, items.lines, before, item, line_end), is_gap=True)
        form = _form(text, items.lines, item, settings)
        yield Segment(span, span.of(text) if form is None else form.replace("\n", line_end), is_gap=False)
        before, position = item, span.end
    is_kept = before is not None and before.kind is Kind.VERBATIM and not items.lines[before.last].text.strip()
    rest = text[position:] if is_kept else line_end if before is not None else ""
    yield Segment(Span(position, len(text)), rest, is_gap=True)


def _form(text: str, lines: list[Line], item: Item, settings: FormatSettings) -> str | None:
    """The text of an item in form; None when it stays as it is."""
    if item.kind is Kind.VERBATIM:
        return None
    if item.kind is Kind.JSON:
        return json_in_form(span_of(lines, item).of(text), settings)
    return line_in_form(lines[item.first], item.kind)


# Empty lines


def _gap(text: str, lines: list[Line], before: Item | None, item: Item, line_end: str) -> str:
    """What stands between two items. Where both stay as they are, so does it."""
    if before is None:
        start = lines[item.first].start
        return text[:start] if item.kind is Kind.VERBATIM else ""
    if before.kind is item.kind is Kind.VERBATIM:
        return text[lines[before.last].end : lines[item.first].start]
    return line_end * (1 + _blanks(lines, before, item))


def _blanks(lines: list[Line], before: Item, item: Item) -> int:
    """How many empty lines stand between two items: one where there were some, and one before a block."""
    if lines[item.first].text.startswith("###"):
        return int(bool(lines[before.last].text.strip()))
    return min(1, item.first - before.last - 1)
