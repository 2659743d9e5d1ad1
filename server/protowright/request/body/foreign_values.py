"""Free-form JSON written as the messages it is made of: `{"fields": {"k": {"stringValue": "v"}}}` for `{"k": "v"}`.

An object may look like that and be meant literally, so it is read this way only when every part of it fits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from protowright.request.body.faults import is_null, is_open
from protowright.request.syntax.json_nodes import (
    JsonArray,
    JsonMember,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    JsonWord,
)


def unwrapped_value(value: JsonValue) -> JsonValue | None:
    """The JSON that a `google.protobuf.Value` written as its fields stands for; None when `value` is no such thing."""
    member = _only_member(value)
    unwrap = None if member is None else _KINDS.get(member.key.value)
    return None if unwrap is None or member is None or member.value is None else unwrap(member.value)


def unwrapped_struct(value: JsonValue) -> JsonValue | None:
    """The same of a `google.protobuf.Struct`."""
    if isinstance(value, JsonObject) and not value.members:
        return value
    member = _only_member(value)
    if member is None or member.key.value != "fields" or not isinstance(member.value, JsonObject):
        return None
    members: list[JsonMember] = []
    for field in member.value.members:
        inner = None if field.value is None else unwrapped_value(field.value)
        if inner is None:
            return None
        members.append(JsonMember(field.key, inner))
    return JsonObject(value.span, tuple(members))


def unwrapped_list(value: JsonValue) -> JsonValue | None:
    """The same of a `google.protobuf.ListValue`."""
    if isinstance(value, JsonObject) and not value.members:
        return JsonArray(value.span, ())
    member = _only_member(value)
    if member is None or member.key.value != "values" or not isinstance(member.value, JsonArray):
        return None
    items: list[JsonValue] = []
    for item in member.value.values:
        inner = unwrapped_value(item)
        if inner is None:
            return None
        items.append(inner)
    return JsonArray(value.span, tuple(items))


def _only_member(value: JsonValue) -> JsonMember | None:
    return value.members[0] if isinstance(value, JsonObject) and len(value.members) == 1 else None


def _null(value: JsonValue) -> JsonValue | None:
    named = (isinstance(value, JsonString) and value.value == "NULL_VALUE") or (
        isinstance(value, JsonNumber) and value.text == "0"
    )
    return JsonWord(value.span, "null") if named or is_null(value) else None


def _number(value: JsonValue) -> JsonValue | None:
    return value if isinstance(value, JsonNumber) or is_open(value) else None


def _string(value: JsonValue) -> JsonValue | None:
    return value if isinstance(value, JsonString) or is_open(value) else None


def _boolean(value: JsonValue) -> JsonValue | None:
    return value if (isinstance(value, JsonWord) and value.text != "null") or is_open(value) else None


_KINDS: Final[Mapping[str, Callable[[JsonValue], JsonValue | None]]] = {
    "nullValue": _null,
    "null_value": _null,
    "numberValue": _number,
    "number_value": _number,
    "stringValue": _string,
    "string_value": _string,
    "boolValue": _boolean,
    "bool_value": _boolean,
    "structValue": unwrapped_struct,
    "struct_value": unwrapped_struct,
    "listValue": unwrapped_list,
    "list_value": unwrapped_list,
}
