"""Formatting of requests as edits: those of a whole text, of a range, and of what was just typed."""

from __future__ import annotations

from protowright.proto.format.settings import FormatSettings
from protowright.request.format.formatter import Segment, request_segments
from protowright.request.syntax.nodes import RequestFile
from protowright.text.changed_lines import changed_lines
from protowright.text.edit import Edit
from protowright.text.span import Span


def format_request_edits(file: RequestFile, settings: FormatSettings) -> list[Edit]:
    """The edits that bring the text of a file in form; lines that are in form are not touched."""
    return _edits(file, request_segments(file, settings))


def format_request_range_edits(file: RequestFile, span: Span, settings: FormatSettings) -> list[Edit]:
    """The edits for the lines and messages that `span` touches, and for the empty lines between them."""
    segments = [part for part in request_segments(file, settings) if part.span.start <= span.end]
    return _edits(file, [part for part in segments if span.start <= part.span.end and _is_touched(part, span)])


def format_request_typed_edits(file: RequestFile, offset: int, typed: str, settings: FormatSettings) -> list[Edit]:
    """The edits after `typed` was written before `offset`: for the line or the message that it has ended.

    A bracket formats the message that it closes, a line end the line before it. Nothing at or behind the cursor changes.
    """
    is_line_end = typed in ("\n", "\r\n", "\r")
    end = len(file.text[:offset].removesuffix(typed).rstrip(" \t")) if is_line_end else offset
    for part in request_segments(file, settings):
        if not part.is_gap and part.span.start < end and part.span.end == end:
            is_several = "\n" in part.new_text or "\r" in part.new_text
            is_ended = typed in ("}", "]") if file.text[part.span.start] in "{[" else is_line_end and not is_several
            return _edits(file, [part]) if is_ended else []
    return []


def _is_touched(part: Segment, span: Span) -> bool:
    """A gap counts when it is touched beyond its borders: an item that is touched leaves the gaps around it alone."""
    return not part.is_gap or (span.start < part.span.end and part.span.start < span.end)


def _edits(file: RequestFile, segments: list[Segment]) -> list[Edit]:
    return [edit for part in segments for edit in changed_lines(file.text, part.span, part.new_text)]
