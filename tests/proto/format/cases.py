"""The cases in `cases/`: what is written, and its form.

`### title` starts a case, `~~~` stands between the two texts. A title that ends in `[not buf]` marks a form that is ours
on purpose; all others are proven by `python -m tests.proto.format.verify`, which asks `buf format`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("cases")
_TITLE = re.compile(r"^### ", re.MULTILINE)
_OWN = " [not buf]"


@dataclass(frozen=True, slots=True)
class Case:
    """One rule: a text, its form, and whether `buf format` gives the same."""

    topic: str
    title: str
    written: str
    form: str
    is_bufs: bool

    def __str__(self) -> str:
        return f"{self.topic}: {self.title}"


def read_cases() -> list[Case]:
    """All cases, in the order of their files."""
    return [case for path in sorted(FOLDER.glob("*.txt")) for case in _cases_of(path)]


def _cases_of(path: Path) -> list[Case]:
    parts = _TITLE.split(path.read_text(encoding="utf-8"))[1:]
    return [_case(path.stem, part) for part in parts]


def _case(topic: str, part: str) -> Case:
    title, _, texts = part.partition("\n")
    written, _, form = texts.partition("~~~\n")
    return Case(topic, title.removesuffix(_OWN), written, form.rstrip("\n") + "\n", not title.endswith(_OWN))
