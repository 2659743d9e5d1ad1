"""Putting the values of variables into the tree of a body."""

from __future__ import annotations

from protowright.request.body.nodes import tree_of
from protowright.request.syntax.json_nodes import (
    JsonArray,
    JsonMember,
    JsonObject,
    JsonString,
    JsonValue,
    JsonVariable,
)
from protowright.request.to_json import Fill


def filled(value: JsonValue, fill: Fill) -> JsonValue:
    """`value` with its variables filled in, so that `check_body` judges all of it.

    A variable in the place of a value stands for the JSON its text is, and for a string when that is no JSON (as in
    `to_json`); every node that comes from it is at the place of the variable. What `fill` raises goes through.
    """
    if isinstance(value, JsonVariable):
        return _of_variable(fill("{{" + value.expression + "}}"), value)
    if isinstance(value, JsonString):
        return _string(value, fill)
    if isinstance(value, JsonArray):
        return JsonArray(value.span, tuple([filled(item, fill) for item in value.values]))
    if isinstance(value, JsonObject):
        return JsonObject(value.span, tuple([_member(member, fill) for member in value.members]))
    return value


def _of_variable(text: str, variable: JsonVariable) -> JsonValue:
    try:
        return tree_of(text, variable.span)
    except ValueError:
        return JsonString(variable.span, text)


def _string(value: JsonString, fill: Fill) -> JsonString:
    return JsonString(value.span, fill(value.value)) if "{{" in value.value else value


def _member(member: JsonMember, fill: Fill) -> JsonMember:
    return JsonMember(_string(member.key, fill), None if member.value is None else filled(member.value, fill))
