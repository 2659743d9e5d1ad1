"""JSONPaths into messages: the fields on their way, and the steps that find nothing."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from typing import NamedTuple

from protowright.request.body.slots import TEXT_FORMS, WELL_KNOWN, WRAPPERS, Slots
from protowright.text.span import Span

MAXIMUM_FILTERS = 50
"""A path with more filters is not looked into: they stand in one another."""

_WITHOUT_PARTS = TEXT_FORMS | WRAPPERS.keys()
_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_STEP = re.compile(
    r"(?P<deep>\.(?=\.\w)|\.\.(?=\[))?(?:\.(?P<name>[A-Za-z_][\w-]*)"
    r"|\[\s*(?P<quote>['\"])(?P<quoted>[^'\"\\\[\]]+)(?P=quote)\s*\]"
    r"|(?P<any>\[[\d\s:,*-]+\]|\.\*)"
    r"|(?P<filter>\[\s*\?)"
    rf"|(?P<key>\[\s*(?:{_QUOTED})\s*\])"
    rf"|\[(?:{_QUOTED}|[^\[\]'\"])*\]|\.[^\s.\[\]()=!<>&|,]*)"
)
_PART_OF_FILTER = re.compile(rf"{_QUOTED}|\{{\{{[^{{}}\n]*\}}\}}|[\s\S]")


class Obstacle(enum.Enum):
    """Why a step of a path finds nothing in the JSON of any message of that type."""

    NO_SUCH_FIELD = enum.auto()
    """The message has no such field."""
    ARRAY = enum.auto()
    """It asks an array for a name, which its elements may have."""
    NO_ARRAY = enum.auto()
    """It asks a message for an element."""
    NOTHING_INSIDE = enum.auto()
    """It goes into a value that JSON writes as a string, a number, `true` or `false`."""


class Miss(NamedTuple):
    """A step that finds nothing. `place` is the path in front of it, from its `$` or `@`; `span` is the step in the path,
    of a name without its dot or brackets. `message` is the full name of the message there, empty for other values."""

    obstacle: Obstacle
    place: str
    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Way:
    """Where a JSONPath into a message leads: the full name of each field on it, and where that stands in the path.

    `type_name` is the full name of the message or enum at its end, empty for other values, maps, and where nobody knows;
    `is_list`: there is an array of them. `misses` are the steps that find nothing.
    """

    fields: tuple[tuple[str, Span], ...]
    type_name: str = ""
    is_list: bool = False
    misses: tuple[Miss, ...] = ()


def way_of(path: str, message: str, slots: Slots) -> Way:
    """The way of a JSONPath, from its `$`, into a message of that type.

    The fields that its filters ask for are among those of the way. A descent is told when all fields that it may mean are
    the same one; else nothing behind it is.
    """
    if path.count("?") > MAXIMUM_FILTERS:
        return Way(())
    walk = _Walk(path, _Value(message.lstrip("."), is_message=True), slots)
    value, end = walk.steps(walk.root, 1)
    fields, misses = tuple(walk.fields), tuple(walk.misses)
    if value is None or end < len(path):
        return Way(fields, misses=misses)
    return Way(fields, "" if value.is_map else value.type_name, value.is_list, misses)


@dataclass(frozen=True, slots=True)
class _Value:
    """What stands at a place of a document: one value of a type, an array of them or a map to them."""

    type_name: str
    is_message: bool
    is_list: bool = False
    is_map: bool = False

    @property
    def element(self) -> _Value | None:
        """Each value of an array or a map; None for what is neither."""
        return _Value(self.type_name, self.is_message) if self.is_list or self.is_map else None


class _Walk:
    """Follows a path from `root`. `fields` are those that it came by, in the order of the text."""

    def __init__(self, path: str, root: _Value, slots: Slots) -> None:
        self.root = root
        self.fields: list[tuple[str, Span]] = []
        self.misses: list[Miss] = []
        self._path = path
        self._slots = slots

    def steps(self, value: _Value | None, position: int) -> tuple[_Value | None, int]:
        """What the steps from a position on lead to, None where nobody knows, and where they end."""
        start = position - 1
        while (step := _STEP.match(self._path, position)) is not None:
            position = step.end()
            if step["filter"]:
                value = None if value is None or step["deep"] else value.element
                position = self._filter(value, position)
            elif value is not None and step["deep"]:
                value = self._descent(value, step)
            elif value is not None:
                self._judge(value, step, self._path[start : step.start()])
                value = self._child(value, step)
        return value, position

    def _filter(self, element: _Value | None, position: int) -> int:
        """Take the paths of a filter, which begin at the element or at the root; gives where the filter ends."""
        while (part := _PART_OF_FILTER.match(self._path, position)) is not None:
            position = part.end()
            if part[0] == "]":
                break
            if part[0] in ("@", "$"):
                _, position = self.steps(element if part[0] == "@" else self.root, position)
        return position

    def _child(self, value: _Value, step: re.Match[str]) -> _Value | None:
        if step["name"] or step["quoted"] or step["any"]:
            return value.element or self._field({value.type_name} if value.is_message else set(), step)
        return value.element if value.is_map and step["key"] else None

    def _judge(self, value: _Value, step: re.Match[str], place: str) -> None:
        obstacle = self._obstacle(value, step)
        if obstacle is not None:
            group = "name" if step["name"] else "quoted" if step["quoted"] else 0
            message = value.type_name if value.is_message else ""
            self.misses.append(Miss(obstacle, place, Span(*step.span(group)), message))

    def _obstacle(self, value: _Value, step: re.Match[str]) -> Obstacle | None:
        """Why a step finds nothing, None when it may find something."""
        name, element = step["name"] or step["quoted"], step["any"] and "*" not in step["any"]
        if value.is_map or not (name or element):
            return None
        if value.is_list:
            return Obstacle.ARRAY if name else None
        if not value.is_message or value.type_name in _WITHOUT_PARTS:
            return Obstacle.NOTHING_INSIDE
        if value.type_name in WELL_KNOWN or self._slots.schema.message(value.type_name) is None:
            return None
        if element:
            return Obstacle.NO_ARRAY
        return Obstacle.NO_SUCH_FIELD if self._slots.field(value.type_name, name) is None else None

    def _descent(self, value: _Value, step: re.Match[str]) -> _Value | None:
        return self._field(self._below(value.type_name) if value.is_message else set(), step)

    def _field(self, messages: set[str], step: re.Match[str]) -> _Value | None:
        """The value of the field that a step names, when one of the messages alone has it."""
        group = "name" if step["name"] else "quoted"
        own = messages - WELL_KNOWN
        found = [(each, field) for each in own if (field := self._slots.field(each, step[group] or "")) is not None]
        if len(found) != 1:
            return None
        ((message, field),) = found
        self.fields.append((f"{message}.{field.name}", Span(*step.span(group))))
        return _Value(field.value.type_name, field.value.is_message, field.is_repeated, field.map_key is not None)

    def _below(self, message: str) -> set[str]:
        """A message, and those that may stand anywhere in it."""
        found, pending = {message}, [message]
        while pending:
            inner = set(self._slots.inner_messages(pending.pop())) - found
            found |= inner
            pending += inner
        return found
