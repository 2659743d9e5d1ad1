"""The names in paths into messages, of assertions and of references to what other requests sent and got."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.body_mentions import Namer, T
from protowright.ide.mentions import Role
from protowright.request.assertions.comparing import expected_of
from protowright.request.assertions.nodes import INTO_MESSAGES, Assertion
from protowright.request.body.slots import Slots
from protowright.request.message_paths import way_of
from protowright.text.span import Span

_SAME = ("==", "!=")
_HOLDING = ("includes", "contains")
"""Operators that take one whole value of a list, while of a text they take any part."""


def path_mentions(path: str, start: int, message: str, slots: Slots, name: Namer[T]) -> Iterator[T]:
    """The names in a JSONPath into a message of that type, whose first character is at offset `start`."""
    for full_name, span in way_of(path, message, slots).fields:
        yield from name.simple(full_name, span.shifted(start), Role.READ)


def assertion_mentions(assertion: Assertion, message: str, slots: Slots, name: Namer[T]) -> Iterator[T]:
    """The names in an assertion about a message of that type: those of its path, and the enum value it compares with."""
    path, value = assertion.argument, assertion.value
    if path is None or assertion.subject not in INTO_MESSAGES:
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
