"""Messages as proto3 JSON.

The text is that of `google.protobuf.json_format.MessageToJson`, but that map entries are sorted by key, and that no message
is refused: what has no JSON of its own (an `Any` of an unknown type, a `Timestamp` out of range) is printed as it is stored.

Each depth of nesting has functions of its own, with the white space in them: so most of them take a value and nothing else,
and many are functions of the standard library. A function is prepared when the first value comes that needs it.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message

from protowright.runner.json_printer import well_known
from protowright.runner.json_printer.fields import is_map, is_repeated, list_fields, message_type
from protowright.runner.json_printer.scalars import TextOf, map_key, scalar, string
from protowright.runner.json_printer.unreadable import readable


class JsonPrinter:
    """Prints messages as proto3 JSON. `pool` knows the types that an `Any` may hold.

    It never raises for a message that was parsed, and serves any number of types and threads.
    """

    def __init__(self, pool: DescriptorPool) -> None:
        self._indented = Depth(pool, 0, is_indented=True)
        self._one_line = Depth(pool, 0, is_indented=False)

    def text(self, message: Message) -> str:
        """Indented by two, without a line break at the end."""
        return self._indented.text(message)

    def line(self, message: Message) -> str:
        """The same on one line, with a space after each colon and comma."""
        return self._one_line.text(message)


class Depth:
    """The functions that print what stands at one depth of nesting; `number` is that depth, 0 for a whole message."""

    def __init__(self, pool: DescriptorPool, number: int, is_indented: bool) -> None:
        self.pool = pool
        self.number = number
        self._is_indented = is_indented
        line = "\n" + "  " * number if is_indented else ""
        self.before = f"{line}  " if is_indented else ""
        """The white space after an opening bracket."""
        self.between = f",{self.before or ' '}"
        self.after = line
        """The white space before a closing bracket."""
        self._messages: dict[Descriptor, TextOf] = {}

    @cached_property
    def deeper(self) -> Depth:
        """The depth of what stands between the brackets."""
        return Depth(self.pool, self.number + 1, self._is_indented)

    def text(self, message: Message) -> str:
        """The JSON of a message of any type."""
        descriptor: Any = type(message).DESCRIPTOR
        return self.message(descriptor)(message)

    def message(self, descriptor: Descriptor) -> TextOf:
        """What prints messages of a type."""
        found = self._messages.get(descriptor)
        if found is None:
            found = self._messages[descriptor] = well_known.special(descriptor, self) or self.plain(descriptor)
        return found

    def plain(self, descriptor: Descriptor) -> TextOf:
        """What prints messages of a type by their fields, whether or not the type is a well-known one."""
        opening, between, closing = f"{{{self.before}", self.between, f"{self.after}}}"
        prepared: dict[FieldDescriptor, tuple[str, TextOf]] = {}

        def text(message: Any) -> str:
            members = []
            for field, value in list_fields(message):
                try:
                    name, text_of = prepared[field]
                except KeyError:
                    name, text_of = prepared[field] = self.deeper.member(field)
                try:
                    members.append(name + text_of(value))
                except (TypeError, UnicodeDecodeError):  # there is a string that is no UTF-8
                    members.append(name + text_of(readable(message, field, value)))
            return f"{opening}{between.join(members)}{closing}" if members else "{}"

        return text

    def member(self, field: FieldDescriptor) -> tuple[str, TextOf]:
        """The name of a field, with the colon, and what prints all that it holds."""
        name = f"[{field.full_name}]" if field.is_extension else field.json_name
        return f"{string(name)}: ", self.field(field)

    def field(self, field: FieldDescriptor) -> TextOf:
        """What prints all that a field holds: one value, a list, or the entries of a map."""
        if not is_repeated(field):
            return self._value(field)
        return self._entries(field) if is_map(field) else self._list(field)

    def _value(self, field: FieldDescriptor) -> TextOf:
        return scalar(field) or self.message(message_type(field))

    def _list(self, field: FieldDescriptor) -> TextOf:
        opening, between, closing = f"[{self.before}", self.between, f"{self.after}]"
        text_of = self.deeper._value(field)

        def text(values: Any) -> str:
            # A slice is a list, which is faster to walk through than what protobuf gives.
            return f"{opening}{between.join(map(text_of, values[:]))}{closing}" if values else "[]"

        return text

    def _entries(self, field: FieldDescriptor) -> TextOf:
        opening, between, closing = f"{{{self.before}", self.between, f"{self.after}}}"
        key, value = map(message_type(field).fields_by_name.__getitem__, ("key", "value"))
        key_of, text_of = map_key(key), self.deeper._value(value)

        def text(entries: Any) -> str:
            members = []
            for key in sorted(entries):
                members.append(f"{key_of(key)}: {text_of(entries[key])}")
            return f"{opening}{between.join(members)}{closing}" if members else "{}"

        return text
