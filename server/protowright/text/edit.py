"""Replacing parts of a text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from protowright.text.span import Span


class Edit(NamedTuple):
    """Put `new_text` in the place of `span`. An empty span inserts."""

    span: Span
    new_text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all `edits`, whose spans refer to the text before any of them.

    Insertions at one place keep their order. Raises ValueError when two edits overlap.
    """
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < position:
            raise ValueError(f"edits overlap at offset {edit.span.start}")
        parts += (text[position : edit.span.start], edit.new_text)
        position = edit.span.end
    return "".join([*parts, text[position:]])


def difference(old: str, new: str) -> Edit:
    """The smallest single edit that turns `old` into `new`."""
    limit = min(len(old), len(new))
    start = _common_prefix(old, new, limit)
    tail = _common_suffix(old, new, limit - start)
    return Edit(Span(start, len(old) - tail), new[start : len(new) - tail])


def _common_prefix(old: str, new: str, limit: int) -> int:
    """Found by halving, so that the comparisons run in C whatever the size of the text."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_suffix(old: str, new: str, limit: int) -> int:
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return low
