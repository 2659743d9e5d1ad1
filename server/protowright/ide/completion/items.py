"""What a completion list is made of."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.text.edit import Edit
from protowright.text.span import Span

MAXIMUM_ITEMS = 100
"""A list holds at most so many items; it says so when there are more. Nobody reads as far, and twice as many would be a
fifth of the time that a list takes, on its way to the editor alone."""


@dataclass(frozen=True, slots=True)
class Declared:
    """Where an item's documentation is: a full name, and the absolute path of the file that declares it."""

    path: str
    full_name: str


@dataclass(frozen=True, slots=True)
class CompletionItem:
    """An item: accepting it puts `new_text` in the place of `span`. `kind` is the language's word for what it names.

    `additional_edits` are made as well, elsewhere in the file. `new_text` of a snippet has places to fill in, `$1` and
    `$0`. What is `declared` has its documentation there, and `documentation` is empty. `commit_characters` accept the item
    when they are typed.
    """

    label: str
    kind: str
    detail: str
    documentation: str
    new_text: str
    span: Span
    additional_edits: tuple[Edit, ...] = ()
    declared: Declared | None = None
    is_deprecated: bool = False
    is_snippet: bool = False
    commit_characters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CompletionList:
    """The items, best first; `is_incomplete` when more of them would fit."""

    items: tuple[CompletionItem, ...] = ()
    is_incomplete: bool = False
