"""What fits that is typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from protowright.ide.completion.ranking import Typing

_WORDS = st.text(alphabet="abAB._[]^-\\\n\u0130", max_size=8)


def _holds_in_order(label: str, typed: str) -> bool:
    letters = iter(label)
    return all(each in letters for each in typed)


@given(label=_WORDS, typed=_WORDS)
def test_ranks_are_what_they_say(label: str, typed: str) -> None:
    rank = Typing(typed).rank(label)
    low, lower = label.lower(), typed.lower()
    fits = label.startswith(typed), low.startswith(lower), low.rpartition(".")[2].startswith(lower)
    assert rank == next((number for number, each in enumerate((*fits, _holds_in_order(low, lower))) if each), None)


def test_a_long_label_that_nearly_fits_is_refused_at_once() -> None:
    assert Typing("a" * 40 + "b").rank("a" * 8_000) is None
