"""The shape of a message: what its JSON looks like, on one screen."""

from __future__ import annotations

import json

from protowright.proto.schema import Schema
from protowright.request.body.slots import FLOATS, INTEGERS, WELL_KNOWN, Field, FieldSlot, Slot, Slots

MAXIMUM_FIELDS = 24
"""A longer message is cut."""

_SCALARS = {**INTEGERS, **FLOATS, Field.TYPE_BOOL: "bool", Field.TYPE_STRING: "string", Field.TYPE_BYTES: "bytes"}


def shape(schema: Schema, message: str) -> str:
    """The keys of a message's JSON with their types, a line for each field; types inside of it by name alone."""
    full_name = message.lstrip(".")
    descriptor = schema.message(full_name)
    if descriptor is None or full_name in WELL_KNOWN:
        return full_name
    slots = Slots(schema)
    names = [field.name for field in descriptor.field]
    found = [slot for name in names[:MAXIMUM_FIELDS] if (slot := slots.field(full_name, name)) is not None]
    lines = [f"  {json.dumps(slot.key, ensure_ascii=False)}: {_type(slot, full_name)}{_oneof(slot)}" for slot in found]
    if len(names) > MAXIMUM_FIELDS:
        lines.append(f"  // and {len(names) - MAXIMUM_FIELDS} more fields")
    return "{\n" + "\n".join(lines) + "\n}" if lines else "{}"


def _type(slot: FieldSlot, around: str) -> str:
    value = _value(slot.value, around)
    if slot.map_key is not None:
        return f"{{ [{_value(slot.map_key, around)}]: {value} }}"
    return f"[{value}]" if slot.is_repeated else value


def _value(slot: Slot, around: str) -> str:
    """The name of a type, as short as it is clear in the package of the message around."""
    if not slot.type_name:
        return _SCALARS.get(slot.type, "unknown")
    package = around.rpartition(".")[0] + "."
    return slot.type_name.removeprefix(around + ".").removeprefix(package)


def _oneof(slot: FieldSlot) -> str:
    return f"  // one of {slot.oneof}" if slot.oneof else ""
