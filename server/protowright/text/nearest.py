"""What somebody probably meant to type."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str], count: int = 1, likeness: float = 0.6) -> list[str]:
    """At most `count` candidates that look like `word`, the most alike first; case hardly matters.

    A `likeness` of 1 asks for the word itself, one of 0 for any.
    """
    from difflib import get_close_matches  # only what is wrong needs it

    by_lower: dict[str, str] = {}
    for candidate in candidates:
        by_lower.setdefault(candidate.lower(), candidate)
    found = get_close_matches(word.lower(), by_lower, n=count, cutoff=likeness)
    return [by_lower[name] for name in found]


class NearNames:
    """`nearest` for many words and the same candidates, each word looked up once.

    A text in which thousands of words are unknown is not full of typing errors: after `patience` comparisons of a word
    with a candidate nothing is near any more, so that the time stays in step with the size of the text.
    """

    def __init__(self, candidates: Iterable[str], patience: int = 1_000_000) -> None:
        self._candidates = list(candidates)
        self._patience = patience
        self._known: dict[str, list[str]] = {}

    def nearest(self, word: str, count: int) -> list[str]:
        """At most `count` candidates that look like `word`, the most alike first."""
        if word not in self._known:
            self._patience -= len(self._candidates)
            self._known[word] = nearest(word, self._candidates, count) if self._patience >= 0 else []
        return self._known[word]


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A help sentence that names the nearest candidates, or None when none is near."""
    return suggestion(nearest(word, candidates, count=3))


def suggestion(names: Iterable[str]) -> str | None:
    """A help sentence that names all of `names`, or None when there are none."""
    shown = " or ".join(f"`{name}`" for name in names)
    return f"did you mean {shown}?" if shown else None
