"""Which built-in options fit the declaration at the cursor (`ValidateOptions` in protoc's descriptor.cc)."""

from __future__ import annotations

from collections.abc import Callable

from protowright.ide.completion.field_heads import FieldHead, field_head
from protowright.ide.completion.frames import EXTEND, OPTIONS
from protowright.ide.completion.question import Question
from protowright.proto.semantic.features_of import edition_number
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.options.wire import PACKABLE
from protowright.proto.semantic.passes.field_options import LONG
from protowright.proto.syntax.nodes import EnumValue, Field

_UNKNOWN = "unknown"
_WITHOUT_TYPES = 2024
"""The first edition in which `ctype` is gone."""


def fits(question: Question, name: str) -> bool:
    """Whether the option `name` may be set here: the compiler would say that it may not."""
    symbols = question.link.symbols
    if question.context.target == "FieldOptions":
        check = _OF_FIELDS.get(name)
        return check is None or check(question, field_head(question))
    if name == "map_entry":
        return False
    return not (name == "message_set_wire_format" and symbols.is_proto3) and not (
        name == "java_string_check_utf8" and symbols.is_editions
    )


def set_already(question: Question) -> set[str]:
    """The options of one part in the same brackets: those in front, and where the text is whole, those behind too."""
    tree, cursor = question.link.symbols.tree, question.context.span.start
    node = next((each for each in reversed(tree.path_at(cursor)) if isinstance(each, (Field, EnumValue))), None)
    options = [] if node is None else node.options or []
    names = (option_name(each) for each in options if not tree.span(each).contains(cursor))
    in_front = (name for frame in question.context.frames if frame.kind == OPTIONS for name in frame.names)
    return {name for name in (*names, *in_front) if name is not None}


def _packed(question: Question, field: FieldHead) -> bool:
    can_be = field.keyword in PACKABLE or field.keyword in ("enum", _UNKNOWN)
    return not question.link.symbols.is_editions and field.label == "repeated" and can_be


def _default(question: Question, field: FieldHead) -> bool:
    is_single = field.label != "repeated" and not field.is_map
    return not question.link.symbols.is_proto3 and is_single and field.keyword != "message"


def _lazy(question: Question, field: FieldHead) -> bool:
    return field.keyword in ("message", _UNKNOWN) and not field.is_map


def _unverified_lazy(question: Question, field: FieldHead) -> bool:
    return _lazy(question, field) and all(frame.kind != EXTEND for frame in question.context.frames)


def _jstype(question: Question, field: FieldHead) -> bool:
    return field.keyword in LONG or field.keyword == _UNKNOWN


def _ctype(question: Question, field: FieldHead) -> bool:
    return edition_number(question.link.symbols) < _WITHOUT_TYPES


_OF_FIELDS: dict[str, Callable[[Question, FieldHead], bool]] = {
    "packed": _packed,
    "default": _default,
    "lazy": _lazy,
    "unverified_lazy": _unverified_lazy,
    "jstype": _jstype,
    "ctype": _ctype,
}
