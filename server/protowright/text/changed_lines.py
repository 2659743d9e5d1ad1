"""The lines that differ between a part of a text and what takes its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import accumulate, islice, takewhile

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
    starts = list(accumulate(map(len, before), initial=span.start))
    for first, last, new_first, new_last in _changes(before, after):
        yield Edit(Span(starts[first], starts[last]), "".join(after[new_first:new_last]))


def _changes(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Which lines make place for which others, as the indexes where both begin and end."""
    start = _common(zip(before, after, strict=False))
    least = min(len(before), len(after)) - start
    end = _common(islice(zip(reversed(before), reversed(after), strict=False), least))
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if set(old).isdisjoint(new):  # as nearly always: a comparison takes longer than all the formatting in between
        yield start, start + len(old), start, start + len(new)
        return
    for tag, *indexes in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            first, last, new_first, new_last = (start + index for index in indexes)
            yield first, last, new_first, new_last


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    """How many pairs of lines are the same, up to the first that are not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
