"""Formatting of `.proto` and request files: all of one, a range, and what typing has ended."""

from __future__ import annotations

from protowright.ide.languages import is_proto, is_request
from protowright.project.snapshot import Snapshot
from protowright.proto.format.edits import format_edits, format_range_edits, format_typed_edits
from protowright.proto.format.settings import FormatSettings
from protowright.request.format.edits import (
    format_request_edits,
    format_request_range_edits,
    format_request_typed_edits,
)
from protowright.text.edit import Edit
from protowright.text.span import Span


def format_file(snapshot: Snapshot, path: str, settings: FormatSettings) -> list[Edit]:
    """The edits that bring the file at `path` in form; none for a file in another language."""
    document = snapshot.document(path)
    if document is None:
        return []
    if is_proto(path):
        return format_edits(document.tree, settings)
    return format_request_edits(document.requests, settings) if is_request(path) else []


def format_range(snapshot: Snapshot, path: str, span: Span, settings: FormatSettings) -> list[Edit]:
    """The edits for the statements, lines or messages that `span` touches."""
    document = snapshot.document(path)
    if document is None:
        return []
    if is_proto(path):
        return format_range_edits(document.tree, span, settings)
    return format_request_range_edits(document.requests, span, settings) if is_request(path) else []


def format_typed(snapshot: Snapshot, path: str, offset: int, typed: str, settings: FormatSettings) -> list[Edit]:
    """The edits after `typed` was written right before `offset`."""
    document = snapshot.document(path)
    if document is None:
        return []
    if is_proto(path):
        return format_typed_edits(document.tree, offset, typed, settings)
    return format_request_typed_edits(document.requests, offset, typed, settings) if is_request(path) else []
