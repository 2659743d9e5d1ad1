"""From the tree of a body to the strict JSON of its message, with what other tools write in its right form."""

from __future__ import annotations

from protowright.proto.schema import Schema
from protowright.request.body.faults import is_null
from protowright.request.body.filled import filled
from protowright.request.body.nodes import json_text
from protowright.request.body.slots import ANY, WELL_KNOWN, FieldSlot, Slot, Slots, message_slot
from protowright.request.syntax.json_nodes import JsonArray, JsonMember, JsonObject, JsonValue
from protowright.request.syntax.json_parser import MAXIMUM_DEPTH
from protowright.request.to_json import Fill


def body_json(value: JsonValue, fill: Fill, message: str, schema: Schema) -> str:
    """`value` as strict JSON text (RFC 8259) that `google.protobuf.json_format` takes for a message of that type.

    Variables are filled in first, so a form of another tool may have variables in it, or come from one. Numbers stay as
    they are written, members without a value are left out, and what does not fit the message stays as it is: then
    `check_body` has an error for it. What `fill` raises goes through.
    """
    return json_text(_converted(filled(value, fill), message_slot(message, ""), Slots(schema), 0))


def _converted(value: JsonValue, slot: Slot, slots: Slots, depth: int) -> JsonValue:
    """`value` in its right form. Values deeper than bodies may nest stay as they are."""
    if depth > MAXIMUM_DEPTH:
        return value
    if slot.has_other_forms:
        from protowright.request.body.foreign_forms import foreign_form  # few messages have such fields

        form = foreign_form(value, slot, slots)
        if form is not None and form.value is not None:
            return form.value
    if not slot.is_message or not isinstance(value, JsonObject):
        return value
    if slot.type_name == ANY:
        return _converted_any(value, slots, depth)
    return value if slot.type_name in WELL_KNOWN else _converted_fields(value, slot.type_name, slots, depth)


def _converted_fields(value: JsonObject, message: str, slots: Slots, depth: int) -> JsonObject:
    members = [
        _converted_member(member, slots.field(message, member.key.value), slots, depth) for member in value.members
    ]
    return JsonObject(value.span, tuple(members))


def _converted_member(member: JsonMember, field: FieldSlot | None, slots: Slots, depth: int) -> JsonMember:
    value, inner = member.value, depth + 1
    if field is None or value is None:
        return member
    if field.map_key is not None:
        return JsonMember(member.key, _converted_map(value, field.value, slots, inner))
    if field.is_repeated:
        return JsonMember(member.key, _converted_list(value, field.value, slots, inner))
    return JsonMember(member.key, _converted(value, field.value, slots, inner))


def _converted_list(value: JsonValue, slot: Slot, slots: Slots, depth: int) -> JsonValue | None:
    """`null` sets nothing, and is left out: not all of `json_format` knows so."""
    if is_null(value):
        return None
    if not isinstance(value, JsonArray):
        return value
    return JsonArray(value.span, tuple([_converted(item, slot, slots, depth) for item in value.values]))


def _converted_map(value: JsonValue, slot: Slot, slots: Slots, depth: int) -> JsonValue:
    if not isinstance(value, JsonObject):
        return value
    members = [
        JsonMember(member.key, None if member.value is None else _converted(member.value, slot, slots, depth))
        for member in value.members
    ]
    return JsonObject(value.span, tuple(members))


def _converted_any(value: JsonObject, slots: Slots, depth: int) -> JsonObject:
    from protowright.request.body.any_values import TYPE_KEY, any_type_name

    name = any_type_name(value)
    if name is None:
        return value
    if name not in WELL_KNOWN:
        return _converted_fields(value, name, slots, depth)
    members = [
        member
        if member.value is None or member.key.value == TYPE_KEY
        else JsonMember(member.key, _converted(member.value, message_slot(name, ""), slots, depth + 1))
        for member in value.members
    ]
    return JsonObject(value.span, tuple(members))
