"""The tree of a JSON body. Spans count code points from the start of the file that holds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class JsonString:
    """A string; `value` has its escapes resolved, and may hold `{{variables}}`."""

    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class JsonNumber:
    """A number as it was written."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class JsonWord:
    """`true`, `false` or `null`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class JsonVariable:
    """`{{expression}}` in the place of a value."""

    span: Span
    expression: str


@dataclass(frozen=True, slots=True)
class JsonMember:
    """`"key": value`; the value is None when it is missing."""

    key: JsonString
    value: JsonValue | None


@dataclass(frozen=True, slots=True)
class JsonObject:
    """`{ ... }`; the span ends at the last thing read when the brace is missing."""

    span: Span
    members: tuple[JsonMember, ...]


@dataclass(frozen=True, slots=True)
class JsonArray:
    """`[ ... ]`."""

    span: Span
    values: tuple[JsonValue, ...]


JsonValue = JsonString | JsonNumber | JsonWord | JsonVariable | JsonObject | JsonArray


def strings(value: JsonValue) -> Iterator[JsonString | JsonVariable]:
    """Every string and variable in a value, keys too: the places where variables may stand."""
    pending = [value]
    while pending:
        current = pending.pop()
        if isinstance(current, (JsonString, JsonVariable)):
            yield current
        elif isinstance(current, JsonArray):
            pending.extend(current.values)
        elif isinstance(current, JsonObject):
            yield from (member.key for member in current.members)
            pending.extend(member.value for member in current.members if member.value is not None)
