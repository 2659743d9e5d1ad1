"""The sentences of faults that many rules find."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.diagnostics.request_codes import VALUE_TYPE_MISMATCH
from protowright.request.body.slots import (
    ANY,
    DURATION,
    FIELD_MASK,
    FLOATS,
    INTEGERS,
    LIST_VALUE,
    TIMESTAMP,
    WRAPPERS,
    Field,
    Slot,
    wrapped,
)
from protowright.request.syntax.json_nodes import (
    JsonArray,
    JsonNumber,
    JsonObject,
    JsonString,
    JsonValue,
    JsonVariable,
    JsonWord,
)
from protowright.text.edit import Edit
from protowright.text.span import Span

LONGEST_SHOWN: Final = 40
"""Characters of a value that a sentence shows."""

_TAKES: Mapping[int, str] = {
    Field.TYPE_BOOL: "`true` or `false`",
    Field.TYPE_STRING: "a string",
    Field.TYPE_BYTES: "bytes as a base64 string",
}
_MESSAGE_TAKES: Mapping[str, str] = {
    ANY: 'an object with `"@type"`',
    LIST_VALUE: "an array",
    TIMESTAMP: 'a time such as `"2025-01-02T03:04:05Z"`',
    DURATION: 'a duration such as `"1.5s"`',
    FIELD_MASK: 'paths such as `"userName,address.city"`',
}
_KINDS: dict[type[JsonValue], str] = {
    JsonString: "a string",
    JsonNumber: "a number",
    JsonArray: "an array",
    JsonObject: "an object",
    JsonVariable: "a variable",
}


def is_open(value: JsonValue) -> bool:
    """Whether a value has a variable in it, so that nobody can judge it yet."""
    return isinstance(value, JsonVariable) or (isinstance(value, JsonString) and "{{" in value.value)


def is_null(value: JsonValue) -> bool:
    """Whether a value is `null`."""
    return isinstance(value, JsonWord) and value.text == "null"


def takes(slot: Slot) -> str:
    """What stands in a slot, in words."""
    if slot.type_name in WRAPPERS:
        return takes(wrapped(slot))
    if slot.is_message:
        return _MESSAGE_TAKES.get(slot.type_name) or f"an object (`{slot.type_name}`)"
    if slot.type == Field.TYPE_ENUM:
        return f"a value of the enum `{slot.type_name}`"
    if slot.type in INTEGERS:
        return f"an integer ({INTEGERS[slot.type]})"
    return f"a number ({FLOATS[slot.type]})" if slot.type in FLOATS else _TAKES[slot.type]


def kind(value: JsonValue) -> str:
    """What a value is, in words."""
    if isinstance(value, JsonWord):
        return "null" if value.text == "null" else "a boolean"
    return _KINDS[type(value)]


def mismatch(value: JsonValue, slot: Slot, stands: str = "", fixes: Iterable[Fix] = ()) -> Diagnostic:
    """The fault that `value` is of a JSON type that its slot does not take; `stands` is what it is instead."""
    message = f"{slot.subject} takes {takes(slot)}, and this is {stands or kind(value)}"
    return Diagnostic(VALUE_TYPE_MISMATCH, message, head(value), fixes=(*fixes, *_only_element(value)))


def _only_element(value: JsonValue) -> Iterator[Fix]:
    """The fix for an array of one element where no array stands."""
    if isinstance(value, JsonArray) and len(value.values) == 1:
        (start, end), inner = value.span, value.values[0].span
        yield Fix("Remove the brackets", (Edit(Span(start, inner.start), ""), Edit(Span(inner.end, end), "")))


def head(value: JsonValue) -> Span:
    """Where a fault of a whole value is shown: at its opening bracket, or all of it when it has none."""
    start, end = value.span
    return Span(start, min(start + 1, end)) if isinstance(value, (JsonObject, JsonArray)) else value.span


def shown(text: str) -> str:
    """A text of the body as a sentence shows it: in backticks, on one line, and not at length."""
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."
    return f"`{json.dumps(cut, ensure_ascii=not cut.isprintable())[1:-1]}`"


def change_to(value: JsonValue, text: str) -> Fix:
    """The fix that puts the string `text` in the place of a value."""
    return Fix(f"Change to {shown(text)}", (Edit(value.span, json.dumps(text, ensure_ascii=False)),))


def between(value: JsonValue, opening: str, closing: str) -> tuple[Edit, ...]:
    """The edits that put texts around a value."""
    start, end = value.span
    return (Edit(Span(start, start), opening), Edit(Span(end, end), closing))
