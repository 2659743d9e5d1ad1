"""The names in a JSON body: keys that are fields, strings that are enum values, the type of an `Any`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from protowright.ide.field_masks import mask_fields
from protowright.ide.mentions import Role
from protowright.request.body.any_values import TYPE_KEY, any_type_name
from protowright.request.body.nodes import inner_values
from protowright.request.body.slots import ANY, FIELD_MASK, WELL_KNOWN, FieldSlot, Slot, Slots, message_slot
from protowright.request.syntax.json_nodes import JsonArray, JsonMember, JsonObject, JsonString, JsonValue
from protowright.text.span import Span

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Namer(Protocol[T_co]):
    """Makes what is wanted of names, such as their mentions; nothing when a declaration is not known."""

    def simple(self, full_name: str, span: Span, role: Role) -> Iterator[T_co]:
        """What is wanted at `span`, where the last component of a full name stands, or another form of it."""

    def dotted(self, full_name: str, span: Span, role: Role) -> Iterator[T_co]:
        """What is wanted at `span`, where all of a full name stands: one for each component."""

    def in_mask(self, full_name: str, span: Span) -> Iterator[T_co]:
        """What is wanted at `span`, where a `FieldMask` names the field of that full name."""


_Job = tuple[JsonValue, Slot]


def body_mentions(value: JsonValue, message: str, is_stream: bool, slots: Slots, name: Namer[T]) -> Iterator[T]:
    """The names in `value`, a message of the type `message`, or an array of such messages when `is_stream`."""
    slot = message_slot(message, "the body")
    is_list = is_stream and isinstance(value, JsonArray)
    pending: list[_Job] = [(item, slot) for item in (inner_values(value) if is_list else [value])]
    while pending:
        current, slot = pending.pop()
        if isinstance(current, JsonObject) and slot.is_message:
            yield from _object(current, slot.type_name, slots, name, pending)
        elif isinstance(current, JsonString) and slots.enum(slot.type_name) is not None:
            scope = slot.type_name.rpartition(".")[0]
            full_name = f"{scope}.{current.value}" if scope else current.value
            yield from name.simple(full_name, inside_quotes(current), Role.READ)


def _object(value: JsonObject, message: str, slots: Slots, name: Namer[T], pending: list[_Job]) -> Iterator[T]:
    if message == ANY:
        message = any_type_name(value) or ""
        yield from _type_of_any(value, message, name)
        pending += [
            (member.value, message_slot(message, member.key.value))
            for member in value.members
            if message in WELL_KNOWN and member.key.value == "value" and member.value is not None
        ]
    if message in WELL_KNOWN:
        return
    for member in value.members:
        found = slots.field(message, member.key.value)
        if found is not None:
            yield from _key(member.key, message, found, name)
            if found.value.type_name == FIELD_MASK and isinstance(member.value, JsonString):
                yield from _mask(member.value, message, found, slots, name)
            pending += _values(member, found)


def _key(key: JsonString, message: str, found: FieldSlot, name: Namer[T]) -> Iterator[T]:
    span = inside_quotes(key)
    if found.name.startswith("["):
        yield from name.dotted(found.name[1:-1], Span(span.start + 1, span.end - 1), Role.WRITE)
    else:
        yield from name.simple(f"{message}.{found.name}", span, Role.WRITE)


def _mask(text: JsonString, message: str, found: FieldSlot, slots: Slots, name: Namer[T]) -> Iterator[T]:
    span = inside_quotes(text)
    if span.end - span.start == len(text.value):  # else it has escapes: no place in the value is one in the text
        for full_name, part in mask_fields(text.value, message, found.name, slots):
            yield from name.in_mask(full_name, part.shifted(span.start))


def _type_of_any(value: JsonObject, message: str, name: Namer[T]) -> Iterator[T]:
    for member in value.members:
        if message and member.key.value == TYPE_KEY and isinstance(member.value, JsonString):
            end = inside_quotes(member.value).end
            yield from name.dotted(message, Span(end - len(message), end), Role.READ)


def _values(member: JsonMember, found: FieldSlot) -> list[_Job]:
    if member.value is None:
        return []
    if found.map_key is not None or isinstance(member.value, JsonArray):
        return [(item, found.value) for item in inner_values(member.value)]
    return [(member.value, found.value)]


def inside_quotes(text: JsonString) -> Span:
    """Where a string stands, without its quotes: a key may have none, and the closing one may be missing."""
    start, end = text.span
    quotes = min(end - start - len(text.value), 2)
    return Span(start + (quotes > 0), end - (quotes > 1))
