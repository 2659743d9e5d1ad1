"""Sorting in pieces is sorting."""

from __future__ import annotations

import random

import pytest

from protowright.text.gradually import PIECE, sorted_gradually


@pytest.mark.parametrize("count", [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 7])
def test_the_order_is_that_of_sorted_and_equal_items_keep_theirs(count: int) -> None:
    source = random.Random(count)
    items = [(source.randrange(count // 3 + 1), index) for index in range(count)]
    assert list(sorted_gradually(items, lambda item: item[0])) == sorted(items, key=lambda item: item[0])


def test_others_may_go_on_all_along() -> None:
    pauses: list[int] = []
    found = list(sorted_gradually(range(10 * PIECE, 0, -1), lambda item: item, lambda: pauses.append(1)))
    assert found[0] == 1 and len(pauses) == 20
