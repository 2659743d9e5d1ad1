"""Formatting as edits: those of a whole text, of a range, and of what was just typed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from protowright.proto.format.formatter import Formatted, format_tree
from protowright.proto.format.settings import FormatSettings
from protowright.proto.syntax.tree import FileTree
from protowright.text.changed_lines import changed_lines
from protowright.text.edit import Edit
from protowright.text.span import Span


def format_edits(tree: FileTree, settings: FormatSettings) -> list[Edit]:
    """The edits that bring the text of a tree in form; lines that are in form are not touched."""
    segments = _segments(tree, format_tree(tree, settings))
    return [edit for span, new in segments for edit in changed_lines(tree.text, span, new)]


def format_range_edits(tree: FileTree, span: Span, settings: FormatSettings) -> list[Edit]:
    """The edits for the statements that `span` touches, comments included; nothing changes its place."""
    return [edit for part in _touched_parts(tree, span, settings) for edit in part]


def format_typed_edits(tree: FileTree, offset: int, typed: str, settings: FormatSettings) -> list[Edit]:
    """The edits after `typed` was written before `offset`: for the declaration that it has ended.

    A line end formats what the line before it ends. Nothing at or behind the cursor changes: where something there would
    have to, as behind a block within an option, nothing does, since the edits of one part are right only together.
    """
    end = len(tree.text[:offset].rstrip()) if typed in ("\n", "\r\n", "\r") else offset
    if tree.text[end - 1 : end] not in (";", "}") or "\n" in tree.text[end:offset].replace(typed, "", 1):
        return []
    ended = [node for node in tree.path_at(end) if tree.span(node).end == end]
    if not ended:
        return []
    parts = _touched_parts(tree, tree.span(ended[0]), settings)
    return [edit for part in parts if all(edit.span.end <= end for edit in part) for edit in part]


def _touched_parts(tree: FileTree, span: Span, settings: FormatSettings) -> Iterator[list[Edit]]:
    """The edits of each segment that a span touches; nothing changes its place."""
    for part, new in _segments(tree, format_tree(tree, settings, sorts=False)):
        if _touches(tree.text, part, span):
            yield list(changed_lines(tree.text, part, new))


def _segments(tree: FileTree, formatted: Formatted) -> Iterator[tuple[Span, str]]:
    """The text from one place that agrees to the next one: where it is, and what takes its place."""
    offsets, counts = [0], [0]
    for mark in formatted.marks:
        delta = tree.start_of(mark.piece) - mark.piece.origin + mark.behind
        offsets.append(mark.piece.tokens.end(mark.token) + delta)
        counts.append(mark.parts)
    spans = pairwise([*offsets, len(tree.text)])
    parts = pairwise([*counts, len(formatted.parts)])
    for (start, end), (first, last) in zip(spans, parts, strict=True):
        yield Span(start, end), "".join(formatted.parts[first:last])


def _touches(text: str, segment: Span, span: Span) -> bool:
    """Whether a span touches what is written in a segment, the white space at its start left out."""
    written = segment.of(text)
    start = segment.start + len(written) - len(written.lstrip())
    return start < segment.end and start <= span.end and span.start < segment.end
