"""The protobuf wire format, as far as options need it (https://protobuf.dev/programming-guides/encoding/)."""

from __future__ import annotations

import struct
from typing import Final

VARINT: Final = 0
FIXED64: Final = 1
LENGTH: Final = 2
START_GROUP: Final = 3
END_GROUP: Final = 4
FIXED32: Final = 5

WIRE_TYPES: Final = {
    **dict.fromkeys(("int32", "int64", "uint32", "uint64", "sint32", "sint64", "bool", "enum"), VARINT),
    **dict.fromkeys(("fixed64", "sfixed64", "double"), FIXED64),
    **dict.fromkeys(("fixed32", "sfixed32", "float"), FIXED32),
    **dict.fromkeys(("string", "bytes", "message"), LENGTH),
    "group": START_GROUP,
}
PACKABLE: Final = frozenset(name for name, wire_type in WIRE_TYPES.items() if wire_type in (VARINT, FIXED32, FIXED64))

_FORMATS = {
    "fixed32": "<I",
    "sfixed32": "<i",
    "fixed64": "<Q",
    "sfixed64": "<q",
    "double": "<d",
}


def varint(value: int) -> bytes:
    """A base 128 varint; negative numbers are sign-extended to 64 bits."""
    value &= 0xFFFFFFFFFFFFFFFF
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def tag(number: int, wire_type: int) -> bytes:
    """The key of a field."""
    return varint(number << 3 | wire_type)


def encode_scalar(keyword: str, value: int | float | bool | bytes) -> bytes:
    """A value of the scalar type `keyword` (or of an enum), without its key."""
    if isinstance(value, bytes):
        return varint(len(value)) + value
    if keyword == "float":
        return _float(float(value))
    if keyword in _FORMATS:
        return struct.pack(_FORMATS[keyword], value)
    number = int(value)
    if keyword in ("sint32", "sint64"):
        number = number << 1 ^ number >> 63
    return varint(number)


def _float(value: float) -> bytes:
    """A number too large for a float is infinite, as a conversion in C++ makes it."""
    try:
        return struct.pack("<f", value)
    except OverflowError:
        return struct.pack("<f", float("inf") if value > 0 else float("-inf"))


def encode_field(number: int, keyword: str, payload: bytes) -> bytes:
    """A field with its key. `payload` is a scalar as `encode_scalar` gives it, or the bytes of a message or group."""
    if keyword == "message":
        return tag(number, LENGTH) + varint(len(payload)) + payload
    if keyword == "group":
        return tag(number, START_GROUP) + payload + tag(number, END_GROUP)
    return tag(number, WIRE_TYPES[keyword]) + payload


def encode_packed(number: int, payloads: list[bytes]) -> bytes:
    """Repeated scalars in one field."""
    content = b"".join(payloads)
    return tag(number, LENGTH) + varint(len(content)) + content
