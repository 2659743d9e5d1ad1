"""Finding places in JSON bodies: those that field paths mean, and the same place in a body that was written anew."""

from __future__ import annotations

import re

from protowright.request.syntax.json_nodes import JsonArray, JsonObject, JsonValue
from protowright.text.span import Span

_STEP = re.compile(r"\[(\d+)\]|\[\"?([^\]\"]+)\"?\]|([^.\[\]]+)")


def place_of_field(body: JsonValue, path: str) -> Span | None:
    """The span of the deepest part of `path` that the body has: of its key, or of a value in a list.

    Names are compared without regard to `snake_case` and `camelCase`, as servers use either. None when the body has not
    even the first part.
    """
    found: Span | None = None
    current: JsonValue | None = body
    for match in _STEP.finditer(path):
        step = _step(current, match)
        if step is None:
            break
        found, current = step
    return found


def _step(current: JsonValue | None, match: re.Match[str]) -> tuple[Span, JsonValue | None] | None:
    if isinstance(current, JsonArray) and match[1] is not None:
        index = int(match[1])
        return (current.values[index].span, current.values[index]) if index < len(current.values) else None
    if not isinstance(current, JsonObject):
        return None
    wanted = _folded(match[1] or match[2] or match[3])
    member = next((member for member in current.members if _folded(member.key.value) == wanted), None)
    return None if member is None else (member.key.span, member.value)


def _folded(name: str) -> str:
    return name.replace("_", "").lower()


Way = tuple[int, ...]
"""From a body to something inside: the index of the member or element at each level, from 0, the outermost first."""


def way_to(body: JsonValue, offset: int) -> Way:
    """The way to the innermost member or element at `offset`; empty for the body itself."""
    way: list[int] = []
    current: JsonValue | None = body
    while current is not None:
        parts = _parts(current)
        index = next((i for i, (span, value) in enumerate(parts) if span.start <= offset < _end(span, value)), None)
        if index is None:
            break
        way.append(index)
        current = parts[index][1]
    return tuple(way)


def place_at(body: JsonValue, way: Way) -> Span:
    """Where `way` leads in a body of the same structure: a key, or an element. It goes as far as the body does."""
    span, current = body.span, body
    for index in way:
        parts = _parts(current)
        if index >= len(parts):
            break
        span, value = parts[index]
        if value is None:
            break
        current = value
    return span


def _parts(value: JsonValue) -> list[tuple[Span, JsonValue | None]]:
    if isinstance(value, JsonObject):
        return [(member.key.span, member.value) for member in value.members]
    return [(item.span, item) for item in value.values] if isinstance(value, JsonArray) else []


def _end(span: Span, value: JsonValue | None) -> int:
    return span.end if value is None else value.span.end
