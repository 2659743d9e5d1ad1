"""The field that an option stands at, as far as it is written in front of its options."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.ide.completion.question import Question
from protowright.proto.semantic.names import SCALARS
from protowright.proto.semantic.symbols import EnumSymbol
from protowright.proto.syntax.declarations import LABELS


@dataclass(frozen=True, slots=True)
class FieldHead:
    """A field's label, empty without one, and its type as written; of a map, `type_text` is empty.

    `keyword` is the scalar type, else `message` or `enum`, and `unknown` for what has no meaning here.
    """

    label: str
    type_text: str
    keyword: str
    enum: EnumSymbol | None = None

    @property
    def is_map(self) -> bool:
        """Whether it is a map."""
        return not self.type_text


def field_head(question: Question) -> FieldHead:
    """The head of the field around the cursor, told from its tokens: the text may be broken behind it."""
    words = question.context.statement
    label = words[0] if words[:1] and words[0] in LABELS else ""
    start, end = len(label) > 0, words.index("=") - 1 if "=" in words else len(words)
    if words[start : start + 1] == ("group",) and end == start + 1:
        return FieldHead(label, "group", "message")
    text = "".join(words[start:end])
    if text.startswith("map<"):
        return FieldHead(label, "", "message")
    if text in SCALARS:
        return FieldHead(label, text, text)
    symbol = question.link.scope.resolve_type(text, question.context.scope)
    if symbol is None:
        return FieldHead(label, text or "?", "unknown")
    return FieldHead(label, text, symbol.kind.value, symbol if isinstance(symbol, EnumSymbol) else None)
