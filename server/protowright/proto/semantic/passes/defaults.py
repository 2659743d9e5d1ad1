"""Default values of fields."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.guesses import guesses
from protowright.proto.semantic.features_of import features_of
from protowright.proto.semantic.linking import FieldType, LinkedFile
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.options.values import INTEGER_RANGES
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.symbols import EnumSymbol, FieldSymbol
from protowright.proto.syntax.literals import float_value, integer_value, is_integer, is_malformed
from protowright.proto.syntax.nodes import Identifier, Option, SignedValue, StringLiteral, Value
from protowright.text.nearest import nearest


def defaults(link: LinkedFile) -> Iterator[Diagnostic]:
    """The default of every field and extension that has one."""
    for message in link.symbols.all_messages():
        for field in message.fields:
            if field.options:
                yield from _field(link, field)
    for extension in link.symbols.all_extensions():
        if extension.options:
            yield from _field(link, extension)


def _field(link: LinkedFile, field: FieldSymbol) -> Iterator[Diagnostic]:
    written = [option for option in field.options if option_name(option) == "default"]
    if not written:
        return
    for option in written[1:]:
        yield fault(link, codes.OPTION_SET_TWICE, "`default` is set already", option)
    refused = _refusal(link, field)
    if refused is not None:
        yield fault(link, codes.DEFAULT_NOT_ALLOWED, refused, written[0])
    elif written[0].value is not None and not is_malformed(written[0].value):
        yield from _value(link, link.type_of(field), written[0], written[0].value)


def _refusal(link: LinkedFile, field: FieldSymbol) -> str | None:
    """Why the field may have no default."""
    if field.map_entry is not None:
        return "a map has no default"
    if field.is_repeated:
        return "a repeated field has no default"
    if link.type_of(field).message is not None:
        return "a message has no default"
    if link.symbols.is_proto3:
        return "proto3 has no explicit defaults"
    if features_of(link, field)["field_presence"] == "IMPLICIT" and field.oneof is None:
        return "a field with implicit presence has no default"
    return None


def _value(link: LinkedFile, type: FieldType, option: Option, value: Value) -> Iterator[Diagnostic]:
    if type.enum is not None:
        yield from _enum(link, type.enum, value)
        return
    if type.keyword in INTEGER_RANGES:
        yield from _integer(link, type.keyword, value)
        return
    fits = _FITS.get(type.keyword)
    if fits is not None and not fits(value):
        yield fault(link, codes.DEFAULT_TYPE_MISMATCH, f"the default is no {type.keyword}", value)


def _enum(link: LinkedFile, enum: EnumSymbol, value: Value) -> Iterator[Diagnostic]:
    if not isinstance(value, Identifier):
        message = f"the default is the name of a value of `{enum.full_name}`"
        yield fault(link, codes.DEFAULT_TYPE_MISMATCH, message, value)
        return
    names = [known.name.text for known in enum.values]
    if value.text not in names:
        message = f"the enum `{enum.full_name}` has no value `{value.text}`"
        fixes = guesses(link.symbols.tree.span(value), nearest(value.text, names, 3))
        yield fault(link, codes.UNKNOWN_ENUM_VALUE, message, value, f"it has {', '.join(names[:12])}", fixes)


def _integer(link: LinkedFile, keyword: str, value: Value) -> Iterator[Diagnostic]:
    number = integer_value(value)
    if number is None or not is_integer(value):
        yield fault(link, codes.DEFAULT_TYPE_MISMATCH, "the default is no integer", value)
        return
    low, high = INTEGER_RANGES[keyword]
    if not low <= number <= high or (low == 0 and isinstance(value, SignedValue)):
        message = f"the default is out of range for {keyword}: it goes from {low} to {high}"
        yield fault(link, codes.DEFAULT_OUT_OF_RANGE, message, value)


def _is_number(value: Value) -> bool:
    return not isinstance(value, StringLiteral) and float_value(value) is not None


_FITS = {
    "bool": lambda value: isinstance(value, Identifier) and value.text in ("true", "false"),
    "string": lambda value: isinstance(value, StringLiteral),
    "bytes": lambda value: isinstance(value, StringLiteral),
    "float": _is_number,
    "double": _is_number,
}
