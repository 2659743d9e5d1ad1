"""Which number tokens are well formed (protoc's tokenizer)."""

from __future__ import annotations

import re

_INTEGER = re.compile(r"0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*")
_FLOAT = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?")


def is_plain_decimal(text: str) -> bool:
    """Whether the token is a decimal integer without leading zero: true of nearly all, and cheap to tell."""
    return text.isdecimal() and text[0] != "0"


def is_integer_token(text: str) -> bool:
    """Whether the token is a decimal, octal or hexadecimal integer."""
    return _INTEGER.fullmatch(text) is not None


def is_well_formed_number(text: str) -> bool:
    """Whether the token is an integer or a float."""
    return _INTEGER.fullmatch(text) is not None or _FLOAT.fullmatch(text) is not None
