"""Random messages of any type: every kind of field, values at the edges, well-known types that make sense or do not."""

from __future__ import annotations

import random
from collections.abc import Callable
from math import inf, nan
from typing import Any

from google.protobuf import message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.descriptor_pool import DescriptorPool

STRINGS = (
    *("", "a", "späť", "日本", "😀 \U0010ffff", "\ue000\ufffd", "\u2028\u2029", "\x00\x01\x1f\x7f\x80", "\b\f\n\r\t"),
    *('"', "\\", '\\"', "</script>", "%d %s {0}", "a" * 300, "null", "true", "0", "-1", "NaN", "@type", "value", " "),
)
FLOATS = (
    *(0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3, 100.0, 1e15, 1e16, 1e17, 123456.0, 1234567.0, 16777216.0, 1e-5, 1.5e-7),
    *(3.4e38, -3.402823e38, 1.1754943508222875e-38, 1e-45, 1.401298464324817e-45, 16777217.0, 0.3, 8589973000.0),
    *(1.7976931348623157e308, 2.2250738585072014e-308, 5e-324, -5e-324, 0.30000000000000004, 9007199254740993.0),
)
LARGEST = (3.4028234663852886e38, -3.4028234663852886e38)
"""Of 32 bits. json_format prints them, and reads what it printed as too large."""
NOT_FINITE = (inf, -inf, nan)
PREFIXES = ("type.googleapis.com/", "example.com/some/where/", "/", "")
_SIGNED, _UNSIGNED = (-1, 0, 1), (0, 1)
_DEEPEST = 5

_BITS: dict[int, tuple[int, bool]] = {
    FieldDescriptor.TYPE_INT32: (32, True),
    FieldDescriptor.TYPE_SINT32: (32, True),
    FieldDescriptor.TYPE_SFIXED32: (32, True),
    FieldDescriptor.TYPE_UINT32: (32, False),
    FieldDescriptor.TYPE_FIXED32: (32, False),
    FieldDescriptor.TYPE_INT64: (64, True),
    FieldDescriptor.TYPE_SINT64: (64, True),
    FieldDescriptor.TYPE_SFIXED64: (64, True),
    FieldDescriptor.TYPE_UINT64: (64, False),
    FieldDescriptor.TYPE_FIXED64: (64, False),
}


class RandomMessages:
    """Makes messages. `types` are what an `Any` may hold.

    With `is_odd` there are also well-known messages that have no JSON, or one that is read as another message.
    """

    def __init__(
        self, source: random.Random, pool: DescriptorPool, types: tuple[Descriptor, ...], is_odd: bool
    ) -> None:
        self._random = source
        self._pool = pool
        self._types = types
        self._is_odd = is_odd
        self._well_known: dict[str, Callable[[Any, int], None]] = {
            "google.protobuf.Any": self._any,
            "google.protobuf.Duration": self._duration,
            "google.protobuf.FieldMask": self._field_mask,
            "google.protobuf.Timestamp": self._timestamp,
            "google.protobuf.Value": self._value,
        }

    def message(self, descriptor: Descriptor, depth: int = 0) -> Any:
        """A message of a type; the deeper it is to stand, the less it holds."""
        message = message_factory.GetMessageClass(descriptor)()
        self._fill(message, depth)
        return message

    def _fill(self, message: Any, depth: int) -> None:
        descriptor = message.DESCRIPTOR
        well_known = self._well_known.get(descriptor.full_name)
        if well_known is not None:
            well_known(message, depth)
            return
        chance = self._random.choice((0.2, 0.5, 1.0)) / (1 + 0.8 * depth)
        for field in (*descriptor.fields, *self._pool.FindAllExtensions(descriptor)):
            if field.is_required or (self._random.random() < chance and not self._is_too_deep(field, depth)):
                self._set(message, field, depth)

    def _is_too_deep(self, field: FieldDescriptor, depth: int) -> bool:
        return field.message_type is not None and depth > _DEEPEST

    def _set(self, message: Any, field: FieldDescriptor, depth: int) -> None:
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            self._entries(getattr(message, field.name), field.message_type, depth)
        elif field.is_repeated:
            self._items(_value_of(message, field), field, depth)
        elif field.message_type is not None:
            part = _value_of(message, field)
            part.SetInParent()
            self._fill(part, depth + 1)
        elif field.is_extension:
            message.Extensions[field] = self._scalar(field)
        else:
            setattr(message, field.name, self._scalar(field))

    def _items(self, items: Any, field: FieldDescriptor, depth: int) -> None:
        for _ in range(self._random.choice((1, 1, 2, 3, 5))):
            if field.message_type is not None:
                self._fill(items.add(), depth + 1)
            else:
                items.append(self._scalar(field))

    def _entries(self, entries: Any, entry: Descriptor, depth: int) -> None:
        key, value = entry.fields_by_name["key"], entry.fields_by_name["value"]
        for _ in range(self._random.choice((1, 1, 2, 3, 12))):
            if value.message_type is None:
                entries[self._scalar(key)] = self._scalar(value)
            elif not self._is_too_deep(value, depth):
                self._fill(entries[self._scalar(key)], depth + 1)

    # Scalars

    def _scalar(self, field: FieldDescriptor) -> Any:
        if field.type in _BITS:
            return self._whole(*_BITS[field.type])
        if field.enum_type is not None:
            return self._enum_number(field)
        if field.type == FieldDescriptor.TYPE_BOOL:
            return self._random.random() < 0.5
        if field.type == FieldDescriptor.TYPE_STRING:
            return self._string()
        if field.type == FieldDescriptor.TYPE_BYTES:
            return self._random.randbytes(self._random.choice((0, 1, 2, 3, 4, 20)))
        return self._random.choice(NOT_FINITE) if self._random.random() < 0.1 else self._float()

    def _whole(self, bits: int, is_signed: bool) -> int:
        least, most = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if is_signed else (0, 2**bits - 1)
        near = self._random.choice(_SIGNED if is_signed else _UNSIGNED)
        any_size = self._random.getrandbits(self._random.randrange(1, bits))
        return self._random.choice((least, most, near, least + any_size, most - any_size))

    def _enum_number(self, field: FieldDescriptor) -> int:
        assert field.enum_type is not None
        numbers = [value.number for value in field.enum_type.values]
        is_null = field.enum_type.full_name == "google.protobuf.NullValue"  # which JSON has no numbers for
        if not field.enum_type.is_closed and (self._is_odd or not is_null):
            numbers.append(self._random.randrange(-100, 100))
        return self._random.choice(numbers)

    def _float(self) -> float:
        if self._random.random() < 0.5:
            return self._random.choice(FLOATS + LARGEST if self._is_odd else FLOATS)
        digits = self._random.randrange(1, 18)
        return round(self._random.uniform(-1, 1), digits) * 10 ** self._random.randrange(-12, 20)

    def _string(self) -> str:
        if self._random.random() < 0.6:
            return self._random.choice(STRINGS)
        return "".join(self._random.choice("abc \"\\/'é\n\u2028😀{}") for _ in range(self._random.randrange(20)))

    # Well-known types

    def _any(self, message: Any, depth: int) -> None:
        if self._random.random() < 0.05:
            return
        content = self.message(self._random.choice(self._types), min(depth + 1, _DEEPEST + 1))
        message.type_url = self._random.choice(PREFIXES) + content.DESCRIPTOR.full_name
        message.value = content.SerializePartialToString(deterministic=True)
        if self._is_odd and self._random.random() < 0.3:
            message.type_url += self._random.choice(("", "Unknown"))
            message.value += self._random.randbytes(3)

    def _duration(self, message: Any, _: int) -> None:
        sign = self._random.choice((-1, 1))
        message.seconds = sign * self._random.choice((0, 0, 1, 59, 315_576_000_000, self._random.getrandbits(38)))
        message.nanos = sign * self._nanos()
        if self._is_odd and self._random.random() < 0.3:
            message.seconds = self._whole(64, True)
            message.nanos = self._whole(32, True)

    def _timestamp(self, message: Any, _: int) -> None:
        first, last = -62_135_596_800, 253_402_300_799
        message.seconds = self._random.choice((first, last, 0, -1, 951_782_400, self._random.randrange(first, last)))
        message.nanos = self._nanos()
        if self._is_odd and self._random.random() < 0.3:
            message.seconds = self._whole(64, True)
            message.nanos = self._whole(32, True)

    def _nanos(self) -> int:
        return self._random.choice((0, 0, 1, 999_999_999, 500_000_000, 1_000_000, 1_000, 12_345_000, 123_456_789))

    def _field_mask(self, message: Any, _: int) -> None:
        for _ in range(self._random.choice((0, 1, 2, 4))):
            message.paths.append(self._random.choice(("a", "user.name", "a_b.c_d_e", "x1.y2", "späť.a_é", "_a")))
            if self._is_odd and self._random.random() < 0.5:
                message.paths.append(self._random.choice(("", "aB", "a__b", "a_", "a_1", "a_.b", "É", "a,b", 'a"b')))

    def _value(self, message: Any, depth: int) -> None:
        kinds = list(message.DESCRIPTOR.fields)
        field = self._random.choice([kind for kind in kinds if not self._is_too_deep(kind, depth)])
        if field.name == "number_value":
            message.number_value = self._float()
        else:
            self._set(message, field, depth)
        if self._is_odd and self._random.random() < 0.2:
            message.Clear()
        elif self._is_odd and self._random.random() < 0.2:
            message.number_value = self._random.choice(NOT_FINITE)


def _value_of(message: Any, field: FieldDescriptor) -> Any:
    return message.Extensions[field] if field.is_extension else getattr(message, field.name)
