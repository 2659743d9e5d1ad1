"""A filled example of a message's JSON."""

from __future__ import annotations

import json
from typing import Any, Final

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
    EnumValues,
    Field,
    FieldSlot,
    Slot,
    Slots,
    wrapped,
)

MAXIMUM_DEPTH: Final = 20
"""How deep an example goes into optional messages."""

MAXIMUM_FIELDS: Final = 2_000
"""When an example has this many fields, it gets no more optional messages."""

_WELL_KNOWN: Final[dict[str, Any]] = {
    ANY: {},
    STRUCT: {},
    VALUE: "",
    LIST_VALUE: [],
    TIMESTAMP: "2025-01-02T03:04:05Z",
    DURATION: "1s",
    FIELD_MASK: "",
}


def example_body(schema: Schema, message: str, *, all_fields: bool = True) -> str:
    """JSON text, indented by two, of a message of that full name with every field filled in; `{}` for one unknown.

    Fields that are required, or said to be so, come first, and without `all_fields` they are all there is. Of a oneof, the
    first member is shown; an array has one element and a map one entry; an enum has its first value that is not zero.
    Inside of a message, a message of the same type is left out, and so are optional ones where the example gets too deep
    or too long.
    """
    value = _Example(Slots(schema), all_fields).message(message.lstrip("."))
    return json.dumps(value, indent=2, ensure_ascii=False)


def example_member(slots: Slots, field: FieldSlot) -> str:
    """JSON text, on one line, of a field with its key: `"id": ""`."""
    return f"{json.dumps(field.key)}: {json.dumps(_Example(slots, all_fields=False).field(field), ensure_ascii=False)}"


def example_value(slots: Slots, field: FieldSlot, *, all_fields: bool) -> Any:
    """The example of a field's value as plain JSON data; `all_fields` as in `example_body`."""
    return _Example(slots, all_fields).field(field)


class _Example:
    def __init__(self, slots: Slots, all_fields: bool) -> None:
        self._slots = slots
        self._all_fields = all_fields
        self._open: list[str] = []
        self._fields = 0

    def message(self, name: str) -> Any:
        """The JSON of a message. Wrappers and other well-known types have a form of their own."""
        if name in _WELL_KNOWN:
            return _WELL_KNOWN[name]
        if name in WRAPPERS:
            return self._scalar(wrapped(Slot(Field.TYPE_MESSAGE, name, "")))
        self._open.append(name)
        shown = self._members(name)
        self._open.pop()
        return shown

    def _members(self, message: str) -> dict[str, Any]:
        shown: dict[str, Any] = {}
        oneofs: set[str] = set()
        for key, is_required in self._keys(message):
            field = self._slots.field(message, key)
            if field is None or field.oneof in oneofs or not self._has_room(field, is_required):
                continue
            self._fields += 1
            oneofs.update([field.oneof] if field.oneof else [])
            shown[key] = self.field(field)
        return shown

    def _keys(self, message: str) -> list[tuple[str, bool]]:
        """The keys of the fields to show, and whether they are required: these first, then as they are declared.

        Fields that are deprecated are shown when they are required only.
        """
        descriptor = self._slots.schema.message(message)
        required = [json_key(field) for field in self._slots.schema.expected_fields(message)]
        fields = [] if descriptor is None or not self._all_fields else descriptor.field
        others = [json_key(field) for field in fields if not field.options.deprecated]
        return [(key, True) for key in required] + [(key, False) for key in others if key not in required]

    def _has_room(self, field: FieldSlot, is_required: bool) -> bool:
        slot = field.value
        if slot.type == Field.TYPE_ENUM:
            return self._slots.enum(slot.type_name) is not None
        if not slot.is_message or slot.type_name in _WELL_KNOWN or slot.type_name in WRAPPERS:
            return True
        if self._slots.schema.message(slot.type_name) is None or slot.type_name in self._open:
            return False
        return is_required or (len(self._open) < MAXIMUM_DEPTH and self._fields < MAXIMUM_FIELDS)

    def field(self, field: FieldSlot) -> Any:
        """The JSON of a field's value."""
        value = self.message(field.value.type_name) if field.value.is_message else self._scalar(field.value)
        if field.map_key is not None:
            return {_map_key(field.map_key): value}
        return [value] if field.is_repeated else value

    def _scalar(self, slot: Slot) -> Any:
        if slot.type == Field.TYPE_ENUM:
            enum = self._slots.enum(slot.type_name)
            return "" if enum is None else _enum_value(enum)
        if slot.type == Field.TYPE_BOOL:
            return False
        if slot.type in FLOATS:
            return 0.0
        if slot.type in INTEGERS:
            return "0" if INTEGERS[slot.type].endswith("64") else 0
        return ""


def _enum_value(enum: EnumValues) -> str:
    """The first value that says something and is not deprecated."""
    names = [name for name in enum.numbers if name not in enum.deprecated] or list(enum.numbers)
    return next((name for name in names if enum.numbers[name]), next(iter(names), ""))


def _map_key(slot: Slot) -> str:
    if slot.type == Field.TYPE_BOOL:
        return "false"
    return "0" if slot.type in INTEGERS else "key"
