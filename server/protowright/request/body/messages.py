"""Messages whose JSON is an object of their fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Related
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import (
    DUPLICATE_KEY,
    MISSING_REQUIRED_FIELD,
    NULL_NOT_ALLOWED,
    ONEOF_SET_TWICE,
    UNKNOWN_FIELD,
    VALUE_TYPE_MISMATCH,
)
from protowright.proto.schema import json_key
from protowright.request.body.example import example_member
from protowright.request.body.faults import between, head, is_null, is_open, kind, mismatch, shown, takes
from protowright.request.body.jobs import Job, Outcome
from protowright.request.body.scalars import key_faults
from protowright.request.body.slots import VALUE, FieldSlot, Slot, Slots
from protowright.request.declared import declared_in_source, deprecated
from protowright.request.syntax.json_nodes import JsonArray, JsonMember, JsonObject, JsonString, JsonValue
from protowright.text.edit import Edit
from protowright.text.nearest import nearest, suggestion
from protowright.text.span import Span

MANY_FIELDS = 12
"""A sentence lists the fields of a message up to this many."""


@dataclass(slots=True)
class _Seen:
    """What the members of an object have set so far: keys by the own names of fields and by the names of oneofs."""

    fields: dict[str, JsonString] = field(default_factory=dict)
    oneofs: dict[str, JsonString] = field(default_factory=dict)
    present: set[str] = field(default_factory=set)
    is_open: bool = False


def message_outcomes(job: Job, slots: Slots) -> Iterator[Outcome]:
    """What is wrong with a value in the slot of a message, and the values in it."""
    if isinstance(job.value, JsonObject):
        yield from field_outcomes(job.value, job.slot.type_name, job.depth, slots)
    else:
        yield mismatch(job.value, job.slot)


def field_outcomes(
    value: JsonObject, message: str, depth: int, slots: Slots, skipped: str | None = None
) -> Iterator[Outcome]:
    """The same for the members of an object; the key `skipped` is no field."""
    seen = _Seen()
    for member in value.members:
        key = member.key.value
        if "{{" in key:
            seen.is_open = True
        elif key != skipped:
            found = slots.field(message, key)
            if found is None:
                yield _unknown_field(member.key, message, slots)
            else:
                yield from _deprecated(member.key, found, message, slots)
                yield from _twice(member, found, seen)
                yield from _member_outcomes(member, found, depth, slots)
    if not seen.is_open:
        yield from _missing(value, message, seen, slots)


# One member


def _deprecated(key: JsonString, found: FieldSlot, message: str, slots: Slots) -> Iterator[Diagnostic]:
    if found.is_deprecated:
        full_name = found.name[1:-1] if found.name.startswith("[") else f"{message}.{found.name}"
        yield deprecated(slots.schema, full_name, key.span)


def _member_outcomes(member: JsonMember, found: FieldSlot, depth: int, slots: Slots) -> Iterator[Outcome]:
    value = member.value
    if value is None or is_null(value) or is_open(value):
        return
    if found.map_key is not None:
        yield from _map_outcomes(value, found, found.map_key, depth, slots)
    elif found.is_repeated:
        yield from _list_outcomes(value, found, depth)
    else:
        yield Job(value, found.value, depth)


def _list_outcomes(value: JsonValue, found: FieldSlot, depth: int) -> Iterator[Outcome]:
    if isinstance(value, JsonArray):
        for item in value.values:
            yield _inner(item, found.value, depth)
        return
    message = f"`{found.key}` takes an array, and this is {kind(value)}"
    fix = Fix("Put it in brackets", between(value, "[", "]"))
    help = f"each element is {takes(found.value)}"
    yield Diagnostic(VALUE_TYPE_MISMATCH, message, head(value), help=help, fixes=(fix,))


def _map_outcomes(value: JsonValue, found: FieldSlot, keys: Slot, depth: int, slots: Slots) -> Iterator[Outcome]:
    if not isinstance(value, JsonObject):
        message = f"`{found.key}` takes an object of keys and values, and this is {kind(value)}"
        yield Diagnostic(VALUE_TYPE_MISMATCH, message, head(value), help=f"each value is {takes(found.value)}")
        return
    for member in value.members:
        if "{{" not in member.key.value:
            yield from key_faults(member.key, keys, slots)
        if member.value is not None:
            yield _inner(member.value, found.value, depth)


def _inner(value: JsonValue, slot: Slot, depth: int) -> Outcome:
    """What stands in an array or map must be something; of free-form JSON, `null` is something."""
    if is_null(value) and slot.type_name != VALUE:
        return Diagnostic(NULL_NOT_ALLOWED, f"{slot.subject} cannot be `null`", value.span, help="leave it out")
    return Job(value, slot, depth)


# The members together


def _twice(member: JsonMember, found: FieldSlot, seen: _Seen) -> Iterator[Diagnostic]:
    """A field under both of its names; two members of a oneof. The same key twice is the JSON's own fault."""
    if member.value is None or not is_null(member.value):
        seen.present.add(found.name)
    first = seen.fields.setdefault(found.name, member.key)
    if first is not member.key:
        if first.value != member.key.value:
            message = f"`{first.value}` and `{member.key.value}` are the same field, and it is set twice"
            yield Diagnostic(DUPLICATE_KEY, message, member.key.span, (Related("the first time", first.span),))
    elif found.oneof and found.name in seen.present:
        other = seen.oneofs.setdefault(found.oneof, member.key)
        if other is not member.key:
            message = (
                f"`{other.value}` and `{member.key.value}` exclude each other: both are in the oneof `{found.oneof}`"
            )
            related = (Related("the first one", other.span),)
            yield Diagnostic(ONEOF_SET_TWICE, message, member.key.span, related, help="remove one of them")


def _missing(value: JsonObject, message: str, seen: _Seen, slots: Slots) -> Iterator[Diagnostic]:
    """Required fields that are not set; `null` sets nothing."""
    for lacking in slots.schema.required_fields(message):
        if lacking.name not in seen.present:
            text = f"`{message}` lacks `{json_key(lacking)}`, which is required"
            yield Diagnostic(
                MISSING_REQUIRED_FIELD, text, head(value), fixes=_addition(value, message, json_key(lacking), slots)
            )


def _addition(value: JsonObject, message: str, key: str, slots: Slots) -> tuple[Fix, ...]:
    field = slots.field(message, key)
    if field is None:
        return ()
    text = example_member(slots, field)
    if value.members:
        start = value.members[0].key.span.start
        return (Fix(f"Add `{key}`", (Edit(Span(start, start), f"{text}, "),)),)
    return (Fix(f"Add `{key}`", (Edit(value.span, f"{{ {text} }}"),)),)


def _unknown_field(key: JsonString, message: str, slots: Slots) -> Diagnostic:
    if key.value.startswith("[") and key.value.endswith("]"):
        return _unknown_extension(key, message, slots)
    names = list(dict.fromkeys([json_key(field) for field in slots.schema.fields_by_key(message).values()]))
    few = f"it has {', '.join(names)}" if 0 < len(names) <= MANY_FIELDS else None
    text, declared = f"`{message}` has no field {shown(key.value)}", declared_in_source(slots.schema, message)
    return _unknown(key, text, nearest(key.value, names, 3), few, declared)


def _unknown_extension(key: JsonString, message: str, slots: Slots) -> Diagnostic:
    other = slots.schema.extension(key.value[1:-1])
    if other is not None:
        text = f"{shown(key.value)} extends `{other.extendee.lstrip('.')}`, and not `{message}`"
    else:
        text = f"`{message}` has no extension {shown(key.value)}"
    names = [f"[{name}]" for name in slots.schema.extensions_of(message)]
    return _unknown(key, text, nearest(key.value, names, 3), None if names else "the schema has no extension of it", ())


def _unknown(
    key: JsonString, message: str, near: list[str], few: str | None, related: tuple[Related, ...]
) -> Diagnostic:
    fixes = guesses(key.span, near, json.dumps)
    return Diagnostic(UNKNOWN_FIELD, message, key.span, related, suggestion(near) or few, fixes)
