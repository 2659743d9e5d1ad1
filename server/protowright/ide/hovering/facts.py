"""What holds for a declaration and does not stand in its text: numbers on the wire, names in JSON, presence, defaults."""

from __future__ import annotations

from typing import Final

from protowright.proto.descriptor.default_values import default_text
from protowright.proto.semantic.features_of import features_of, is_closed, is_packed, wire_keyword
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.linking import FieldType, LinkedFile
from protowright.proto.semantic.options.pseudo import pseudo_option, written_json_name
from protowright.proto.semantic.options.wire import WIRE_TYPES
from protowright.proto.semantic.passes.deprecated import is_deprecated
from protowright.proto.semantic.symbols import (
    EnumSymbol,
    EnumValueSymbol,
    ExtensionSymbol,
    FieldSymbol,
    MethodSymbol,
    Symbol,
)
from protowright.proto.syntax.nodes import StringLiteral

WIRE_NAMES: Final = {
    0: "a varint",
    1: "eight bytes",
    2: "length-delimited",
    3: "a group",
    5: "four bytes",
}
"""The wire types, in words (https://protobuf.dev/programming-guides/encoding/)."""

_PRESENCE = {
    "IMPLICIT": "implicit: a field with its default value is not sent, and does not differ from one that is not set",
    "EXPLICIT": "explicit: whether the field is set is known",
    "LEGACY_REQUIRED": "required: a message without the field is not valid",
}
_DEFAULTS = {"bool": "false", "string": '""', "bytes": '""'}


def facts(link: LinkedFile, symbol: Symbol) -> list[str]:
    """Facts about a symbol that the file `link` declares, each one a line of Markdown."""
    found: list[str] = []
    if isinstance(symbol, FieldSymbol):
        found = _of_field(link, symbol)
    elif isinstance(symbol, EnumValueSymbol):
        found = [] if symbol.number is None else [f"number: `{symbol.number}`"]
    elif isinstance(symbol, EnumSymbol):
        found = [
            "closed: takes no numbers but those of its values" if is_closed(link, symbol) else "open: takes any number"
        ]
    elif isinstance(symbol, MethodSymbol):
        found = _of_method(symbol)
    return ["**deprecated**", *found] if is_deprecated(symbol.options) else found


def _of_field(link: LinkedFile, field: FieldSymbol) -> list[str]:
    type = link.type_of(field)
    found = [f"field number: `{field.number}`"] if field.number is not None else []
    if isinstance(field, ExtensionSymbol):
        extended = link.extendee_of(field)
        found += [] if extended is None else [f"extends `{extended.full_name}`"]
    found += _wire(link, field, type)
    found.append(f"JSON name: `{_json_name(field)}`")
    if field.oneof is not None:
        found.append(f"one of `{field.oneof.name.text}`: setting it clears the others")
    return [*found, *_value(link, field, type)]


def _wire(link: LinkedFile, field: FieldSymbol, type: FieldType) -> list[str]:
    keyword = wire_keyword(link, field, type)
    wire_type = WIRE_TYPES.get(keyword)
    if wire_type is None:
        return []
    if field.is_repeated and is_packed(link, field):
        return [f"wire type: `2` ({WIRE_NAMES[2]}), packed"]
    return [f"wire type: `{wire_type}` ({WIRE_NAMES[wire_type]})"]


def _json_name(field: FieldSymbol) -> str:
    if isinstance(field, ExtensionSymbol):
        return f"[{field.full_name}]"
    written = written_json_name(field.options)
    return json_name(field.name.text) if written is None else written


def _value(link: LinkedFile, field: FieldSymbol, type: FieldType) -> list[str]:
    """The presence and the default of a field that has one value."""
    if field.is_repeated:
        return []
    presence = "EXPLICIT"
    if field.label == "required":
        presence = "LEGACY_REQUIRED"
    elif field.label != "optional" and field.oneof is None and not isinstance(field, ExtensionSymbol):
        is_message = type.message is not None
        presence = features_of(link, field)["field_presence"]
        presence = "EXPLICIT" if is_message and presence == "IMPLICIT" else presence
    default = _default(field, type)
    said = f"presence: {_PRESENCE[presence]}" if presence in _PRESENCE else ""
    return [line for line in (said, default and f"default: `{default}`") if line]


def _default(field: FieldSymbol, type: FieldType) -> str:
    option = pseudo_option(field.options, "default")
    if option is not None and option.value is not None:
        text = default_text(type, option.value)
        return f'"{text}"' if isinstance(option.value, StringLiteral) else text
    if type.enum is not None:
        return type.enum.values[0].name.text if type.enum.values else ""
    if type.symbol is not None or type.keyword == "unknown":
        return ""
    return _DEFAULTS.get(type.keyword, "0")


def _of_method(method: MethodSymbol) -> list[str]:
    sides = method.declaration.request, method.declaration.response
    takes_many, gives_many = (side is not None and side.stream is not None for side in sides)
    kind = {
        (False, False): "unary: one request, one response",
        (True, False): "client streaming: many requests, one response",
        (False, True): "server streaming: one request, many responses",
        (True, True): "bidirectional streaming: many requests, many responses",
    }[takes_many, gives_many]
    return [kind, f"path: `/{method.scope}/{method.name.text}`"]
