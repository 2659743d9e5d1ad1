"""Paths into responses, `$.items[0].sku`, by the type of the response."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from protowright.ide.completion.requests.body_walk import Expected
from protowright.ide.completion.requests.question import Offer, Question
from protowright.ide.completion.requests.schema import Called
from protowright.ide.completion.requests.types import field_type_and_oneof
from protowright.ide.completion.requests.words import word_offer
from protowright.proto.schema import json_key
from protowright.request.body.slots import WELL_KNOWN, Slots, message_slot

_PATH = re.compile(r"(\$(?:\.[A-Za-z_]\w*|\[[^\[\]]*\])*)\.(\w*)")
_STEP = re.compile(r"\.([A-Za-z_]\w*)|\[[^\[\]]*\]")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)


def path_offers(question: Question, called: Called, message: str, typed: str) -> tuple[list[Offer], str]:
    """What goes on from the path that is `typed` into a `message`, and the last part of it, which the items replace."""
    if "$".startswith(typed):
        return [*_start(question, called, message, typed)], typed
    found = _PATH.fullmatch(typed)
    if found is None:
        return [], ""
    expected = value_at(called.slots, message, found[1])
    fields = _fields(question, called, expected, found[2]) if expected is not None else ()
    return [*fields], found[2]


def value_at(slots: Slots, message: str, path: str) -> Expected | None:
    """What stands at a path into a message; None where nobody knows."""
    current: Expected | None = Expected(message_slot(message, "the response"))
    for step in _STEP.finditer(path):
        current = None if current is None else _inside(slots, current, step[1])
    return current


def _inside(slots: Slots, current: Expected, name: str | None) -> Expected | None:
    if current.map_key is not None:
        return replace(current, map_key=None)
    if current.is_list or name is None:
        return replace(current, is_list=False) if current.is_list and name is None else None
    message = current.slot.type_name
    found = slots.field(message, name) if current.slot.is_message and message not in WELL_KNOWN else None
    return None if found is None else Expected(found.value, found.is_repeated, found.map_key)


def _start(question: Question, called: Called, message: str, typed: str) -> Iterator[Offer]:
    """Whole paths of one step, where nothing but a `$` is there."""
    for offer in _fields(question, called, Expected(message_slot(message, "")), typed):
        label, text = f"$.{offer.item.label}", f"$.{offer.item.new_text}"
        yield Offer(replace(offer.item, label=label, new_text=text), offer.nearness)


def _fields(question: Question, called: Called, expected: Expected, typed: str) -> Iterator[Offer]:
    message = expected.slot.type_name
    is_object = expected.slot.is_message and not expected.is_list and expected.map_key is None
    descriptor = called.schema.message(message) if is_object and message not in WELL_KNOWN else None
    for field in () if descriptor is None else descriptor.field:
        key, found = json_key(field), called.slots.field(message, json_key(field))
        if found is not None and _NAME.fullmatch(key):
            text = f"{key}[0]" if found.is_repeated else key
            declared = called.declared(f"{message}.{field.name}")
            yield word_offer(question, key, "field", typed, field_type_and_oneof(found), text=text, declared=declared)
