"""Formatting of `.proto` files: all of one, a range, and what typing has ended."""

from __future__ import annotations

from protowright.ide.languages import is_proto
from protowright.project.snapshot import Snapshot
from protowright.proto.format.edits import format_edits, format_range_edits, format_typed_edits
from protowright.proto.format.settings import FormatSettings
from protowright.proto.syntax.tree import FileTree
from protowright.text.edit import Edit
from protowright.text.span import Span


def format_file(snapshot: Snapshot, path: str, settings: FormatSettings) -> list[Edit]:
    """The edits that bring the file at `path` in form; none for a file in another language."""
    tree = _tree(snapshot, path)
    return [] if tree is None else format_edits(tree, settings)


def format_range(snapshot: Snapshot, path: str, span: Span, settings: FormatSettings) -> list[Edit]:
    """The edits for the statements that `span` touches."""
    tree = _tree(snapshot, path)
    return [] if tree is None else format_range_edits(tree, span, settings)


def format_typed(snapshot: Snapshot, path: str, offset: int, typed: str, settings: FormatSettings) -> list[Edit]:
    """The edits after `typed` was written right before `offset`."""
    tree = _tree(snapshot, path)
    return [] if tree is None else format_typed_edits(tree, offset, typed, settings)


def _tree(snapshot: Snapshot, path: str) -> FileTree | None:
    document = snapshot.document(path) if is_proto(path) else None
    return None if document is None else document.tree
