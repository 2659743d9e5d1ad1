"""From the tree of a JSON body to strict JSON, with the variables filled in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from protowright.request.syntax.json_nodes import (
    JsonArray,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    JsonVariable,
    JsonWord,
)

Fill = Callable[[str], str]
"""Fills the `{{variables}}` of a text in."""


def to_json(value: JsonValue, fill: Fill) -> str:
    """`value` as strict JSON text (RFC 8259).

    A variable in the place of a value stands for the JSON its text is, and for a string when that is no JSON. Numbers
    stay as they were written. Members without a value are left out.
    """
    if isinstance(value, JsonString):
        return json.dumps(fill(value.value), ensure_ascii=False)
    if isinstance(value, JsonVariable):
        return _variable(fill("{{" + value.expression + "}}"))
    if isinstance(value, JsonArray):
        return "[" + ", ".join(to_json(item, fill) for item in value.values) + "]"
    if isinstance(value, JsonObject):
        return (
            "{" + ", ".join(_member(member.key, member.value, fill) for member in value.members if member.value) + "}"
        )
    assert isinstance(value, (JsonNumber, JsonWord))
    return value.text


def to_plain(value: JsonValue) -> Any:
    """`value` as Python objects; variables stay as they are written."""
    return json.loads(to_json(value, lambda text: text))


def _member(key: JsonString, value: JsonValue, fill: Fill) -> str:
    return json.dumps(fill(key.value), ensure_ascii=False) + ": " + to_json(value, fill)


def _variable(text: str) -> str:
    try:
        json.loads(text)
    except ValueError:
        return json.dumps(text, ensure_ascii=False)
    return text
