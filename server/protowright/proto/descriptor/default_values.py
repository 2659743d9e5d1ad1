"""Default values of fields, as `FieldDescriptorProto.default_value` spells them."""

from __future__ import annotations

import struct

from protowright.proto.semantic.linking import FieldType
from protowright.proto.syntax.literals import float_value, integer_value, string_value
from protowright.proto.syntax.nodes import Identifier, StringLiteral, Value

_NAMED_BYTES = {9: "\\t", 10: "\\n", 13: "\\r", 34: '\\"', 39: "\\'", 92: "\\\\"}


def default_text(type: FieldType, value: Value) -> str:
    """The text for a default of that type; empty when the value does not fit it."""
    if isinstance(value, StringLiteral):
        raw = string_value(value)
        return escape_bytes(raw) if type.keyword == "bytes" else raw.decode("utf-8", "replace")
    if type.keyword in ("float", "double"):
        number = float_value(value)
        return "" if number is None else shortest_float(number, type.keyword)
    if isinstance(value, Identifier):
        return value.text
    integer = integer_value(value)
    return "" if integer is None else str(integer)


def shortest_float(number: float, keyword: str) -> str:
    """A number with as few digits as bring it back (protobuf's `SimpleDtoa` and `SimpleFtoa`)."""
    few, many = (6, 9) if keyword == "float" else (15, 17)
    if keyword == "float":
        number = _as_float(number)
    text = f"{number:.{few}g}"
    if number != number or _as_kind(float(text), keyword) == number:
        return text
    for digits in range(few + 1, many):
        text = f"{number:.{digits}g}"
        if keyword == "float" and _as_float(float(text)) == number:
            return text
    return f"{number:.{many}g}"


def escape_bytes(raw: bytes) -> str:
    """Bytes as `CEscape` writes them (absl/strings/escaping.cc)."""
    return "".join(_NAMED_BYTES.get(byte) or (chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}") for byte in raw)


def _as_kind(number: float, keyword: str) -> float:
    return _as_float(number) if keyword == "float" else number


def _as_float(number: float) -> float:
    """The nearest number of 32 bits."""
    try:
        rounded: float = struct.unpack("<f", struct.pack("<f", number))[0]
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
    return rounded
