"""Trees of JSON that were not written in a file, and trees as text."""

from __future__ import annotations

import json
from typing import Any

from protowright.request.syntax.json_nodes import (
    JsonArray,
    JsonMember,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    JsonVariable,
    JsonWord,
)
from protowright.request.syntax.json_parser import MAXIMUM_DEPTH
from protowright.text.span import Span

_WORDS = {True: "true", False: "false", None: "null"}


def tree_of(text: str, span: Span) -> JsonValue:
    """The tree of strict JSON (RFC 8259), in which every node is at `span`; numbers stay as they are written.

    Raises ValueError when it is no JSON, or nests deeper than bodies may.
    """

    def number(written: str) -> JsonNumber:
        return JsonNumber(span, written)

    def word(written: str) -> JsonString:
        return JsonString(span, written)  # NaN and the infinities are strings in the JSON of protobuf

    def members(pairs: list[tuple[str, Any]]) -> JsonObject:
        return JsonObject(span, tuple([JsonMember(JsonString(span, key), _node(item, span, 0)) for key, item in pairs]))

    try:
        loaded = json.loads(text, parse_int=number, parse_float=number, parse_constant=word, object_pairs_hook=members)
        tree = _node(loaded, span, 0)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if _is_too_deep(tree):
        raise ValueError("nested too deep")
    return tree


def json_text(value: JsonValue) -> str:
    """A tree as JSON on one line. Members without a value are left out; a variable is written as one."""
    if isinstance(value, JsonString):
        return json.dumps(value.value, ensure_ascii=False)
    if isinstance(value, JsonVariable):
        return "{{" + value.expression + "}}"
    if isinstance(value, JsonArray):
        return f"[{', '.join([json_text(item) for item in value.values])}]"
    if isinstance(value, JsonObject):
        return f"{{{', '.join([_member(member.key, member.value) for member in value.members if member.value])}}}"
    return value.text


def inner_values(value: JsonValue) -> list[JsonValue]:
    """The values that stand directly in an object or array."""
    if isinstance(value, JsonObject):
        return [member.value for member in value.members if member.value is not None]
    return list(value.values) if isinstance(value, JsonArray) else []


def _member(key: JsonString, value: JsonValue) -> str:
    return f"{json_text(key)}: {json_text(value)}"


def _is_too_deep(tree: JsonValue) -> bool:
    """Whether a tree nests deeper than bodies may; level by level, since it can be deeper than a recursion goes."""
    level = [tree]
    for _ in range(MAXIMUM_DEPTH + 1):
        level = [inner for value in level for inner in inner_values(value)]
    return bool(level)


def _node(loaded: Any, span: Span, depth: int) -> JsonValue:
    """What the parser made, with lists, strings and words as nodes; objects are nodes by then."""
    if depth > MAXIMUM_DEPTH:
        raise ValueError("nested too deep")
    if isinstance(loaded, list):
        return JsonArray(span, tuple([_node(item, span, depth + 1) for item in loaded]))
    if isinstance(loaded, str):
        return JsonString(span, loaded)
    if loaded is None or isinstance(loaded, bool):
        return JsonWord(span, _WORDS[loaded])
    assert isinstance(loaded, (JsonNumber, JsonString, JsonObject))
    return loaded
