"""The names in paths into messages, of assertions and of references to what other requests sent and got."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protowright.ide.body_mentions import Namer, T
from protowright.ide.mentions import Role
from protowright.request.assertions.comparing import expected_of
from protowright.request.assertions.nodes import Assertion, Subject
from protowright.request.body.slots import WELL_KNOWN, Slots
from protowright.text.span import Span

_INTO_MESSAGES = (Subject.BODY, Subject.MESSAGE)
_SAME = ("==", "!=")
_HOLDING = ("includes", "contains")
"""Operators that take one whole value of a list, while of a text they take any part."""

MAXIMUM_FILTERS = 50
"""A path with more filters is not looked into: they stand in one another."""

_QUOTED = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_STEP = re.compile(
    r"(?P<deep>\.(?=\.\w)|\.\.(?=\[))?(?:\.(?P<name>[A-Za-z_]\w*)"
    r"|\[\s*(?P<quote>['\"])(?P<quoted>[A-Za-z_]\w*)(?P=quote)\s*\]"
    r"|(?P<any>\[[\d\s:,*-]+\]|\.\*)"
    r"|(?P<filter>\[\s*\?)"
    rf"|\[(?:{_QUOTED}|[^\[\]'\"])*\]|\.[^\s.\[\]()=!<>&|,]*)"
)
_PART_OF_FILTER = re.compile(rf"{_QUOTED}|\{{\{{[^{{}}\n]*\}}\}}|[\s\S]")


@dataclass(frozen=True, slots=True)
class Way:
    """Where a JSONPath into a message leads: the full name of each field on it, and where that stands in the path.

    `type_name` is the full name of the message or enum at its end, empty for other values, maps, and where nobody knows;
    `is_list`: there is an array of them.
    """

    fields: tuple[tuple[str, Span], ...]
    type_name: str = ""
    is_list: bool = False


def way_of(path: str, message: str, slots: Slots) -> Way:
    """The way of a JSONPath, from its `$`, into a message of that type.

    The fields that its filters ask for are among those of the way. A descent is told when all fields that it may mean are
    the same one; else nothing behind it is.
    """
    if path.count("?") > MAXIMUM_FILTERS:
        return Way(())
    walk = _Walk(path, _Value(message.lstrip("."), is_message=True), slots)
    value, end = walk.steps(walk.root, 1)
    fields = tuple(walk.fields)
    if value is None or end < len(path):
        return Way(fields)
    return Way(fields, "" if value.is_map else value.type_name, value.is_list)


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
        self._path = path
        self._slots = slots

    def steps(self, value: _Value | None, position: int) -> tuple[_Value | None, int]:
        """What the steps from a position on lead to, None where nobody knows, and where they end."""
        while (step := _STEP.match(self._path, position)) is not None:
            position = step.end()
            if step["filter"]:
                value = None if value is None or step["deep"] else value.element
                position = self._filter(value, position)
            elif value is not None:
                value = self._descent(value, step) if step["deep"] else self._child(value, step)
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
        return None

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


def path_mentions(path: str, start: int, message: str, slots: Slots, name: Namer[T]) -> Iterator[T]:
    """The names in a JSONPath into a message of that type, whose first character is at offset `start`."""
    for full_name, span in way_of(path, message, slots).fields:
        yield from name.simple(full_name, span.shifted(start), Role.READ)


def assertion_mentions(assertion: Assertion, message: str, slots: Slots, name: Namer[T]) -> Iterator[T]:
    """The names in an assertion about a message of that type: those of its path, and the enum value it compares with."""
    path, value = assertion.argument, assertion.value
    if path is None or assertion.subject not in _INTO_MESSAGES:
        return
    yield from path_mentions(path.text, path.span.start, message, slots, name)
    way = way_of(path.text, message, slots)
    enum = slots.enum(way.type_name)
    if value is not None and enum is not None and assertion.operator.text in (_HOLDING if way.is_list else _SAME):
        expected = expected_of(value.text).text
        start = value.text.find(expected)  # it is not there when it is written with escapes
        if expected in enum.numbers and start >= 0:
            scope = way.type_name.rpartition(".")[0]
            span = Span(start, start + len(expected)).shifted(value.span.start)
            yield from name.simple(f"{scope}.{expected}" if scope else expected, span, Role.READ)
