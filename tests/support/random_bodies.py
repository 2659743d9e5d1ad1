"""Random JSON bodies, valid, changed, and in forms of other tools; and the comparison of two verdicts about them.

A body is a node: the text of a scalar, a list of nodes (an array), or a `Members` (an object, in which a key may stand
twice).
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Union

from tests.support.request_bodies import TYPES, body_schema, verdicts

from protowright.proto.schema import Schema, json_key
from protowright.request.body.slots import (
    ANY,
    DURATION,
    FIELD_MASK,
    FLOATS,
    INTEGERS,
    LIST_VALUE,
    STRUCT,
    TIMESTAMP,
    VALUE,
    WRAPPERS,
    Field,
    FieldSlot,
    Slot,
    Slots,
    message_slot,
    wrapped,
)


class Members(list[tuple[str, "Node"]]):
    """The members of an object."""


Node = Union[str, "list[Node]", Members]


def written(node: Node) -> str:
    """The JSON text of a body."""
    if isinstance(node, Members):
        return "{" + ", ".join(f"{json.dumps(key)}: {written(value)}" for key, value in node) + "}"
    return node if isinstance(node, str) else "[" + ", ".join(map(written, node)) + "]"


INTERESTING = (
    *("null", "true", "false", "0", "-0", "1", "-1", "2", "5", "-5", "255", "1.0", "1e3", "1.5", "1e-3", "-1e2", "1E2"),
    *("2147483647", "2147483648", "-2147483648", "-2147483649", "4294967295", "4294967296", "9223372036854775807"),
    *("9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615"),
    *("18446744073709551616", "3.4028234663852886e38", "3.5e38", "1e39", "1e308", "1e309", "-1e400", "1e-400"),
    *("1" + "0" * 39, "1" + "0" * 400, "9" * 5000, "315576000000", "315576000001", "0.000000001", "0.0000000001"),
    *(
        '""',
        '" "',
        '"a"',
        '"1"',
        '" 1"',
        '"1.0"',
        '"1.5"',
        '"1e3"',
        '"1_0"',
        '"+1"',
        '"0x1"',
        '"-1"',
        '"1\\n"',
        '"nan"',
    ),
    *('"NaN"', '"Infinity"', '"-Infinity"', '"inf"', '"true"', '"false"', '"null"', '"1e400"', '"1e39"', '"٣"'),
    *('"4294967296"', '"9223372036854775808"', '"' + "9" * 5000 + '"', '"1' + "0" * 400 + '"', '"NULL_VALUE"'),
    *('"COLOR_RED"', '"color_red"', '"RED"', '"GREEN"', '"SHUT_B"', '"OPEN_B"', '"\\ud800"', '"\\ud83c\\udf75"'),
    *(
        '"AAEC"',
        '"AAE"',
        '"AAE="',
        '"AA"',
        '"A"',
        '"A==="',
        '"-_-_"',
        '"+/+/"',
        '"A A="',
        '"AAEC\\n"',
        '"!!!!"',
        '"AAEC=="',
    ),
    *('"QQ=="', '"QQ==QQ=="', '"=QQ"', '"é"'),
    *('"2025-01-02T03:04:05Z"', '"2025-01-02T03:04:05.123456789Z"', '"2025-01-02T03:04:05+01:30"', '"2025-01-02"'),
    *(
        '"2025-01-02T03:04:05"',
        '"2025-01-02t03:04:05Z"',
        '"2025-13-02T03:04:05Z"',
        '"2025-1-2T3:4:5Z"',
        '"9999-12-31T23:59:59Z"',
    ),
    *(
        '"9999-12-31T23:59:59-01:00"',
        '"0001-01-01T00:00:00Z"',
        '"0000-01-01T00:00:00Z"',
        '"2025-01-02T03:04:05.1234567890Z"',
    ),
    *('"2025-01-02T03:04:05ZZ"', '"2025-01-02T03:04:05-"', '"2025-01-02T03:04:05.1e5Z"'),
    *(
        '"1s"',
        '"-1.5s"',
        '"1"',
        '".5s"',
        '"1.s"',
        '"s"',
        '"1.1234567891s"',
        '"315576000001s"',
        '"-0.5s"',
        '"1e3s"',
        '"1m"',
    ),
    *('"a,b"', '"aB.cD"', '"a_b"', '"a,,b"', '"A"', '"a,"'),
    *('"type.googleapis.com/bodies.Two"', '"bodies.Three"', '"type.googleapis.com/nowhere.Nothing"'),
)
KEYS = (
    *("fInt32", "f_int32", "fInt64", "color", "named", "Other.name", "id", "left", "right", "free", "none", "a", "b"),
    *(
        "value",
        "values",
        "fields",
        "paths",
        "seconds",
        "nanos",
        "@type",
        "type_url",
        "typeUrl",
        "nothing",
        "",
        "1",
        "01",
    ),
    *("true", "false", "[bodies.number]", "[bodies.more_kinds]", "[bodies.Two.nested_extension]", "[bodies.elsewhere]"),
    *("[bodies.nothing]", "[]", "low", "high", "kind", "part", "atTime", "any", "struct", "\ud800", "stringValue"),
)


class Bodies:
    """Random bodies of a schema, valid and not.

    `foreign` is how likely a value is in a form of another tool where there is one. `types` are what an `Any` may hold.
    `own_names` tells whether keys are the fields' own names or their JSON names; they are both when it is None.
    """

    def __init__(
        self,
        source: random.Random,
        foreign: float = 0.0,
        schema: Schema | None = None,
        types: Sequence[str] = TYPES,
        own_names: bool | None = None,
    ) -> None:
        self._random = source
        self._foreign = foreign
        self._slots = Slots(body_schema() if schema is None else schema)
        self._types = types
        self._own_names = own_names

    def valid(self, message: str) -> Node:
        """A body that fits a message."""
        return self._message(message, 0)

    def mutant(self, message: str) -> Node:
        """A body with one to three random changes."""
        node = self.valid(message)
        for _ in range(self._random.choice((1, 1, 1, 2, 3))):
            node = self._changed(node)
        return node

    # Valid ones

    def _message(self, name: str, depth: int) -> Node:
        if name in _FOREIGN and self._random.random() < self._foreign:
            return self._random.choice(_FOREIGN[name])
        make = _TEXTS.get(name)
        if make is not None:
            return self._random.choice(make)
        if name in WRAPPERS:
            scalar = self._scalar(wrapped(message_slot(name, "")))
            return Members([("value", scalar)]) if self._random.random() < self._foreign else scalar
        if name in (STRUCT, VALUE, LIST_VALUE):
            return self._free(name, depth)
        return self._any(depth) if name == ANY else self._members(name, depth)

    def _members(self, name: str, depth: int) -> Members:
        schema = self._slots.schema
        descriptor = schema.message(name)
        assert descriptor is not None
        required = {field.name for field in schema.required_fields(name)}
        few = 0.12 if len(descriptor.field) > 20 else 0.5
        keys = [
            self._key(field)
            for field in descriptor.field
            if field.name in required or self._random.random() < few / (1 + depth)
        ]
        keys += [f"[{each}]" for each in schema.extensions_of(name) if self._random.random() < 0.2 / (1 + depth)]
        self._random.shuffle(keys)
        members, oneofs = Members(), set[str]()
        for key in keys:
            field = self._slots.field(name, key)
            assert field is not None, key
            if field.oneof not in oneofs:
                oneofs.update([field.oneof] if field.oneof else [])
                members.append((key, self._field(field, depth)))
        return members

    def _key(self, field: Field) -> str:
        own_names = self._random.random() < 0.5 if self._own_names is None else self._own_names
        return field.name if own_names else json_key(field)

    def _field(self, field: FieldSlot, depth: int) -> Node:
        count = self._random.randrange(3)
        if field.map_key is not None:
            keys = {self._map_key(field.map_key) for _ in range(count)}
            return Members([(key, self._value(field.value, depth + 1)) for key in keys])
        if field.is_repeated:
            return [self._value(field.value, depth + 1) for _ in range(count)]
        return self._value(field.value, depth + 1)

    def _map_key(self, slot: Slot) -> str:
        if slot.type == Field.TYPE_BOOL:
            return self._random.choice(("true", "false"))
        return self._random.choice(("1", "0", "17", "1e1") if slot.type in INTEGERS else ("", "a", "b c", "é"))

    def _value(self, slot: Slot, depth: int) -> Node:
        return self._message(slot.type_name, depth) if slot.is_message else self._scalar(slot)

    def _scalar(self, slot: Slot) -> Node:
        foreign = _FOREIGN_BYTES if slot.type == Field.TYPE_BYTES else ()
        foreign = _FOREIGN_LONG if INTEGERS.get(slot.type, "").endswith("64") else foreign
        if foreign and self._random.random() < self._foreign:
            return self._random.choice(foreign)
        if slot.type == Field.TYPE_ENUM:
            enum = self._slots.enum(slot.type_name)
            assert enum is not None
            name, number = self._random.choice(list(enum.numbers.items()))
            return self._random.choice((f'"{name}"', str(number), f'"{number}"'))
        if slot.type in INTEGERS:
            return self._random.choice(("0", "1", '"7"', "1.0", "1e3", '"1e3"', "2147483647"))
        if slot.type in FLOATS:
            return self._random.choice(("0", "-1.5", '"2.5"', '"NaN"', '"-Infinity"', "1e10", "3.4028234663852886e38"))
        return self._random.choice(_SCALARS[slot.type])

    def _free(self, name: str, depth: int) -> Node:
        container = {STRUCT: "object", LIST_VALUE: "array"}.get(name)
        container = container or self._random.choice(("object", "array", "scalar", "scalar"))
        inner = [self._free(VALUE, depth + 1) for _ in range(self._random.randrange(3))] if depth < 5 else []
        if container == "object":
            return Members((f"k{index}", value) for index, value in enumerate(inner))
        return inner if container == "array" else self._random.choice(("null", "true", "1.5", '"text"', "10"))

    def _any(self, depth: int) -> Node:
        name = self._random.choice((*self._types, TIMESTAMP, DURATION, VALUE, "google.protobuf.Int64Value", ANY, ""))
        if not name or depth > 4:
            return Members()
        content = self._message(name, depth + 1)
        members = (
            Members(content) if name in self._types and isinstance(content, Members) else Members([("value", content)])
        )
        url = self._random.choice(("type.googleapis.com/", "example.org/x/", ""))
        members.insert(self._random.randrange(len(members) + 1), ("@type", f'"{url}{name}"'))
        return members

    # Changes

    def _changed(self, node: Node) -> Node:
        """The body with one change at a random place."""
        if not isinstance(node, str) and node and self._random.random() < 0.85:
            index = self._random.randrange(len(node))
            if not isinstance(node, Members):
                return [self._changed(item) if at == index else item for at, item in enumerate(node)]
            if self._random.random() < 0.75:
                return Members(
                    (key, self._changed(item) if at == index else item) for at, (key, item) in enumerate(node)
                )
            return self._changed_members(node, index)
        return self._random.choice(_CHANGES)(self._random, node)

    def _changed_members(self, node: Members, index: int) -> Members:
        key, value = node[index]
        other = self._random.choice(KEYS)
        return Members(
            self._random.choice(
                (
                    [*node[:index], *node[index + 1 :]],
                    [*node, (key, value)],
                    [*node, (other, value)],
                    [*node, (other, self._random.choice(INTERESTING))],
                    [*node[:index], (other, value), *node[index + 1 :]],
                    [*node[:index], (key.swapcase(), value), *node[index + 1 :]],
                )
            )
        )


def _foreign(source: random.Random, node: Node) -> Node:
    """A form that other tools write, faulty at times."""
    number = source.choice(("0", "1", "-1", '"5"', "2147483648", "1.5", "null", '"x"', "999999999"))
    numbers: Node = [source.choice(("0", "255", "7", "256", "-1", "1.0", '"1"')) for _ in range(source.randrange(4))]
    wrapped_value = source.choice(
        (
            [("stringValue", source.choice(('"s"', "1")))],
            [("numberValue", number)],
            [("boolValue", "true")],
            [("nullValue", source.choice(("null", "0", '"NULL_VALUE"')))],
            [("structValue", Members([("fields", Members([("k", Members([("numberValue", "1")]))]))]))],
            [("listValue", Members([("values", [Members([("bool_value", "false")])])]))],
        )
    )
    two = base64.b64encode(b"\n\x01x").decode()
    return source.choice(
        (
            Members([("seconds", number), ("nanos", source.choice(("0", "5", "-5", "1000000000")))]),
            Members([("seconds", Members([("low", number), ("high", "0"), ("unsigned", "false")]))]),
            Members([("value", node)]),
            Members([("value", source.choice(INTERESTING))]),
            Members([("paths", [source.choice(('"a_b"', '"aB.c"', '"a_1"', '"_"', "1", '"a,b"'))])]),
            Members([("fields", Members([("k", Members(wrapped_value))]))]),
            Members(wrapped_value),
            Members([("values", [Members(wrapped_value)])]),
            Members([("values", ["1", "null", node])]),
            Members([("low", number), ("high", source.choice(("0", "-1", "1")))]),
            Members([("type", '"Buffer"'), ("data", numbers)]),
            numbers,
            Members([("typeUrl", '"x/bodies.Two"'), ("value", source.choice((f'"{two}"', '""', '"!"', '"AAEC"')))]),
            Members([("type_url", '"x/nowhere.Nothing"'), ("value", '""')]),
        )
    )


def _deep(source: random.Random, node: Node) -> Node:
    for _ in range(source.choice((3, 30, 48, 49, 50, 51))):
        node = [node] if source.random() < 0.5 else Members([("right", node)])
    return node


_CHANGES: tuple[Callable[[random.Random, Node], Node], ...] = (
    *[lambda source, node: source.choice(INTERESTING)] * 6,
    lambda source, node: [node],
    lambda source, node: [node, node],
    lambda source, node: node[0] if isinstance(node, list) and node and not isinstance(node, Members) else "null",
    lambda source, node: Members([(source.choice(KEYS), node)]),
    lambda source, node: source.choice(([], Members())),
    lambda source, node: json.dumps(node) if isinstance(node, str) else "1",
    _foreign,
    _foreign,
    _foreign,
    _deep,
)
_TEXTS = {
    TIMESTAMP: ('"2025-01-02T03:04:05Z"', '"1969-12-31T23:59:59.5+01:00"'),
    DURATION: ('"1s"', '"-1.5s"', '"0.000000001s"'),
    FIELD_MASK: ('""', '"aB,c.dE"'),
}
_SCALARS: dict[int, tuple[str, ...]] = {
    Field.TYPE_BOOL: ("true", "false"),
    Field.TYPE_STRING: ('""', '"text"', '"é\\ud83c\\udf75"'),
    Field.TYPE_BYTES: ('""', '"AAEC"', '"-_8"', '"QQ"'),
}


_FOREIGN_BYTES: tuple[Node, ...] = (["0", "255", "7.0"], Members([("type", '"Buffer"'), ("data", ["1", "2"])]))
_FOREIGN_LONG: tuple[Node, ...] = (
    Members([("low", "-1"), ("high", "0"), ("unsigned", "false")]),
    Members([("low", "4294967295"), ("high", "2147483647")]),
)
_FOREIGN: dict[str, tuple[Node, ...]] = {
    TIMESTAMP: (
        Members([("seconds", "-5"), ("nanos", "1")]),
        Members([("nanos", '"7"')]),
        Members([("seconds", _FOREIGN_LONG[0])]),
    ),
    DURATION: ("5", "-1.5", "1e3", "0.000000001", Members([("seconds", "-1"), ("nanos", "-5")])),
    FIELD_MASK: (Members([("paths", ['"a_b.c_d"', '"eF"'])]), Members([("paths", [])])),
    STRUCT: (Members([("fields", Members([("k", Members([("stringValue", '"v"')]))]))]),),
    VALUE: (
        Members([("numberValue", "1e5")]),
        Members([("null_value", "0")]),
        Members([("structValue", Members([("fields", Members([("k", Members([("bool_value", "true")]))]))]))]),
        Members([("listValue", Members([("values", [Members([("listValue", Members())])])]))]),
    ),
    LIST_VALUE: (Members([("values", [Members([("nullValue", "null")])])]), Members([("values", ["1", '"a"'])])),
    ANY: (
        Members([("typeUrl", '"x/bodies.Two"'), ("value", '"CgF4"')]),
        Members([("type_url", '"google.protobuf.Duration"'), ("value", ["8", "5"])]),
        Members([("type_url", '"bodies.Three"')]),
    ),
}
"""Forms of other tools, each of them right."""


@dataclass(frozen=True)
class Figures:
    """What came of a comparison: of `count` bodies protobuf took `taken`, and `hints` were in forms of other tools."""

    count: int
    taken: int
    hints: int
    faults: list[str]

    def __str__(self) -> str:
        return f"{self.count} bodies, {self.taken} taken as they were, {self.hints} foreign, {len(self.faults)} disagreements"


def compare(count: int, seed: int) -> Figures:
    """Compare `count` bodies, a third of them valid, and a third with forms of other tools in them."""
    source, schema = random.Random(seed), body_schema()
    makers = (Bodies(source), Bodies(source, foreign=0.7))
    taken = hints = 0
    faults: list[str] = []
    for index in range(count):
        message, maker, is_valid = source.choice(TYPES), makers[index % 3 == 0], index % 5 < 2
        node = maker.valid(message) if is_valid else maker.mutant(message)
        found = verdicts(written(node), message, schema)
        fault = f"valid, but: {found.errors[0].message}" if is_valid and found.errors else found.disagreement()
        faults += [f"{message} {found.text[:3000]}\n    {fault}"] if fault else []
        taken += found.refused is None
        hints += found.has("foreign-json-form")
    return Figures(count, taken, hints, faults)
