"""Bodies with the fields that are not there yet; what is written stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from protowright.ide.actions.action import Action, Change, Kind, change_of, refused
from protowright.ide.actions.requests.blocks import Place, place_at
from protowright.ide.extents import indentation
from protowright.project.request_schemas import find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import Schema, json_key
from protowright.request.body import example_body
from protowright.request.body.example import example_value
from protowright.request.body.slots import WELL_KNOWN, FieldSlot, Slots
from protowright.request.syntax.json_nodes import JsonArray, JsonObject, JsonValue
from protowright.request.syntax.json_tokens import next_token
from protowright.request.syntax.nodes import Message, RequestLine
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span

_COMMENTS = re.compile(r"(?:[ \t]*(?://[^\r\n]*|#[^\r\n]*|/\*[\s\S]*?\*/))*")


def fill_body(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Add the required fields that a message lacks, or all fields that it lacks, with examples of their values."""
    place = place_at(snapshot, path, span)
    line = None if place is None else place.call
    if place is None or line is None or any(message.file for message in place.block.messages) or _is_broken(place):
        return
    for title, all_fields in (("Fill in all fields", True), ("Fill in the required fields", False)):
        yield Action(title, Kind.REWRITE, _change(snapshot, place, line, all_fields))


def _is_broken(place: Place) -> bool:
    body = place.block.body_span
    return body is not None and any(body.start <= each.span.start <= body.end for each in place.file.diagnostics)


def _change(snapshot: Snapshot, place: Place, line: RequestLine, all_fields: bool) -> Callable[[], Change]:
    def change() -> Change:
        found = find_request_schema(snapshot, place.path, place.file, place.block)
        method = None if found is None else found.schema.method(line.service.text, line.method.text)
        if found is None or method is None:
            return refused(f"the schema of `{line.service.text}` is not known yet")
        name = method.descriptor.input_type.lstrip(".")
        message = _message(place)
        if message is None:
            return change_of(place.path, _new_body(place, line, found.schema, name, all_fields))
        items = message.json.values if isinstance(message.json, JsonArray) else (message.json,)
        filling = Filling(place.text, Slots(found.schema), all_fields)
        edits = [edit for item in items for edit in filling.edits(item, name)]
        return change_of(place.path, *edits) if edits else refused("nothing is missing")

    return change


def _message(place: Place) -> Message | None:
    """The message at the place, else the first one."""
    messages = place.block.messages
    return next((each for each in messages if place.touches(each.span)), messages[0] if messages else None)


def _new_body(place: Place, line: RequestLine, schema: Schema, name: str, all_fields: bool) -> Edit:
    """The edit that writes a body under the head of a request that has none."""
    head = max([line.span.end, *(each.value.span.end for each in place.block.metadata)])
    stop = place.text.find("\n", head)
    end = line_end(place.text)
    at = len(place.text) if stop < 0 else stop - (end == "\r\n")
    body = example_body(schema, name, all_fields=all_fields).replace("\n", end)
    rest = place.text[at:].lstrip(" \t").removeprefix(end)
    behind = "" if not rest or rest.startswith(("\n", "\r")) else end
    return Edit(Span(at, at), f"{end * 2}{body}{behind}")


class Filling:
    """Fills in the messages of one text."""

    def __init__(self, text: str, slots: Slots, all_fields: bool) -> None:
        self._text = text
        self._slots = slots
        self._all_fields = all_fields

    def edits(self, value: JsonValue | None, message: str) -> Iterator[Edit]:
        """The edits that add what a message lacks, those of the messages in it first."""
        if not isinstance(value, JsonObject) or message in WELL_KNOWN:
            return
        present = [
            (field, member.value)
            for member in value.members
            if (field := self._slots.field(message, member.key.value)) is not None
        ]
        for field, inner in present:
            yield from self._inside(field, inner)
        lacking = list(self._lacking(message, [field for field, _ in present]))
        if lacking:
            yield from self._added(value, lacking)

    def _inside(self, field: FieldSlot, value: JsonValue | None) -> Iterator[Edit]:
        if field.value.is_message and field.map_key is None:
            for item in value.values if isinstance(value, JsonArray) else (value,):
                yield from self.edits(item, field.value.type_name)

    def _lacking(self, message: str, present: list[FieldSlot]) -> Iterator[FieldSlot]:
        """The fields that are not there, but for those of a oneof of which another one is."""
        schema = self._slots.schema
        descriptor = schema.message(message)
        required = [json_key(field) for field in schema.expected_fields(message)]
        others = [json_key(field) for field in descriptor.field] if descriptor is not None and self._all_fields else []
        keys, oneofs = {field.key for field in present}, {field.oneof for field in present if field.oneof}
        for key in dict.fromkeys([*required, *others]):
            field = self._slots.field(message, key)
            if field is not None and key not in keys and field.oneof not in oneofs:
                oneofs.update([field.oneof] if field.oneof else [])
                yield field

    def _added(self, value: JsonObject, fields: list[FieldSlot]) -> Iterator[Edit]:
        """The edits that write fields behind those of an object, in the way it is written: on one line, or on several."""
        if value.members:
            yield from self._behind_last(value, fields)
            return
        end = line_end(self._text)
        indent = indentation(self._text, value.span.start) + "  "
        lines = f",{end}".join(self._member(field, indent) for field in fields)
        yield Edit(value.span, f"{{{end}{lines}{end}{indent[:-2]}}}")

    def _behind_last(self, value: JsonObject, fields: list[FieldSlot]) -> Iterator[Edit]:
        """Fields go behind the comments that end the line of the last one, a comma right behind its value."""
        last = value.members[-1]
        at = (last.key if last.value is None else last.value).span.end
        behind = next_token(self._text, at)
        has_comma = behind.text == ","
        start = behind.end if has_comma else at
        position = _comments_end(self._text, start)
        needs_line = position > start and "\n" in self._text[position : value.span.end]
        written = ",".join(self._members(value, fields, needs_line))
        if has_comma:
            yield Edit(Span(position, position), f"{written},")
        elif position == at:
            yield Edit(Span(at, at), f",{written}")
        else:
            yield from (Edit(Span(at, at), ","), Edit(Span(position, position), written))

    def _members(self, value: JsonObject, fields: list[FieldSlot], needs_line: bool) -> Iterator[str]:
        """Members as they stand behind those of an object, each with what parts it from the one before."""
        first = value.members[0].key.span.start
        is_on_lines = "\n" in self._text[value.span.start : first]
        indent = indentation(self._text, first) + ("" if is_on_lines else "  ")
        for field in fields:
            if is_on_lines or needs_line:
                yield line_end(self._text) + self._member(field, indent)
            else:
                yield " " + self._member(field, None)

    def _member(self, field: FieldSlot, indent: str | None) -> str:
        """A member as text: on one line without an indent."""
        value = example_value(self._slots, field, all_fields=self._all_fields)
        key = json.dumps(field.key)
        if indent is None:
            return f"{key}: {json.dumps(value, ensure_ascii=False)}"
        text = json.dumps(value, ensure_ascii=False, indent=2)
        return f"{indent}{key}: " + text.replace("\n", line_end(self._text) + indent)


def _comments_end(text: str, position: int) -> int:
    """Where the comments end that stand on the line of a position, behind it; the position when there are none."""
    found = _COMMENTS.match(text, position)
    assert found is not None, "the expression matches nothing, too"
    return found.end()
