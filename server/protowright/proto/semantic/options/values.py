"""Values of options: from literals to bytes (protoc's `OptionInterpreter::SetOptionValue` in descriptor.cc)."""

from __future__ import annotations

from collections.abc import Sequence

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.codes import Code
from protowright.proto.semantic.linking import FieldType
from protowright.proto.semantic.options.wire import encode_scalar
from protowright.proto.semantic.symbols import EnumSymbol
from protowright.proto.syntax.literals import float_value, integer_value, is_integer, string_value
from protowright.proto.syntax.nodes import Identifier, Node, SignedValue, StringLiteral, Value
from protowright.text.nearest import nearest, suggestion

INTEGER_RANGES = {
    **dict.fromkeys(("int32", "sint32", "sfixed32"), (-(2**31), 2**31 - 1)),
    **dict.fromkeys(("int64", "sint64", "sfixed64"), (-(2**63), 2**63 - 1)),
    **dict.fromkeys(("uint32", "fixed32"), (0, 2**32 - 1)),
    **dict.fromkeys(("uint64", "fixed64"), (0, 2**64 - 1)),
}
_LARGEST = 2**64 - 1
"""A larger number is read as a float, so it is no integer."""


class InvalidOption(Exception):
    """An option that means nothing; the one fault of it that is reported.

    Each text of `instead` mends the fault in the place of the node.
    """

    def __init__(
        self, code: Code, message: str, node: Node, help: str | None = None, instead: Sequence[str] = ()
    ) -> None:
        super().__init__(message)
        self.code = code
        self.node = node
        self.help = help
        self.instead = instead


def encode_option_value(type: FieldType, value: Value) -> bytes:
    """The bytes of a scalar or enum value, without a key. Raises InvalidOption."""
    keyword = type.keyword
    if keyword in INTEGER_RANGES:
        return encode_scalar(keyword, integer(keyword, value))
    if keyword in ("string", "bytes"):
        if not isinstance(value, StringLiteral):
            raise InvalidOption(codes.OPTION_TYPE_MISMATCH, "the value must be a string in quotes", value)
        return encode_scalar(keyword, string_value(value))
    if keyword == "bool":
        if not isinstance(value, Identifier) or value.text not in ("true", "false"):
            raise InvalidOption(codes.OPTION_TYPE_MISMATCH, "the value must be `true` or `false`", value)
        return encode_scalar(keyword, value.text == "true")
    if type.enum is not None:
        if not isinstance(value, Identifier):
            raise InvalidOption(codes.OPTION_TYPE_MISMATCH, "the value must be the name of an enum value", value)
        return encode_scalar("enum", enum_number(type.enum, value))
    number = float_value(value)
    if number is None:
        raise InvalidOption(codes.OPTION_TYPE_MISMATCH, "the value must be a number", value)
    return encode_scalar(keyword, number)


def integer(keyword: str, value: Value) -> int:
    """An integer of the type `keyword`. Raises InvalidOption."""
    number = integer_value(value)
    if number is None or not is_integer(value) or number > _LARGEST:
        raise InvalidOption(codes.OPTION_TYPE_MISMATCH, "the value must be an integer", value)
    low, high = INTEGER_RANGES[keyword]
    if not low <= number <= high or (low == 0 and isinstance(value, SignedValue)):
        message = f"{number} is out of range for {keyword}: it goes from {low} to {high}"
        raise InvalidOption(codes.OPTION_OUT_OF_RANGE, message, value)
    return number


def enum_number(enum: EnumSymbol, value: Identifier) -> int:
    """The number of an enum value. Raises InvalidOption when the enum has no such value."""
    for known in enum.values:
        if known.name.text == value.text and known.number is not None:
            return known.number
    names = [known.name.text for known in enum.values]
    message = f"the enum `{enum.full_name}` has no value `{value.text}`"
    near = nearest(value.text, names, 3)
    help = suggestion(near) or f"it has {', '.join(names[:12])}"
    raise InvalidOption(codes.UNKNOWN_ENUM_VALUE, message, value, help, near)
