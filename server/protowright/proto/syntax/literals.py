"""What literals mean: strings to bytes, numbers to numbers (protoc's tokenizer rules)."""

from __future__ import annotations

import re

from protowright.proto.syntax.nodes import Identifier, NumberLiteral, SignedValue, StringLiteral, Value
from protowright.proto.syntax.number_tokens import is_well_formed_number

_ESCAPE = re.compile(
    rb"\\u(?P<high>[dD][89abAB][0-9A-Fa-f]{2})\\u(?P<low>[dD][c-fC-F][0-9A-Fa-f]{2})"
    rb"|\\(?:(?P<octal>[0-7]{1,3})|[xX](?P<hex>[0-9A-Fa-f]{1,2})"
    rb"|u(?P<short>[0-9A-Fa-f]{4})|U(?P<long>[0-9A-Fa-f]{8})|(?P<simple>[\s\S]))"
)
_SIMPLE = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}
_INTEGER = re.compile(r"0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*")
_MAXIMUM_DIGITS = 200
"""No type holds a longer integer, and a float holds any integer up to here."""
_FLOAT = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?")


def string_value(literal: StringLiteral) -> bytes:
    """The bytes a string literal stands for, its adjacent parts joined."""
    return b"".join(unescape(token[1:-1]) for token in literal.raw)


def unescape(content: str) -> bytes:
    """The bytes between the quotes, escapes resolved. An escape without a meaning stands for its own characters."""
    raw = _encode(content)
    return raw if b"\\" not in raw else _ESCAPE.sub(_unescape_one, raw)


def _encode(content: str) -> bytes:
    """UTF-8. Lone surrogates are bytes that could not be read from a file, or came over the wire as they are."""
    try:
        return content.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return content.encode("utf-8", "surrogatepass")


def _unescape_one(match: re.Match[bytes]) -> bytes:
    if (digits := match["high"]) is not None:  # the two halves of one character
        return chr(0x10000 + ((int(digits, 16) & 0x3FF) << 10) + (int(match["low"], 16) & 0x3FF)).encode()
    if (digits := match["octal"]) is not None:
        return bytes((int(digits, 8) & 0xFF,))
    if (digits := match["hex"]) is not None:
        return bytes((int(digits, 16),))
    if (digits := match["short"] or match["long"]) is not None:
        code = int(digits, 16)
        return chr(code).encode("utf-8", "surrogatepass") if code <= 0x10FFFF else match[0]
    return _SIMPLE.get(match["simple"], match["simple"])


def integer_value(value: Value | None) -> int | None:
    """The integer that a (signed) literal stands for, or None when it is no well-formed integer of sensible length."""
    if isinstance(value, SignedValue):
        operand = integer_value(value.operand)
        return None if operand is None else -operand
    if not isinstance(value, NumberLiteral) or len(value.text) > _MAXIMUM_DIGITS or not _INTEGER.fullmatch(value.text):
        return None
    return parse_integer(value.text)


def is_malformed(value: Value) -> bool:
    """Whether a literal is a number token that is none; the parser has said so."""
    operand = value.operand if isinstance(value, SignedValue) else value
    return isinstance(operand, NumberLiteral) and not is_well_formed_number(operand.text)


def is_integer(value: Value) -> bool:
    """Whether a literal is written as an integer, with or without a sign."""
    operand = value.operand if isinstance(value, SignedValue) else value
    return isinstance(operand, NumberLiteral) and _INTEGER.fullmatch(operand.text) is not None


def parse_integer(text: str) -> int:
    """The value of a well-formed integer token: decimal, hexadecimal or octal."""
    if text[:2] in ("0x", "0X"):
        return int(text, 16)
    return int(text, 8) if text[0] == "0" else int(text)


def float_value(value: Value | None) -> float | None:
    """The number that a (signed) literal, `inf` or `nan` stands for, or None."""
    if isinstance(value, SignedValue):
        operand = float_value(value.operand)
        return operand if operand is None or operand != operand else -operand  # there is one NaN only
    if isinstance(value, Identifier):
        return float(value.text) if value.text in ("inf", "nan") else None
    if not isinstance(value, NumberLiteral):
        return None
    integer = integer_value(value)
    if integer is not None:
        return float(integer)
    return float(value.text.rstrip("fF")) if _FLOAT.fullmatch(value.text) else None
