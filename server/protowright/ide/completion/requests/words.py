"""Items that are one word in a line."""

from __future__ import annotations

import re

from protowright.ide.completion.items import CompletionItem, Declared
from protowright.ide.completion.requests.question import USUAL, Offer, Question
from protowright.ide.completion.requests.shapes import escaped

_WORD = re.compile(r"[\w.$-]*")


def word_offer(
    question: Question,
    label: str,
    kind: str,
    typed: str,
    detail: str = "",
    *,
    text: str = "",
    snippet: str = "",
    nearness: int = USUAL,
    declared: Declared | None = None,
    rest: int | None = None,
    documentation: str = "",
    is_deprecated: bool = False,
) -> Offer:
    """The offer that puts `text` (the label, when it is empty) in the place of what is `typed`, and of `rest` characters
    behind the cursor: those of the word, when it is None. `snippet` is written instead, when the client takes snippets.
    """
    behind = len(rest_of_word(question)) if rest is None else rest
    is_snippet = bool(snippet) and question.snippets
    new_text = snippet if is_snippet else text or label
    span = question.word(typed, behind)
    facts = (), declared, is_deprecated, is_snippet
    return Offer(CompletionItem(label, kind, detail, documentation, new_text, span, *facts), nearness)


def rest_of_word(question: Question) -> str:
    """What of the word at the cursor stands behind it."""
    found = _WORD.match(question.behind)
    return found[0] if found is not None else ""


def with_place(before: str, after: str) -> str:
    """A snippet: two texts with the cursor between them."""
    return f"{escaped(before)}$0{escaped(after)}"
