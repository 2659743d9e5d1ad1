"""What stands in the place of a value to begin with, by its type."""

from __future__ import annotations

import re
from typing import NamedTuple

from protowright.request.body.slots import (
    ANY,
    LIST_VALUE,
    TEXT_FORMS,
    VALUE,
    WRAPPERS,
    Field,
    FieldSlot,
    Slot,
    wrapped,
)

_SPECIAL = re.compile(r"[\\$}]")


class Shape(NamedTuple):
    """The text in front of the place that is to be filled in, and the text behind it."""

    before: str
    after: str

    @property
    def plain(self) -> str:
        """The text of it, for clients that take no snippets."""
        return self.before + self.after

    @property
    def snippet(self) -> str:
        """The same with the place marked."""
        return f"{escaped(self.before)}$0{escaped(self.after)}"


NOTHING = Shape("", "")
STRING = Shape('"', '"')
OBJECT = Shape("{", "}")
LIST = Shape("[", "]")
TYPED_OBJECT = Shape('{ "@type": "', '" }')


def field_shape(found: FieldSlot) -> Shape:
    """The shape of a field's value."""
    if found.map_key is not None:
        return OBJECT
    return LIST if found.is_repeated else slot_shape(found.value)


def slot_shape(slot: Slot) -> Shape:
    """The shape of one value: quotes, brackets, or nothing where only the value itself is to be written."""
    if slot.type_name in WRAPPERS:
        return slot_shape(wrapped(slot))
    if slot.is_message:
        return _message_shape(slot.type_name)
    return STRING if slot.type in (Field.TYPE_STRING, Field.TYPE_BYTES, Field.TYPE_ENUM) else NOTHING


def _message_shape(name: str) -> Shape:
    if name in TEXT_FORMS:
        return STRING
    return {ANY: TYPED_OBJECT, LIST_VALUE: LIST, VALUE: NOTHING}.get(name, OBJECT)


def escaped(text: str) -> str:
    """A text as snippets have it."""
    return _SPECIAL.sub(lambda match: "\\" + match[0], text)
