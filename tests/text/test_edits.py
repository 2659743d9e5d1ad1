"""Applying edits, and finding the one between two texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protowright.text.edit import Edit, apply_edits, difference
from protowright.text.span import Span

SMALL = st.text(alphabet="ab\n", max_size=30)


def test_edits_refer_to_the_text_before_any_of_them() -> None:
    edits = [Edit(Span(6, 9), "deux"), Edit(Span(0, 3), "un"), Edit(Span(9, 9), "!")]
    assert apply_edits("one + two", edits) == "un + deux!"


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply_edits("ad", [Edit(Span(1, 1), "b"), Edit(Span(1, 1), "c")]) == "abcd"


def test_an_insertion_may_touch_a_replacement() -> None:
    assert apply_edits("abc", [Edit(Span(1, 2), "X"), Edit(Span(1, 1), "<"), Edit(Span(2, 2), ">")]) == "a<X>c"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap at offset 1"):
        apply_edits("abc", [Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")])


@given(st.lists(st.tuples(SMALL, SMALL, SMALL), max_size=8), SMALL)
def test_separate_edits_do_what_replacing_part_by_part_does(parts: list[tuple[str, str, str]], rest: str) -> None:
    before, after, edits = "", "", []
    for kept, old, new in parts:
        start = len(before) + len(kept)
        edits.append(Edit(Span(start, start + len(old)), new))
        before += kept + old
        after += kept + new
    assert apply_edits(before + rest, edits) == after + rest


@given(SMALL, SMALL)
def test_the_difference_turns_the_one_into_the_other(old: str, new: str) -> None:
    edit = difference(old, new)
    assert apply_edits(old, [edit]) == new


@given(SMALL, SMALL, SMALL, SMALL)
def test_the_difference_is_the_smallest_single_edit(head: str, old: str, new: str, tail: str) -> None:
    edit = difference(head + old + tail, head + new + tail)
    removed, added = edit.span.of(head + old + tail), edit.new_text
    assert len(removed) <= len(old) and len(added) <= len(new)
    if removed and added:
        assert removed[0] != added[0] and removed[-1] != added[-1]
    if head + old == head + new:
        assert edit.span.start == edit.span.end and not edit.new_text


def test_span_touches_both_its_ends() -> None:
    span = Span(2, 4)
    assert [span.contains(offset) for offset in range(6)] == [False, False, True, True, True, False]
    assert span.of("abcdef") == "cd" and span.shifted(-2) == Span(0, 2)
