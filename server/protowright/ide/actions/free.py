"""Names and numbers that nothing has yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from protowright.ide.completion.numbers import next_free
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import written_json_name
from protowright.proto.semantic.ranges import MAXIMUM_FIELD_NUMBER, number_ranges, reserved_names
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol, join

PROTOBUF_OWN = (19000, 19999)
"""https://protobuf.dev/programming-guides/proto3/#assigning"""


def free_number(message: MessageSymbol) -> int | None:
    """The number behind the highest one of a message; None when there is none left."""
    used = [field.number for field in message.fields if field.number is not None]
    ranges = [
        (each.start, each.end)
        for keyword in ("reserved", "extensions")
        for each in number_ranges(message.ranges, keyword, MAXIMUM_FIELD_NUMBER)
    ]
    taken = [PROTOBUF_OWN, *ranges, *((number, number) for number in used)]
    return next_free(max(used, default=0) + 1, 1, MAXIMUM_FIELD_NUMBER, taken)


def free_field_name(message: MessageSymbol, wanted: str, gone: Iterable[str] = ()) -> str:
    """A name that is no other field's, nor reserved, nor the same in JSON; fields that are `gone` do not count."""
    taken = taken_names(message, gone)
    return next(name for name in _numbered(wanted) if json_name(name).lower() not in taken)


def taken_names(message: MessageSymbol, gone: Iterable[str] = ()) -> set[str]:
    """What no new field of a message may be called in JSON, in small letters; fields that are `gone` leave their names."""
    gone = set(gone)
    names = {name for each in message.ranges for name in reserved_names(each)} | gone
    names |= {each.name.text for each in (*message.messages, *message.enums, *message.oneofs, *message.extensions)}
    names |= {value.name.text for enum in message.enums for value in enum.values}
    fields = (field for field in message.fields if field.name.text not in gone)
    return {json_name(name).lower() for name in names}.union(*map(names_in_json, fields))


def names_in_json(field: FieldSymbol) -> set[str]:
    """The JSON name that a field has of itself and the one that `json_name` sets, in small letters."""
    names = json_name(field.name.text), written_json_name(field.options)
    return {name.lower() for name in names if name is not None}


def free_type_name(link: LinkedFile, scope: str, wanted: str) -> str:
    """A name that means nothing in the scope, as far as the file sees: it would take the place of what it means."""
    return next(name for name in _numbered(wanted, "") if not is_meant(link, scope, name))


def is_meant(link: LinkedFile, scope: str, name: str) -> bool:
    """Whether a name means something where it is written in a scope: there, or in one around it."""
    parts = scope.split(".") if scope else []
    found = {join(".".join(parts[:count]), name) for count in range(len(parts) + 1)}
    return not (found.isdisjoint(link.scope.names) and found.isdisjoint(link.scope.packages))


def _numbered(name: str, joint: str = "_") -> Iterator[str]:
    yield name
    for number in count(2):
        yield f"{name}{joint}{number}"
