"""Values of well-known types, which have JSON forms of their own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from protowright.ide.completion.requests.body_walk import Expected
from protowright.ide.completion.requests.json_items import bare_item, shape_item, string_item
from protowright.ide.completion.requests.json_place import JsonPlace
from protowright.ide.completion.requests.question import NEAR, USUAL, Offer, Question
from protowright.ide.completion.requests.schema import Called
from protowright.ide.completion.requests.shapes import LIST, OBJECT, STRING
from protowright.ide.field_masks import mask_name, masked_message, message_behind
from protowright.proto.schema import json_key
from protowright.request.body.slots import (
    DURATION,
    FIELD_MASK,
    LIST_VALUE,
    STRUCT,
    TIMESTAMP,
    VALUE,
    WELL_KNOWN,
    map_entry,
)

_TYPE_PREFIX = "type.googleapis.com/"
_SHAPES = {STRUCT: (OBJECT,), LIST_VALUE: (LIST,), VALUE: (STRING, OBJECT, LIST)}


def well_known_offers(question: Question, called: Called, place: JsonPlace, expected: Expected) -> Iterator[Offer]:
    """The values of a well-known type."""
    name = expected.slot.type_name
    if name == TIMESTAMP:
        now = datetime.datetime.now(datetime.timezone.utc)
        yield _text(question, place, now.strftime("%Y-%m-%dT%H:%M:%SZ"), "now")
        yield _text(question, place, "{{$isoTimestamp}}", "the time when the request runs")
    elif name == DURATION:
        yield _text(question, place, "1.5s", "seconds")
    elif name == FIELD_MASK:
        yield from _mask_paths(question, called, place, expected.holder)
    elif not place.quote:
        yield from (Offer(shape_item(question, place, shape, name)) for shape in _SHAPES.get(name, ()))
        if name == VALUE:
            yield from (Offer(bare_item(place, text, "value")) for text in ("true", "false", "null"))


def any_type_offers(question: Question, called: Called, place: JsonPlace) -> Iterator[Offer]:
    """The messages of the schema, as an `Any` names them; those of the method's own package come first."""
    package = called.message.rpartition(".")[0]
    prefix = place.typed.rpartition("/")[0] + "/" if "/" in place.typed else _TYPE_PREFIX
    for name in called.schema.messages():
        item = string_item(question, place, prefix + name, "message")
        match = prefix + name if "/" in place.typed else name
        is_near = name.rpartition(".")[0] == package
        yield Offer(item, NEAR if is_near else USUAL, match if place.typed else "")


def _text(question: Question, place: JsonPlace, text: str, detail: str) -> Offer:
    return Offer(string_item(question, place, text, "value", detail))


def _mask_paths(question: Question, called: Called, place: JsonPlace, holder: str) -> Iterator[Offer]:
    """Paths of fields, comma by comma, of the message that the mask is about; where that is not told, of all messages that
    stand beside it, or may."""
    done, comma, last = place.typed.rpartition(",")
    parent, dot, _ = last.rpartition(".")
    start, end = f"{done}{comma}{parent}{dot}", "".join(place.rest.partition(",")[1:])
    taken = {path.strip() for path in (done + end).split(",")}
    for message in _masked(called, place, holder, [path for path in (*done.split(","), *end.split(",")) if path]):
        inner = message_behind(parent, message, called.slots)
        descriptor = None if inner is None else called.schema.message(inner)
        for field in () if descriptor is None else descriptor.field:
            key = mask_name(field)
            if f"{parent}{dot}{key}" not in taken:
                yield Offer(string_item(question, place, start + key + end, "field", message))


def _masked(called: Called, place: JsonPlace, holder: str, paths: list[str]) -> list[str]:
    field = called.slots.field(holder, place.path[-1])
    told = None if field is None else masked_message(paths, holder, field.name, called.slots)
    return _neighbours(called, place, holder) if told is None else [told]


def _neighbours(called: Called, place: JsonPlace, holder: str) -> list[str]:
    """The messages that the fields beside the mask hold, maps apart; those that are set when there are any."""
    descriptor = called.schema.message(holder)
    fields = [] if descriptor is None else [field for field in descriptor.field if field.type_name]
    fields = [field for field in fields if map_entry(field, called.schema) is None]
    found = [(json_key(field), field.name, field.type_name.lstrip(".")) for field in fields]
    found = [entry for entry in found if entry[2] not in WELL_KNOWN and called.schema.message(entry[2]) is not None]
    keys = place.around[-1].keys
    there = [entry for entry in found if entry[0] in keys or entry[1] in keys]
    return list(dict.fromkeys(entry[2] for entry in there or found))
