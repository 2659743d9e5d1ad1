"""The types of fields and places, as `.proto` files write them."""

from __future__ import annotations

from collections.abc import Mapping

from protowright.request.body.slots import FLOATS, INTEGERS, Field, FieldSlot, Slot

_OTHERS: Mapping[int, str] = {Field.TYPE_BOOL: "bool", Field.TYPE_STRING: "string", Field.TYPE_BYTES: "bytes"}


def slot_type(slot: Slot) -> str:
    """The type of one value."""
    return slot.type_name or INTEGERS.get(slot.type) or FLOATS.get(slot.type) or _OTHERS.get(slot.type, "")


def field_type(found: FieldSlot) -> str:
    """The type of a field."""
    value = slot_type(found.value)
    if found.map_key is not None:
        return f"map<{slot_type(found.map_key)}, {value}>"
    return f"repeated {value}" if found.is_repeated else value


def field_type_and_oneof(found: FieldSlot) -> str:
    """The type of a field, and its oneof."""
    text = field_type(found)
    return f"{text}, one of `{found.oneof}`" if found.oneof else text
