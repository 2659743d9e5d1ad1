"""Keys in JSON bodies: the fields of a message, the keys of a map, `@type`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from google.protobuf import descriptor_pb2 as pb

from protowright.ide.completion.requests.body_walk import Expected, fields_message, is_free
from protowright.ide.completion.requests.json_items import key_item
from protowright.ide.completion.requests.json_place import JsonPlace
from protowright.ide.completion.requests.question import FIRST, LATE, NEAR, USUAL, Offer, Question
from protowright.ide.completion.requests.schema import Called
from protowright.ide.completion.requests.shapes import STRING, field_shape, slot_shape
from protowright.ide.completion.requests.types import field_type_and_oneof, slot_type
from protowright.proto.schema import json_key
from protowright.request.body.any_values import TYPE_KEY
from protowright.request.body.slots import ANY, INTEGERS, WELL_KNOWN, Field, Slot, message_slot

_OWN_NAME = re.compile(r'"[a-z0-9]+(?:_[a-z0-9]+)+"\s*:')
_JSON_NAME = re.compile(r'"[a-z0-9]+(?:[A-Z][a-z0-9]*)+"\s*:')
_NEARBY = 2000
"""So many characters on either side tell whether keys are written as JSON names or as the fields' own ones."""


def key_offers(question: Question, called: Called, place: JsonPlace, expected: Expected) -> Iterator[Offer]:
    """The keys that may be written at a place whose object takes what is `expected`."""
    opened = place.around[-1]
    if expected.map_key is not None:
        yield from _map_keys(question, place, expected.map_key, expected.slot)
        return
    if is_free(expected):
        return
    if expected.slot.type_name == ANY:
        yield from _keys_of_any(question, place)
    message = fields_message(expected, opened)
    if message and not _is_lone(expected, opened.type_url):
        yield from _Fields(question, called, place, message).offers()


def _is_lone(expected: Expected, type_url: str) -> bool:
    return expected.slot.type_name == ANY and not type_url


def _keys_of_any(question: Question, place: JsonPlace) -> Iterator[Offer]:
    opened = place.around[-1]
    if TYPE_KEY not in opened.keys:
        item = key_item(question, place, TYPE_KEY, STRING, "the message that it holds")
        yield Offer(item, FIRST)
    held = opened.type_url.rpartition("/")[2]
    if held in WELL_KNOWN and "value" not in opened.keys:
        shape = slot_shape(message_slot(held, ""))
        yield Offer(key_item(question, place, "value", shape, held), FIRST)


class _Fields:
    """Makes the offers for the fields of one message."""

    def __init__(self, question: Question, called: Called, place: JsonPlace, message: str) -> None:
        self._question = question
        self._called = called
        self._place = place
        self._message = message
        self._required = {field.name for field in called.schema.expected_fields(message)}
        found = [called.slots.field(message, key) for key in place.around[-1].keys]
        self._set = {field.name for field in found if field is not None}
        self._oneofs = {field.oneof for field in found if field is not None and field.oneof}
        self._uses_own_names = uses_own_names(question)

    def offers(self) -> Iterator[Offer]:
        """The fields that are not set, then the extensions."""
        descriptor = self._called.schema.message(self._message)
        for field in () if descriptor is None else descriptor.field:
            full_name = f"{self._message}.{field.name}"
            for index, key in enumerate(self._keys(field)):
                yield from self._offer(field, key, full_name, is_usual=index == 0)
        for name in self._called.schema.extensions_of(self._message):
            extension = self._called.schema.extension(name)
            if extension is not None:
                yield from self._offer(extension, f"[{name}]", name)

    def _keys(self, field: pb.FieldDescriptorProto) -> list[str]:
        """The spelling that the body has so far; the other one when only that goes on from what is typed, or when both do
        and nothing tells which is meant."""
        spellings = list(dict.fromkeys((json_key(field), field.name)))
        if self._uses_own_names:
            spellings.reverse()
        typed = self._place.typed
        fitting = [name for name in spellings if name.startswith(typed)] or spellings
        return fitting if typed and self._uses_own_names is None else fitting[:1]

    def _offer(
        self, field: pb.FieldDescriptorProto, key: str, full_name: str, is_usual: bool = True
    ) -> Iterator[Offer]:
        found = self._called.slots.field(self._message, key)
        if found is None or found.name in self._set or (found.oneof and found.oneof in self._oneofs):
            return
        is_required, is_deprecated = field.name in self._required, field.options.deprecated
        detail = f"{field_type_and_oneof(found)}, required" if is_required else field_type_and_oneof(found)
        item = key_item(self._question, self._place, key, field_shape(found), detail)
        item = replace(item, declared=self._called.declared(full_name), is_deprecated=is_deprecated)
        is_late = is_deprecated or key.startswith("[") or not is_usual
        nearness = LATE if is_late else FIRST if is_required else USUAL
        yield Offer(item, nearness)


def uses_own_names(question: Question) -> bool | None:
    """Whether the keys around are spelled as fields are declared, and not as JSON does it; None when nothing tells."""
    block = question.block.span
    start, end = max(block.start, question.offset - _NEARBY), min(block.end, question.offset + _NEARBY)
    around = question.text[start:end]
    own, json = len(_OWN_NAME.findall(around)), len(_JSON_NAME.findall(around))
    return None if own == json else own > json


# Keys of maps


def _map_keys(question: Question, place: JsonPlace, key: Slot, value: Slot) -> Iterator[Offer]:
    shape, detail = slot_shape(value), f"a key, {slot_type(key)}"
    for name in _possible_keys(place.typed, key):
        if name not in place.around[-1].keys:
            yield Offer(key_item(question, place, name, shape, detail), NEAR)


def _possible_keys(typed: str, key: Slot) -> tuple[str, ...]:
    """What is typed is a key of a map of strings; of others there are few, or an example."""
    if key.type == Field.TYPE_BOOL:
        return ("true", "false")
    if key.type in INTEGERS:
        return (typed if typed.lstrip("-").isdecimal() else "0",)
    return () if "\\" in typed else (typed or "key",)
