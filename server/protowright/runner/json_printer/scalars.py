"""The JSON of one scalar, by the table of https://protobuf.dev/programming-guides/json."""

from __future__ import annotations

import struct
from binascii import b2a_base64
from collections.abc import Callable
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

TextOf = Callable[[Any], str]
"""Makes JSON of a value: a scalar, a message, or all that a repeated field or a map holds."""

_SINGLE = struct.Struct("<f")
_NOT_FINITE = {"inf": '"Infinity"', "-inf": '"-Infinity"', "nan": '"NaN"'}


string: TextOf = encode_basestring
"""A string in quotes. Raises TypeError for bytes."""


def base64(value: bytes) -> str:
    """Bytes as base64 in quotes."""
    return f'"{b2a_base64(value, newline=False).decode()}"'


def quoted(value: int) -> str:
    """A whole number in quotes: readers of JSON may lose digits of one that has 64 bits."""
    return f'"{value}"'


def double(value: float) -> str:
    """The fewest digits that mean this number; infinities and NaN in quotes."""
    return repr(value) if isfinite(value) else _NOT_FINITE[repr(value)]


def single(value: float) -> str:
    """The fewest digits, six or more, that mean this number when it is read into 32 bits."""
    short = float(f"{value:.6g}")
    digits = 7
    while short != value and value == value and _SINGLE.unpack(_SINGLE.pack(short))[0] != value:
        short = float(f"{value:.{digits}g}")
        digits += 1
    return double(short)


boolean: TextOf = {False: "false", True: "true"}.__getitem__


class _EnumNames(dict[int, str]):
    """The name of each value of an enum in quotes, as it is met; a number that has none stands for itself."""

    def __init__(self, enum: EnumDescriptor) -> None:
        self._values = enum.values_by_number

    def __missing__(self, number: int) -> str:
        value = self._values.get(number)
        if value is None:
            return str(number)
        self[number] = text = f'"{value.name}"'
        return text


_BY_TYPE: dict[int, TextOf] = {
    FieldDescriptor.TYPE_STRING: string,
    FieldDescriptor.TYPE_BYTES: base64,
    FieldDescriptor.TYPE_BOOL: boolean,
    FieldDescriptor.TYPE_FLOAT: single,
    FieldDescriptor.TYPE_DOUBLE: double,
    FieldDescriptor.TYPE_INT32: repr,
    FieldDescriptor.TYPE_UINT32: repr,
    FieldDescriptor.TYPE_SINT32: repr,
    FieldDescriptor.TYPE_FIXED32: repr,
    FieldDescriptor.TYPE_SFIXED32: repr,
    FieldDescriptor.TYPE_INT64: quoted,
    FieldDescriptor.TYPE_UINT64: quoted,
    FieldDescriptor.TYPE_SINT64: quoted,
    FieldDescriptor.TYPE_FIXED64: quoted,
    FieldDescriptor.TYPE_SFIXED64: quoted,
}


def scalar(field: FieldDescriptor) -> TextOf | None:
    """What prints one value of a field, None when it holds messages."""
    if field.enum_type is None:
        return _BY_TYPE.get(field.type)
    if field.enum_type.full_name == "google.protobuf.NullValue":
        return _null
    return _EnumNames(field.enum_type).__getitem__


def map_key(field: FieldDescriptor) -> TextOf:
    """What prints a key of a map: always a string."""
    if field.type == FieldDescriptor.TYPE_STRING:
        return string
    return _quoted_boolean if field.type == FieldDescriptor.TYPE_BOOL else quoted


_quoted_boolean: TextOf = {False: '"false"', True: '"true"'}.__getitem__


def _null(_: int) -> str:
    return "null"
