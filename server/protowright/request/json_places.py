"""Finding the place in a JSON body that a field path means, as `google.rpc.BadRequest` has them."""

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
