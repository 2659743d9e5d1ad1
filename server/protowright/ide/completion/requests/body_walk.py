"""What the schema says about a place in a JSON body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from protowright.ide.completion.requests.json_place import JsonPlace, Opened
from protowright.request.body.any_values import TYPE_KEY
from protowright.request.body.slots import ANY, FREE_FORM, VALUE, WELL_KNOWN, Field, Slot, Slots, message_slot


@dataclass(frozen=True, slots=True)
class Expected:
    """What a place takes: a value of `slot`; an array of such values when `is_list`; an object with keys of `map_key`.

    `holder` is the message of the field that is written there, empty where it is none. The type of an `Any` has a slot of
    a string with the name of `Any`.
    """

    slot: Slot
    is_list: bool = False
    map_key: Slot | None = None
    holder: str = ""


def expected_at(place: JsonPlace, message: str, is_stream: bool, slots: Slots) -> Expected | None:
    """What the innermost object or array of a place takes when a key is to be written; what the value's own place takes
    otherwise. None where nothing is known. `is_stream`: an array of messages may stand for several ones."""
    inner = list(zip(place.around, place.path, strict=True))[1:]
    found = expected_around(inner, message, is_stream, slots)
    if not place.is_key:
        return found[-1]
    current = found[-2]
    return current if current is not None and inner[-1][0].is_object and not current.is_list else None


def expected_around(
    inner: Iterable[tuple[Opened, str]], message: str, is_stream: bool, slots: Slots
) -> list[Expected | None]:
    """What each object and array on the way to a place takes, from the body on, and at last what the place itself does.

    `inner` are these objects and arrays, each with the key that leads on.
    """
    found: list[Expected | None] = [Expected(message_slot(message, "the body"))]
    for index, (opened, key) in enumerate(inner):
        current = found[-1]
        is_several = index == 0 and is_stream and not opened.is_object
        found.append(current if is_several or current is None else _inside(current, opened, key, slots))
    return found


def fields_message(expected: Expected, opened: Opened) -> str | None:
    """The message whose fields are the keys of an object; None when they are not those of a message."""
    if expected.map_key is not None or not expected.slot.is_message:
        return None
    name = expected.slot.type_name
    if name == ANY:
        name = opened.type_url.rpartition("/")[2]
    return None if name in WELL_KNOWN else name


def is_free(expected: Expected) -> bool:
    """Whether any JSON may stand in a place."""
    return expected.map_key is None and expected.slot.type_name in FREE_FORM


def _inside(current: Expected, opened: Opened, key: str, slots: Slots) -> Expected | None:
    """What stands in an object under a key, or in an array."""
    if is_free(current) and not current.is_list:
        return Expected(message_slot(VALUE, current.slot.subject))
    if not opened.is_object:
        return replace(current, is_list=False) if current.is_list else None
    if current.map_key is not None:
        return replace(current, map_key=None)
    if current.is_list:
        return None
    is_any = current.slot.type_name == ANY
    if is_any and key == TYPE_KEY:
        return Expected(Slot(Field.TYPE_STRING, ANY, "the type"))
    held = opened.type_url.rpartition("/")[2] if is_any else ""
    if held in WELL_KNOWN and key == "value":
        return Expected(message_slot(held, "`value`"))
    message = fields_message(current, opened)
    found = slots.field(message, key) if message else None
    return None if found is None else Expected(found.value, found.is_repeated, found.map_key, message or "")
