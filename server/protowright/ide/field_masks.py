"""The fields that the paths of a `FieldMask` name, where the request tells what the mask is about.

A mask does not say of which message its paths are. It is told by convention alone (https://google.aip.dev/134): paths of
`update_mask` begin at the resource, which is the message beside it; and those of `book_mask` at the field `book` beside
it. Masks of other names, such as `read_mask`, are often about the response, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.semantic.json_names import json_name
from protowright.request.body.slots import STRUCT, WELL_KNOWN, Field, FieldSlot, Slots, map_entry
from protowright.text.span import Span

_UPDATE = "update_mask"
_ENDS = ("_update_mask", "_mask")
ALL = "*"
"""Stands for all fields, and in the place of an index for all elements (https://google.aip.dev/161)."""

_Steps = list[tuple[str, Span]]


def mask_fields(text: str, holder: str, mask: str, slots: Slots) -> Iterator[tuple[str, Span]]:
    """The full names of the fields that the paths in `text`, the JSON form of a mask, go through, and where they stand in it.

    The mask is the field `mask` (its own name) of the message `holder`.
    """
    message = masked_message(text.split(","), holder, mask, slots)
    position = 0
    for path in text.split(","):
        if message is not None:
            steps, _ = _steps(path, message, slots)
            yield from ((full_name, span.shifted(position)) for full_name, span in steps)
        position += len(path) + 1


def masked_message(paths: Sequence[str], holder: str, mask: str, slots: Slots) -> str | None:
    """The full name of the message that the paths of a mask begin at; None when that cannot be told.

    Of several messages beside an `update_mask` it is the only one that has all of its paths.
    """
    beside = _messages_beside(holder, slots)
    if mask != _UPDATE:
        fronts = [mask.removesuffix(end) for end in _ENDS if mask.endswith(end)]
        return next((beside[front] for front in fronts if front in beside), None)
    candidates = [*dict.fromkeys(beside.values())]
    if len(candidates) > 1:
        candidates = [each for each in candidates if all(_steps(path, each, slots)[1] for path in paths)]
    return candidates[0] if len(candidates) == 1 else None


def mask_name(field: pb.FieldDescriptorProto) -> str:
    """How the JSON of a mask calls a field: by its own name in camel case, whatever a `json_name` says
    (https://protobuf.dev/reference/protobuf/google.protobuf/#field-mask)."""
    return json_name(field.name)


def message_behind(path: str, message: str, slots: Slots) -> str | None:
    """The message that a path of fields, empty or ending with a field, leads to from `message`; None when to none, or to
    many, in an array or a map."""
    for part in path.split(".") if path else ():
        found = _field(message, part, slots)
        if found is None or not found.value.is_message or found.is_repeated or found.map_key is not None:
            return None
        message = found.value.type_name
    return message


def _messages_beside(holder: str, slots: Slots) -> dict[str, str]:
    """The messages that one field each of `holder` has, by the field's own name; those with JSON of their own apart."""
    descriptor = slots.schema.message(holder)
    fields = [] if descriptor is None else [field for field in descriptor.field if _is_one_message(field, slots)]
    return {field.name: field.type_name.lstrip(".") for field in fields}


def _is_one_message(field: pb.FieldDescriptorProto, slots: Slots) -> bool:
    name = field.type_name.lstrip(".")
    is_message = field.type == Field.TYPE_MESSAGE and name not in WELL_KNOWN
    return is_message and field.label != Field.LABEL_REPEATED and map_entry(field, slots.schema) is None


def _steps(path: str, message: str, slots: Slots) -> tuple[_Steps, bool]:
    """The fields on the way of a path, as far as they are known, and whether that is all of it."""
    found: _Steps = []
    current, field, position = message, None, 0
    if path == ALL:
        return found, True
    for part in path.split("."):
        if field is not None and (field.is_repeated or field.map_key is not None):
            if field.is_repeated and part != ALL:
                return found, False
            field = None  # a key of the map, or all elements: what comes next is in the value
        else:
            field = _field(current, part, slots) if current else None
            if field is None:
                return found, current == STRUCT
            found.append((f"{current}.{field.name}", Span(position, position + len(part))))
            current = field.value.type_name if field.value.is_message else ""
        position += len(part) + 1
    return found, True


def _field(message: str, part: str, slots: Slots) -> FieldSlot | None:
    """The field that a part of a path means; some servers take its own name as well."""
    descriptor = slots.schema.message(message)
    fields = () if descriptor is None or message in WELL_KNOWN else descriptor.field
    by_name = {**{field.name: field for field in fields}, **{mask_name(field): field for field in fields}}
    return slots.field(message, by_name[part].name) if part in by_name else None
