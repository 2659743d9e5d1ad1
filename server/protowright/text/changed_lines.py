"""The lines that differ between a part of a text and what takes its place."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from protowright.text.edit import Edit
from protowright.text.span import Span

MAXIMUM_COMPARED = 400_000
"""How many pairs of lines are compared at most to find those that stay, between two places that agree."""


def changed_lines(text: str, span: Span, new: str) -> Iterator[Edit]:
    """The edits that put `new` in the place of a span, line by line."""
    old = span.of(text)
    if old == new:
        return
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) * len(after) > MAXIMUM_COMPARED:
        yield Edit(span, new)
        return
    starts = [span.start]
    for line in before:
        starts.append(starts[-1] + len(line))
    for tag, first, last, new_first, new_last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield Edit(Span(starts[first], starts[last]), "".join(after[new_first:new_last]))
