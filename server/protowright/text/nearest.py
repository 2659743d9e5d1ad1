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


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """A help sentence that names the nearest candidates, or None when none is near."""
    return suggestion(nearest(word, candidates, count=3))


def suggestion(names: Iterable[str]) -> str | None:
    """A help sentence that names all of `names`, or None when there are none."""
    shown = " or ".join(f"`{name}`" for name in names)
    return f"did you mean {shown}?" if shown else None
