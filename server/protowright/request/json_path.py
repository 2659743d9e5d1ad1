"""Paths into JSON (RFC 9535): where one ends in a line, what it finds, and what there is where it finds nothing."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonpath import JSONPath

MAXIMUM_NAMES = 8
"""How many names of an object are shown."""

_STEP = re.compile(r"\{\{[^{}\n]*\}\}|\[[^\[\]'\"]*|\]|'(?:[^'\\]|\\.)*'?|\"(?:[^\"\\]|\\.)*\"?|\S|\s")
_NAME = re.compile(r"\['([A-Za-z_]\w*)'\]", re.ASCII)


class InvalidPath(ValueError):
    """A text that is no JSONPath; the message says where it goes wrong."""


def path_end(text: str, start: int) -> int:
    """Where the path that begins at `start` ends: at the first white space outside of brackets and quotes."""
    depth = 0
    for match in _STEP.finditer(text, start):
        first = match[0][0]
        depth += (first == "[") - (first == "]")
        if first.isspace() and depth <= 0:
            return match.start()
    return len(text)


def check_path(path: str) -> None:
    """Raises InvalidPath when `path` is no JSONPath."""
    _compiled(path)


def is_singular(path: str) -> bool:
    """Whether a path can find one value at most (RFC 9535, 2.3.5.1). Raises InvalidPath."""
    return _compiled(path).singular_query()


def find(path: str, document: Any) -> list[Any]:
    """The values at `path` in a document, as `json.loads` gives them. Raises InvalidPath."""
    from jsonpath import JSONPathError

    try:
        return _found(_compiled(path), document)
    except JSONPathError as error:
        raise InvalidPath(f"`{path}` cannot be looked for: {error.args[0]}") from None


def what_is_there(path: str, document: Any) -> str:
    """The last place on the way of a path that finds nothing, and what is there: "`$.user` has `id` and `name`"."""
    from jsonpath import JSONPath

    compiled = _compiled(path)
    place, values = "$", [document]
    for length in range(1, len(compiled.segments) + 1):
        part = JSONPath(env=compiled.env, segments=compiled.segments[:length])
        found = _found(part, document)
        if not found:
            break
        place, values = _NAME.sub(r".\1", str(part)), found
    return f"`{place}` {_content(values[0])}"


@functools.lru_cache(maxsize=256)
def _compiled(path: str) -> JSONPath:
    from jsonpath import CompoundJSONPath, JSONPathError, compile

    if not path.startswith("$"):
        raise InvalidPath(f"`{path}` is no path: a path starts with `$`")
    try:
        compiled = compile(path, strict=True)
    except JSONPathError as error:
        index = getattr(getattr(error, "token", None), "index", -1)
        where = f"it goes wrong at `{path[index:]}`" if 0 < index < len(path) else "it ends too early"
        raise InvalidPath(f"`{path}` is no JSONPath (RFC 9535): {where}") from None
    assert not isinstance(compiled, CompoundJSONPath), "RFC 9535 has no unions of paths"
    return compiled


def _found(compiled: JSONPath, document: Any) -> list[Any]:
    """The library takes a document that is a string for JSON text; there is nothing inside of a string."""
    if isinstance(document, str):
        return [] if compiled.segments else [document]
    return compiled.findall(document)


def _content(value: Any) -> str:
    if isinstance(value, dict):
        names = [f"`{name}`" for name in list(value)[:MAXIMUM_NAMES]]
        more = f" and {len(value) - MAXIMUM_NAMES} more" if len(value) > MAXIMUM_NAMES else ""
        return f"has {', '.join(names)}{more}" if names else "has nothing in it"
    if isinstance(value, list):
        return f"is an array of {len(value)}" if value else "is an empty array"
    return f"is {kind_of(value)}"


def kind_of(value: Any) -> str:
    """What a value is, for a sentence."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    return "a string" if isinstance(value, str) else "an array" if isinstance(value, list) else "an object"
