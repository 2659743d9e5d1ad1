"""What edition 2026 adds: limits, names that collide in generated code, JSON strings of enum values."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import edition_number, features_of
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.symbols import EnumSymbol, EnumValueSymbol, FieldSymbol, MessageSymbol, Symbol
from protowright.proto.syntax.literals import string_value
from protowright.proto.syntax.nodes import Option, StringLiteral

MAXIMUM_FIELDS = 1500
MAXIMUM_ONEOFS = 1000
MAXIMUM_ONEOF_FIELDS = 1200
MAXIMUM_ENUM_VALUES = 1700
_PREFIXES = ("has_", "get_", "set_", "clear_")
_JSON_OPTION = "pb.enumvalue.json"


def edition_2026(link: LinkedFile) -> Iterator[Diagnostic]:
    """Everything that holds from edition 2026 on; the strings of enum values wherever their option is used."""
    if edition_number(link.symbols) >= 2026:
        for message in link.symbols.all_messages():
            if message.map_field is None:
                yield from _limits(link, message)
                yield from _collisions(link, message)
        for enum in link.symbols.all_enums():
            if len(enum.values) > MAXIMUM_ENUM_VALUES and _has_limits(link, enum):
                yield _too_many(link, enum, MAXIMUM_ENUM_VALUES, "values")
    for enum in link.symbols.all_enums():
        yield from _json_strings(link, enum)


def _has_limits(link: LinkedFile, symbol: Symbol) -> bool:
    return features_of(link, symbol)["enforce_proto_limits"] == "PROTO_LIMITS2026"


def _limits(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    for oneof in message.oneofs:
        if len(oneof.fields) > MAXIMUM_ONEOF_FIELDS and _has_limits(link, oneof):
            yield _too_many(link, oneof, MAXIMUM_ONEOF_FIELDS, "fields")
    if not _has_limits(link, message):
        return
    if len(message.fields) > MAXIMUM_FIELDS:
        yield _too_many(link, message, MAXIMUM_FIELDS, "fields")
    if len(message.oneofs) > MAXIMUM_ONEOFS:
        yield _too_many(link, message, MAXIMUM_ONEOFS, "oneofs")


def _too_many(link: LinkedFile, symbol: Symbol, limit: int, what: str) -> Diagnostic:
    message = f"`{symbol.name.text}` has more than {limit} {what}"
    help = "`features.enforce_proto_limits = LEGACY_NO_EXPLICIT_LIMITS` lifts the limit"
    return fault(link, codes.LIMIT_EXCEEDED, message, symbol.name, help)


def _collisions(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    """Names that accessors of other fields take in generated code."""
    names = {field.name.text for field in message.fields} | {oneof.name.text for oneof in message.oneofs}
    members: list[FieldSymbol] = [*message.fields, *message.extensions]
    for field in members:
        if features_of(link, field)["enforce_naming_style"] != "STYLE2026":
            continue
        clash = _clash(field.name.text, names)
        if clash:
            yield fault(link, codes.GENERATED_NAME_COLLISION, clash, field.name)


def _clash(name: str, names: set[str]) -> str:
    if name == "descriptor":
        return "`descriptor` is a name that generated code has for itself"
    for prefix in _PREFIXES:
        if name.startswith(prefix) and name.removeprefix(prefix) in names:
            return f"`{name}` is an accessor of the field `{name.removeprefix(prefix)}` in generated code"
    if name.endswith("_value") and name.removesuffix("_value") in names:
        return f"`{name}` is an accessor of the field `{name.removesuffix('_value')}` in generated code"
    return ""


# JSON strings of enum values


def _json_strings(link: LinkedFile, enum: EnumSymbol) -> Iterator[Diagnostic]:
    by_number: dict[int, str] = {}
    by_text: dict[str, EnumValueSymbol] = {}
    for value in enum.values:
        option = _json_option(value)
        if option is None or not isinstance(option.value, StringLiteral) or value.number is None:
            continue
        text = string_value(option.value).decode("utf-8", "replace")
        wrong = _wrong_string(text, value.number, by_number, by_text)
        if wrong:
            yield fault(link, codes.ENUM_JSON_STRING, wrong, option.value)
        by_number.setdefault(value.number, text)
        by_text.setdefault(text, value)


def _json_option(value: EnumValueSymbol) -> Option | None:
    for option in value.options:
        names = [part.name.text for part in option.name if part.name is not None]
        if len(names) == 2 and option.name[0].is_extension and names == [_JSON_OPTION, "string"]:
            return option
    return None


def _wrong_string(text: str, number: int, by_number: dict[int, str], by_text: dict[str, EnumValueSymbol]) -> str:
    if "\0" in text:
        return "the string has a null character"
    if text.lstrip("-").isdigit() and int(text) != number:
        return f"the string reads as the number {int(text)}, and the value's is {number}"
    if by_number.get(number, text) != text:
        return f"another name of the value {number} has the string `{by_number[number]}`"
    other = by_text.get(text)
    if other is not None and other.number != number:
        return f"`{other.name.text}` has the same string"
    return ""
