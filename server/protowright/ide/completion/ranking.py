"""Which candidates fit what is typed, and which come first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from protowright.ide.completion.items import MAXIMUM_ITEMS
from protowright.project.name_index import KnownName
from protowright.proto.semantic.symbols import Symbol

MEANT, INNER, BUILT_IN, SAME_FILE, IMPORTED, SAME_PACKAGE, ELSEWHERE, LAST = range(8)
"""How near a candidate is: the surroundings name it; it is in the same message; and so on outwards."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may become an item. `new_text` is what accepting it writes, empty for what is to be worked out.

    A declared name has its `full_name`, and is a `symbol` that the file sees, or `known` from a scan.
    """

    label: str
    kind: str
    nearness: int = BUILT_IN
    detail: str = ""
    new_text: str = ""
    full_name: str = ""
    symbol: Symbol | None = None
    known: KnownName | None = None
    snippet: str = ""


def ranked(candidates: Iterable[Candidate], typed: str) -> tuple[list[Candidate], bool]:
    """The candidates that fit, best first and at most `MAXIMUM_ITEMS`, and whether there are more."""
    fitting = [(key, each) for each in candidates if (key := _key(each, typed)) is not None]
    fitting.sort(key=lambda pair: pair[0])
    return [each for _, each in fitting[:MAXIMUM_ITEMS]], len(fitting) > MAXIMUM_ITEMS


def _key(candidate: Candidate, typed: str) -> tuple[int, int, int, int, str] | None:
    rank = match_rank(candidate.label.lstrip("("), typed)
    if rank is None:
        return None
    return int(rank > 1), candidate.nearness, rank, len(candidate.label), candidate.label


def match_rank(label: str, typed: str) -> int | None:
    """How well a label fits: 0 when it starts with what is typed, 1 when in another case, 2 when its last part does, 3 when
    it holds the characters in their order; None when it does not fit."""
    if label.startswith(typed):
        return 0
    lower_label, lower = label.lower(), typed.lower()
    if lower_label.startswith(lower):
        return 1
    if lower_label.rpartition(".")[2].startswith(lower):
        return 2
    position = 0
    for character in lower:
        position = lower_label.find(character, position) + 1
        if position == 0:
            return None
    return 3
