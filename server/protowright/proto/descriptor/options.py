"""Setting the options that `descriptor.proto` itself declares.

Options in parentheses (custom options) are left out here: the names they use live in other files.
"""

from __future__ import annotations

import contextlib
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message as ProtoMessage

from protowright.proto.syntax.literals import float_value, integer_value, string_value
from protowright.proto.syntax.nodes import Identifier, ListLiteral, MessageLiteral, Option, StringLiteral, Value

_FLOATS = (FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT)


def apply_options(target: ProtoMessage, options: list[Option]) -> None:
    """Set on `target`, an options message, every option that it declares; what does not fit is left out."""
    for option in options:
        names = [part.name.text for part in option.name if part.name is not None]
        if option.value is None or any(part.is_extension for part in option.name) or not names:
            continue
        _set_path(target, names, option.value)


def _set_path(target: ProtoMessage, names: list[str], value: Value) -> None:
    for name in names[:-1]:
        field = target.DESCRIPTOR.fields_by_name.get(name)
        if field is None or field.message_type is None or field.is_repeated:
            return
        target = getattr(target, name)
    field = target.DESCRIPTOR.fields_by_name.get(names[-1])
    if field is not None:
        _set_field(target, field, value)


def _set_field(target: ProtoMessage, field: Any, value: Value) -> None:
    values = value.values if isinstance(value, ListLiteral) else [value]
    for item in values:
        if field.message_type is not None:
            _set_message(target, field, item)
            continue
        converted = _scalar(field, item)
        if converted is None:
            continue
        with contextlib.suppress(ValueError):  # a number out of the field's range
            if field.is_repeated:
                getattr(target, field.name).append(converted)
            else:
                setattr(target, field.name, converted)


def _set_message(target: ProtoMessage, field: Any, value: Value) -> None:
    if not isinstance(value, MessageLiteral):
        return
    message = getattr(target, field.name)
    message = message.add() if field.is_repeated else message
    message.SetInParent()
    for literal in value.fields:
        if literal.name is not None and literal.value is not None and not literal.bracketed:
            _set_path(message, [literal.name.text], literal.value)


def _scalar(field: Any, value: Value) -> Any:
    """The value as Python sets it, or None when it does not fit the field."""
    kind = field.cpp_type
    if kind == FieldDescriptor.CPPTYPE_STRING:
        return _text(field, value)
    if kind == FieldDescriptor.CPPTYPE_BOOL:
        return {"true": True, "false": False}.get(value.text) if isinstance(value, Identifier) else None
    if kind == FieldDescriptor.CPPTYPE_ENUM:
        known = field.enum_type.values_by_name.get(value.text) if isinstance(value, Identifier) else None
        return None if known is None else known.number
    return float_value(value) if kind in _FLOATS else integer_value(value)


def _text(field: Any, value: Value) -> str | bytes | None:
    if not isinstance(value, StringLiteral):
        return None
    raw = string_value(value)
    return raw if field.type == FieldDescriptor.TYPE_BYTES else raw.decode("utf-8", "replace")
