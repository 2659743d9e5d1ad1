"""Which candidates fit what is typed, and which come first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from operator import itemgetter
from typing import NamedTuple

from protowright.ide.completion.items import MAXIMUM_ITEMS
from protowright.project.name_index import KnownName
from protowright.proto.semantic.symbols import Symbol

MEANT, INNER, BUILT_IN, SAME_FILE, IMPORTED, SAME_PACKAGE, ELSEWHERE, LAST = range(8)
"""How near a candidate is: the surroundings name it; it is in the same message; and so on outwards."""


class Candidate(NamedTuple):
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
    typing = Typing(typed)
    fitting = [(key, each) for each in candidates if (key := _key(each, typing)) is not None]
    fitting.sort(key=itemgetter(0))
    return [each for _, each in fitting[:MAXIMUM_ITEMS]], len(fitting) > MAXIMUM_ITEMS


def _key(candidate: Candidate, typing: Typing) -> tuple[int, int, int, int, str] | None:
    rank = typing.rank(candidate.label.lstrip("("))
    if rank is None:
        return None
    return int(rank > 1), candidate.nearness, rank, len(candidate.label), candidate.label


class Typing:
    """What is typed so far, to be compared with many labels."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._lower = typed.lower()
        self._in_order = re.compile("".join(f"[^{each}]*{each}" for each in map(re.escape, self._lower)))

    def rank(self, label: str) -> int | None:
        """How well a label fits: 0 when it starts with what is typed, 1 when in another case, 2 when its last part does, 3
        when it holds the characters in their order; None when it does not fit."""
        if label.startswith(self._typed):
            return 0
        lower = label.lower()
        if lower.startswith(self._lower):
            return 1
        if "." in lower and lower.rpartition(".")[2].startswith(self._lower):
            return 2
        return None if self._in_order.match(lower) is None else 3
