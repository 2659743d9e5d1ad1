"""Values of options and of fields in message literals."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.completion.context import Part, Place
from protowright.ide.completion.field_heads import field_head
from protowright.ide.completion.option_names import is_usable
from protowright.ide.completion.option_path import field_before
from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import INNER, LAST, Candidate
from protowright.proto.semantic.linking import FieldType
from protowright.proto.semantic.symbols import EnumSymbol

_FLOATS = ("float", "double")


def value_candidates(question: Question) -> Iterator[Candidate]:
    """The values that the option, or the entry of the literal, may have."""
    context = question.context
    if context.option == (Part("default"),) and not context.entries:
        yield from _default(question)
        return
    if context.option == (Part("json_name"),):
        yield _quotes(question)
        return
    field = field_before(question.link, context)
    if field is None:
        return
    option = context.option[0].text if context.option else ""
    yield from _of_type(question, question.link.type_of(field), option)


def _default(question: Question) -> Iterator[Candidate]:
    """The values of the field's own type."""
    field = field_head(question)
    if field.enum is not None:
        yield from _enum_values(question, field.enum, "")
    else:
        yield from _of_type(question, FieldType(field.keyword), "")


def _of_type(question: Question, type: FieldType, option: str) -> Iterator[Candidate]:
    if type.enum is not None:
        yield from _enum_values(question, type.enum, option)
    elif type.message is not None:
        yield Candidate("{}", "literal", LAST, type.message.full_name, "{}", snippet="{ $0 }")
    elif type.keyword == "bool":
        yield from (Candidate(word, "value", new_text=word) for word in ("true", "false"))
    elif type.keyword in ("string", "bytes"):
        yield _quotes(question)
    elif type.keyword in _FLOATS:
        yield from (Candidate(word, "value", new_text=word) for word in ("inf", "nan"))


def _enum_values(question: Question, enum: EnumSymbol, option: str) -> Iterator[Candidate]:
    for value in enum.values:
        if option == "features" and value.number == 0:
            continue  # it stands for no value
        if not option or is_usable(question, value, option):
            number = "" if value.number is None else f"{enum.full_name} = {value.number}"
            name = value.name.text
            yield Candidate(name, "enum value", INNER, number, name, value.full_name, symbol=value)


def _quotes(question: Question) -> Candidate:
    is_literal = question.context.place is Place.LITERAL_VALUE
    return Candidate('""', "literal", LAST, "a value" if is_literal else "a string", '""', snippet='"$0"')
