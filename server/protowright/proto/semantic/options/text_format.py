"""Message literals in option values: the text format, read into bytes (protobuf's `TextFormat::Parser`)."""

from __future__ import annotations

from collections.abc import Callable

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.codes import Code
from protowright.proto.semantic.features_of import is_closed, is_packed, wire_keyword
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import FieldType, LinkedFile
from protowright.proto.semantic.options.values import InvalidOption, encode_option_value, enum_number, integer
from protowright.proto.semantic.options.wire import PACKABLE, encode_field, encode_packed, encode_scalar
from protowright.proto.semantic.ranges import reserved_names
from protowright.proto.semantic.symbols import EnumSymbol, ExtensionSymbol, FieldSymbol, MessageSymbol
from protowright.proto.syntax.literals import float_value, integer_value
from protowright.proto.syntax.nodes import (
    Identifier,
    ListLiteral,
    LiteralField,
    MessageLiteral,
    Node,
    NumberLiteral,
    SignedValue,
    StringLiteral,
    Value,
)
from protowright.text.nearest import nearest, suggestion

_TRUE = frozenset(("true", "True", "t"))
_FALSE = frozenset(("false", "False", "f"))
_ANY_PREFIXES = ("type.googleapis.com", "type.googleprod.com")
_FLOAT_WORDS = {"inf": float("inf"), "infinity": float("inf"), "nan": float("nan")}


Report = Callable[[InvalidOption], None]
UseField = Callable[[FieldSymbol, Node], None]


def encode_literal(
    link: LinkedFile,
    message: MessageSymbol,
    literal: MessageLiteral,
    report: Report,
    use: UseField,
    used: set[FileSymbols],
) -> bytes:
    """The bytes of a message literal for `message`.

    What is wrong goes to `report`, and is left out. `use` is told of every field that is set. The files that declare the
    extensions and the types of `Any` it meets are added to `used`.
    """
    return _Encoder(link, report, use, used).message(message, literal)


class _Encoder:
    def __init__(self, link: LinkedFile, report: Report, use: UseField, used: set[FileSymbols]) -> None:
        self._link = link
        self._report = report
        self._use = use
        self._used = used

    def message(self, message: MessageSymbol, literal: MessageLiteral) -> bytes:
        """The fields in the order of their numbers, as protobuf serializes them."""
        payloads: dict[FieldSymbol, list[bytes]] = {}
        any_value: bytes | None = None
        for entry in literal.fields:
            try:
                if entry.url_prefix is not None:
                    any_value = self._any(message, entry, is_first=any_value is None and not payloads)
                else:
                    self._entry(message, entry, payloads)
            except InvalidOption as error:
                self._report(InvalidOption(_recoded(error), str(error), error.node, error.help, error.instead))
        if any_value is not None:
            return any_value
        self._require_all(message, payloads, literal)
        ordered = sorted(payloads.items(), key=lambda item: item[0].number or 0)
        return b"".join(self._encoded(field, values) for field, values in ordered)

    def _entry(self, message: MessageSymbol, entry: LiteralField, payloads: dict[FieldSymbol, list[bytes]]) -> None:
        if entry.name is None or entry.value is None:
            return  # the parser has said what is missing
        field = self._field(message, entry)
        if field is not None:
            self._refuse_second(field, payloads, entry)
            payloads.setdefault(field, [])
            self._use(field, entry.name)
            payloads[field] += self._values(field, entry)

    # Names

    def _field(self, message: MessageSymbol, entry: LiteralField) -> FieldSymbol | None:
        """The field that an entry names; None for a reserved name, which is skipped."""
        assert entry.name is not None, "the parser gives every field a name"
        name = entry.name.text
        if entry.bracketed:
            return self._extension(message, entry)
        fields = {field.name.text: field for field in message.fields}
        field = fields.get(name)
        if field is not None and self._link.type_of(field).keyword != "group":
            return field
        group = next((known for known in message.messages if known.name.text == name), None)
        if group is not None and name.lower() in fields:
            return fields[name.lower()]
        if field is not None:
            return field
        if name in _reserved_names(message):
            return None
        text = f"`{message.full_name}` has no field `{name}`"
        near = nearest(name, fields, 3)
        raise InvalidOption(codes.INVALID_OPTION_LITERAL, text, entry.name, suggestion(near), near)

    def _extension(self, message: MessageSymbol, entry: LiteralField) -> FieldSymbol:
        assert entry.name is not None
        name = entry.name.text
        found = None if name.startswith(".") else self._link.scope.resolve(name, message.scope)
        if isinstance(found, ExtensionSymbol):
            self._used.add(found.file)
        if isinstance(found, ExtensionSymbol) and self._link.extendee_of(found) is message:
            return found
        text = f"`{message.full_name}` has no extension `{entry.name.text}` that can be seen from here"
        raise InvalidOption(codes.INVALID_OPTION_LITERAL, text, entry.name)

    def _any(self, message: MessageSymbol, entry: LiteralField, is_first: bool) -> bytes:
        """`[type.googleapis.com/a.B] { ... }` in a `google.protobuf.Any`."""
        assert entry.name is not None and entry.url_prefix is not None
        if message.full_name != "google.protobuf.Any":
            text = f"`{message.full_name}` is no `google.protobuf.Any`, and a type in brackets needs one"
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, text, entry.name)
        if not is_first:
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, "an `Any` holds one message", entry.name)
        prefix, name = entry.url_prefix.text, entry.name.text
        found = self._link.scope.find(name)
        if prefix not in _ANY_PREFIXES or not isinstance(found, MessageSymbol):
            text = f"the type `{prefix}/{name}` was not found"
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, text, entry.name)
        if not isinstance(entry.value, MessageLiteral):
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, "the value must be a message in braces", entry)
        self._used.add(found.file)
        url = encode_scalar("string", f"{prefix}/{name}".encode())
        value = encode_scalar("bytes", self.message(found, entry.value))
        return encode_field(1, "string", url) + encode_field(2, "bytes", value)

    # Rules for the whole message

    def _refuse_second(self, field: FieldSymbol, seen: dict[FieldSymbol, list[bytes]], entry: LiteralField) -> None:
        node = entry.name or entry
        if field in seen and not field.is_repeated:
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, f"the field `{field.name.text}` is set twice", node)
        if field.oneof is not None and field not in seen:
            for other in seen:
                if other.oneof is field.oneof:
                    text = f"`{field.name.text}` and `{other.name.text}` are of the oneof `{field.oneof.name.text}`"
                    raise InvalidOption(codes.INVALID_OPTION_LITERAL, text, node)

    def _require_all(
        self, message: MessageSymbol, payloads: dict[FieldSymbol, list[bytes]], literal: MessageLiteral
    ) -> None:
        for field in message.fields:
            if field.label == "required" and field not in payloads:
                text = f"the required field `{field.name.text}` of `{message.full_name}` is missing"
                self._report(InvalidOption(codes.INVALID_OPTION_LITERAL, text, literal))

    # Values

    def _values(self, field: FieldSymbol, entry: LiteralField) -> list[bytes]:
        value = entry.value
        assert value is not None, "the parser gives every field a value"
        type = self._link.type_of(field)
        if type.keyword == "unknown":
            return []  # said where the field is declared
        if not entry.has_colon and type.message is None:
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, f"a {type.keyword} needs `:` behind its name", value)
        if isinstance(value, ListLiteral):
            if not field.is_repeated:
                text = f"`{field.name.text}` is not repeated, and a list needs a repeated field"
                raise InvalidOption(codes.INVALID_OPTION_LITERAL, text, value)
            return [self._value(type, item) for item in value.values]
        return [self._value(type, value)]

    def _value(self, type: FieldType, value: Value) -> bytes:
        if type.message is not None:
            if not isinstance(value, MessageLiteral):
                raise InvalidOption(codes.INVALID_OPTION_LITERAL, "the value must be a message in braces", value)
            return self.message(type.message, value)
        if isinstance(value, MessageLiteral):
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, f"a {type.keyword} cannot be a message in braces", value)
        if type.enum is not None:
            return encode_scalar("enum", self._enum(type.enum, value))
        if type.keyword == "bool":
            return encode_scalar("bool", _boolean(value))
        if type.keyword in ("float", "double"):
            return encode_scalar(type.keyword, _float(value))
        if type.keyword in ("string", "bytes"):
            return encode_option_value(type, value)
        return encode_scalar(type.keyword, integer(type.keyword, value))

    def _enum(self, enum: EnumSymbol, value: Value) -> int:
        if isinstance(value, Identifier):
            return enum_number(enum, value)
        number = integer_value(value)
        if number is None or not -(2**31) <= number < 2**31:
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, "the value must be the name of an enum value", value)
        if is_closed(self._link, enum) and all(known.number != number for known in enum.values):
            text = f"the enum `{enum.full_name}` has no value of the number {number}"
            raise InvalidOption(codes.INVALID_OPTION_LITERAL, text, value)
        return number

    def _encoded(self, field: FieldSymbol, values: list[bytes]) -> bytes:
        type = self._link.type_of(field)
        number = field.number or 0
        keyword = wire_keyword(self._link, field, type)
        if field.is_repeated and keyword in PACKABLE and is_packed(self._link, field):
            return encode_packed(number, values) if values else b""
        return b"".join(encode_field(number, keyword, value) for value in values)


def _recoded(error: InvalidOption) -> Code:
    """The values of a literal have the faults of any option's value, under the code of literals."""
    return error.code if error.code is codes.OPTION_TARGET else codes.INVALID_OPTION_LITERAL


def _reserved_names(message: MessageSymbol) -> set[str]:
    return {name for ranges in message.ranges if ranges.keyword == "reserved" for name in reserved_names(ranges)}


def _boolean(value: Value) -> bool:
    if isinstance(value, Identifier) and value.text in _TRUE | _FALSE:
        return value.text in _TRUE
    if isinstance(value, NumberLiteral) and integer_value(value) in (0, 1):
        return integer_value(value) == 1
    raise InvalidOption(codes.INVALID_OPTION_LITERAL, "the value must be `true` or `false`", value)


def _float(value: Value) -> float:
    """A number, or `inf`, `infinity` or `nan` in any case of letters."""
    operand = value.operand if isinstance(value, SignedValue) else value
    if isinstance(operand, Identifier) and operand.text.lower() in _FLOAT_WORDS:
        number: float | None = _FLOAT_WORDS[operand.text.lower()]
        number = -number if number is not None and isinstance(value, SignedValue) else number
    else:
        number = None if isinstance(value, (StringLiteral, Identifier)) else float_value(value)
    if number is None:
        raise InvalidOption(codes.INVALID_OPTION_LITERAL, "the value must be a number", value)
    return number
