"""The statements of a block or a file, each with what stands before it; empty ones are left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from protowright.proto.format.gaps import EMPTY_GAP, Gap, read_gap
from protowright.proto.syntax.nodes import Declaration, Empty


@dataclass(frozen=True, slots=True)
class Statement:
    """A declaration, and the gap between it and the statement or brace before it.

    `declaration` is None for what stands behind the last one. With `is_verbatim`, declaration and gap stay as they are.
    """

    declaration: Declaration | None
    gap: Gap
    is_verbatim: bool = False


def gathered(body: Iterable[Declaration], behind: str, verbatim: frozenset[Declaration]) -> list[Statement]:
    """The statements of a body, and last what follows them; `behind` is the trivia up to the end of the body.

    The comments around an empty statement belong to the next one; those behind it do not trail the one before.
    """
    found: list[Statement] = []
    dropped: list[Empty] = []
    for declaration in body:
        if declaration in verbatim:
            found += (Statement(each, EMPTY_GAP, is_verbatim=True) for each in (*dropped, declaration))
        elif isinstance(declaration, Empty) and declaration.first == declaration.last:  # no modifier before it
            dropped.append(declaration)
            continue
        else:
            found.append(Statement(declaration, _gap(dropped, _trivia(declaration))))
        dropped = []
    return [*found, Statement(None, _gap(dropped, behind))]


def _trivia(declaration: Declaration) -> str:
    return declaration.piece.tokens.trivia[declaration.first]


def _gap(dropped: list[Empty], trivia: str) -> Gap:
    """The gap that is written as `trivia`, together with what is around the empty statements before it."""
    if not dropped:
        return read_gap(trivia)
    gap = read_gap(_trivia(dropped[0]))
    for text in (*map(_trivia, dropped[1:]), trivia):
        gap = gap.joined(read_gap(text), keeps_line=False)
    return gap
