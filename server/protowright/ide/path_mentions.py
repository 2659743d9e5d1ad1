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

_STEP = re.compile(
    r"\.(?P<name>[A-Za-z_]\w*)"
    r"|\[\s*(?P<quote>['\"])(?P<quoted>[A-Za-z_]\w*)(?P=quote)\s*\]"
    r"|(?P<any>\[[\d\s:,*-]+\]|\.\*)"
)


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

    What stands behind a filter or a descent is not told: it depends on what comes.
    """
    fields: list[tuple[str, Span]] = []
    current, is_message, is_list, is_map, position = message.lstrip("."), True, False, False, 1
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            return Way(tuple(fields))
        position = step.end()
        if is_list or is_map:
            is_list = is_map = False  # the element of an array, or the entry of a map
            continue
        group = "name" if step["name"] else "quoted"
        is_known = is_message and current not in WELL_KNOWN and bool(step[group])
        found = slots.field(current, step[group]) if is_known else None
        if found is None:
            return Way(tuple(fields))
        fields.append((f"{current}.{found.name}", Span(*step.span(group))))
        current, is_message = found.value.type_name, found.value.is_message
        is_list, is_map = found.is_repeated, found.map_key is not None
    return Way(tuple(fields), "" if is_map else current, is_list)


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
