"""Names for new fields, made from their types."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import Candidate
from protowright.proto.semantic.names import SCALARS
from protowright.proto.semantic.ranges import reserved_names
from protowright.proto.semantic.symbols import MessageSymbol

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$")


def snake_case(name: str) -> str:
    """`UserProfile` as the style guide writes fields: `user_profile`."""
    return _HUMP.sub("_", name).lower()


def plural(word: str) -> str:
    """The plural of an English word by its regular rules."""
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _SIBILANT.search(word) else "s")


def field_name_candidates(question: Question) -> Iterator[Candidate]:
    """A name for the field, unless its type is a scalar, which tells nothing."""
    words = question.context.words
    type_name = words[-1] if words else ""
    if type_name in SCALARS or not type_name[:1].isalpha():
        return
    name = snake_case(type_name)
    detail = f"a name made from `{type_name}`"
    names = (plural(name), name) if words[0] == "repeated" else (name,)
    for nearness, candidate in enumerate(names):
        if candidate not in _taken(question):
            yield Candidate(candidate, "field", nearness, detail, candidate)


def _taken(question: Question) -> set[str]:
    """The names of the message's other fields, and those that are reserved."""
    message = question.link.symbols.by_name.get(question.context.holder)
    if not isinstance(message, MessageSymbol):
        return set()
    names = {field.name.text for field in message.fields if not question.holds_cursor(field)}
    return names.union(
        *(reserved_names(ranges) for ranges in message.ranges), (oneof.name.text for oneof in message.oneofs)
    )
