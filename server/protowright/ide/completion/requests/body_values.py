"""Values in JSON bodies, by the type of their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from protowright.ide.completion.requests.body_walk import Expected
from protowright.ide.completion.requests.json_items import bare_item, shape_item, string_item
from protowright.ide.completion.requests.json_place import JsonPlace
from protowright.ide.completion.requests.question import LATE, USUAL, Offer, Question
from protowright.ide.completion.requests.schema import Called
from protowright.ide.completion.requests.shapes import LIST, NOTHING, OBJECT, STRING, Shape, slot_shape
from protowright.ide.completion.requests.types import slot_type
from protowright.ide.completion.requests.well_known import any_type_offers, well_known_offers
from protowright.request.body.slots import ANY, WELL_KNOWN, WRAPPERS, Field, Slot, wrapped

NULL_VALUE = "google.protobuf.NullValue"


def value_offers(question: Question, called: Called, place: JsonPlace, expected: Expected) -> Iterator[Offer]:
    """The values that a place takes."""
    if expected.map_key is not None:
        yield from _brackets(question, place, OBJECT, f"map<{slot_type(expected.map_key)}, {slot_type(expected.slot)}>")
    elif expected.is_list:
        yield from _brackets(question, place, LIST, f"repeated {slot_type(expected.slot)}")
        if place.typed:
            yield from _enum_values(question, called, place, expected.slot, LIST)
    else:
        yield from _of_slot(question, called, place, expected)


def _of_slot(question: Question, called: Called, place: JsonPlace, expected: Expected) -> Iterator[Offer]:
    slot = expected.slot
    if slot.type_name in WRAPPERS:
        slot = wrapped(slot)
    if slot.type_name == NULL_VALUE:
        yield from _bare(place, ("null",))
        if place.quote:
            yield Offer(string_item(question, place, "NULL_VALUE", "enum value"))
    elif slot.type == Field.TYPE_ENUM:
        yield from _enum_values(question, called, place, slot, NOTHING)
    elif slot.type == Field.TYPE_BOOL:
        yield from _bare(place, ("true", "false"))
    elif slot.is_message:
        yield from _of_message(question, called, place, expected)
    elif slot.type_name == ANY:
        yield from any_type_offers(question, called, place)
    elif slot_shape(slot) is STRING:
        yield from _brackets(question, place, STRING, slot_type(slot))


def _of_message(question: Question, called: Called, place: JsonPlace, expected: Expected) -> Iterator[Offer]:
    slot = expected.slot
    if slot.type_name in WELL_KNOWN and slot.type_name != ANY:
        yield from well_known_offers(question, called, place, expected)
    else:
        yield from _brackets(question, place, slot_shape(slot), slot.type_name)


def _bare(place: JsonPlace, texts: tuple[str, ...]) -> Iterator[Offer]:
    if not place.quote:
        for text in texts:
            yield Offer(bare_item(place, text, "value"))


def _brackets(question: Question, place: JsonPlace, shape: Shape, detail: str) -> Iterator[Offer]:
    if not place.quote:
        yield Offer(shape_item(question, place, shape, detail))


def _enum_values(question: Question, called: Called, place: JsonPlace, slot: Slot, around: Shape) -> Iterator[Offer]:
    enum = called.schema.enum(slot.type_name)
    scope = slot.type_name.rpartition(".")[0]
    for value in () if enum is None else enum.value:
        full_name = f"{scope}.{value.name}" if scope else value.name
        item = string_item(question, place, value.name, "enum value", f"= {value.number}", around)
        is_deprecated = value.options.deprecated
        item = replace(item, declared=called.declared(full_name), is_deprecated=is_deprecated)
        yield Offer(item, LATE if is_deprecated else USUAL)
