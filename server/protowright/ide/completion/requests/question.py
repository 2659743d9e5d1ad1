"""What completion in a request file is asked: a place, and what is known of its surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from protowright.ide.completion.items import MAXIMUM_ITEMS, CompletionItem, CompletionList
from protowright.ide.completion.ranking import Typing
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.lines import Line
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.text.span import Span

FIRST, NEAR, USUAL, LATE = range(4)
"""How near an item is: those of the surroundings come before those that are always there."""


@dataclass(frozen=True)
class Question:
    """The place `offset` in the `block` of the request file at `path`.

    `snippets`: the client takes them. `trigger` is the character that asked, empty when a person did.
    """

    snapshot: Snapshot
    path: str
    file: RequestFile
    block: Block
    offset: int
    snippets: bool = False
    trigger: str = ""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.file.text

    @cached_property
    def line(self) -> Line:
        """The line of the cursor."""
        start = max(self.text.rfind("\n", 0, self.offset), self.text.rfind("\r", 0, self.offset)) + 1
        ends = [end for mark in "\r\n" if (end := self.text.find(mark, self.offset)) >= 0]
        return Line(self.text[start : min(ends, default=len(self.text))], start)

    @property
    def before(self) -> str:
        """The line up to the cursor."""
        return self.text[self.line.start : self.offset]

    @property
    def behind(self) -> str:
        """The line from the cursor on."""
        return self.text[self.offset : self.line.end]

    def word(self, typed: str, rest: int = 0) -> Span:
        """The span of what is `typed` in front of the cursor, and of `rest` characters behind it."""
        return Span(self.offset - len(typed), self.offset + rest)


@dataclass(frozen=True, slots=True)
class Offer:
    """An item, and how near it is. `match` is what has to fit what is typed: the label, when it is empty."""

    item: CompletionItem
    nearness: int = USUAL
    match: str = ""


def ranked(offers: list[Offer], typed: str, keeps_order: bool = True) -> CompletionList:
    """The items of the offers that fit what is typed: what begins so comes before what only holds it, then what is nearer.

    Within the same nearness, the order of the offers is kept, or that of the alphabet.
    """
    found, typing = [], Typing(typed)
    for index, offer in enumerate(offers):
        rank = typing.rank(offer.match or offer.item.label)
        if rank is not None:
            order = index if keeps_order else 0
            found.append(((rank > 1, offer.nearness, rank, order, offer.item.label, index), offer.item))
    found.sort(key=lambda pair: pair[0])
    items = tuple(item for _, item in found[:MAXIMUM_ITEMS])
    return CompletionList(items, len(found) > MAXIMUM_ITEMS)
