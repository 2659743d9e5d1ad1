"""The fields of the message whose JSON is being written in a request file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from protowright.ide.completion.requests.bodies import values_around
from protowright.ide.completion.requests.body_keys import uses_own_names
from protowright.ide.completion.requests.body_walk import Expected, expected_around, fields_message, is_free
from protowright.ide.completion.requests.complete import body_start
from protowright.ide.completion.requests.json_place import COLON, KEY, Opened, opened_at
from protowright.ide.completion.requests.question import Question
from protowright.ide.completion.requests.schema import Called, called_method
from protowright.ide.completion.requests.types import field_type, slot_type
from protowright.ide.declarations import find_declaration
from protowright.ide.hovering.comment_markdown import comment_markdown
from protowright.ide.signatures import Signature, signature_of_parts
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import json_key
from protowright.proto.syntax.comments import doc_comment
from protowright.request.body.any_values import TYPE_KEY
from protowright.request.body.slots import ANY, WELL_KNOWN
from protowright.request.syntax.body_parser import ends_json


def body_signature(snapshot: Snapshot, path: str, offset: int) -> Signature | None:
    """The signature of the innermost message or map around `offset` of the request file at `path`; None outside of bodies,
    and where nobody knows what is called."""
    document = snapshot.document(path)
    block = None if document is None else document.requests.block_at(offset)
    if document is None or block is None or block.is_foreign:
        return None
    question = Question(snapshot, path, document.requests, block, offset)
    inner = _opened(question)
    called = called_method(question) if inner else None
    return None if called is None else _BodySignature(question, called).of(inner)


def _opened(question: Question) -> Sequence[Opened]:
    """The objects and arrays around the cursor, empty when it is in none of a body."""
    start = body_start(question)
    is_outside = start is None or question.line.start < start or ends_json(question.line.text)
    if start is None or is_outside or any(span.contains(question.offset) for span in question.block.scripts):
        return ()
    values = values_around(question, start)
    return (opened_at(question.text, values.start, values.end, question.offset) or ())[1:]


class _BodySignature:
    """Makes the signature for one place."""

    def __init__(self, question: Question, called: Called) -> None:
        self._snapshot = question.snapshot
        self._called = called
        self._uses_own_names = bool(uses_own_names(question))

    def of(self, inner: Sequence[Opened]) -> Signature | None:
        """That of the innermost object whose fields the schema knows; what it does not know has none around it either."""
        way = [(opened, opened.key) for opened in inner]
        called = self._called
        found = expected_around(way, called.message, called.is_client_stream, called.slots)
        if found[-1] is None and not _is_in_key(inner[-1]):
            return None
        for opened, expected in reversed(list(zip(inner, found, strict=False))):
            if expected is None or (opened.is_object and expected.is_list):
                return None
            signature = self._of_object(opened, expected) if opened.is_object else None
            if signature is not None:
                return signature
        return None

    def _of_object(self, opened: Opened, expected: Expected) -> Signature | None:
        if expected.map_key is not None:
            key, value = slot_type(expected.map_key), slot_type(expected.slot)
            return signature_of_parts("map { ", [key, value], ": ", 0 if _is_in_key(opened) else 1, " }")
        if is_free(expected) or not expected.slot.is_message:
            return None
        message = fields_message(expected, opened)
        if expected.slot.type_name != ANY:
            return None if message is None else self._of_fields(opened, message, list(self._fields(opened, message)))
        fixed = [(TYPE_KEY, "string", "")]
        held = opened.type_url.rpartition("/")[2]
        if held in WELL_KNOWN:
            return self._of_fields(opened, ANY, [*fixed, ("value", held, "")])
        if not held or message is None:
            return self._of_fields(opened, ANY, fixed)
        return self._of_fields(opened, message, [*fixed, *self._fields(opened, message)])

    def _fields(self, opened: Opened, message: str) -> Iterator[tuple[str, str, str]]:
        """The key, the type and the full name of each field; of extensions, that which is being written."""
        descriptor = self._called.schema.message(message)
        for field in () if descriptor is None else descriptor.field:
            found = self._called.slots.field(message, field.name)
            key = field.name if self._uses_own_names else json_key(field)
            yield key, "" if found is None else field_type(found), f"{message}.{field.name}"
        extension = self._called.slots.field(message, opened.key) if opened.key.startswith("[") else None
        if extension is not None:
            yield extension.key, field_type(extension), extension.key[1:-1]

    def _of_fields(self, opened: Opened, message: str, fields: list[tuple[str, str, str]]) -> Signature | None:
        if not fields:
            return None
        keys = [key for key, _, _ in fields]
        texts = [f"{key}: {type}" for key, type, _ in fields]
        notes = [self._comment(full_name) for _, _, full_name in fields]
        active = self._active(opened, message, keys)
        return signature_of_parts(f"{message} {{ ", texts, ", ", active, " }", self._comment(message), notes)

    def _active(self, opened: Opened, message: str, keys: list[str]) -> int:
        """The field whose key is written, in either spelling, or begun; else the first one that is not there yet."""
        slot = self._called.slots.field(message, opened.key)
        written = {opened.key, *(() if slot is None else (slot.key, slot.name))}
        there = [index for index, key in enumerate(keys) if key in written]
        begun = [index for index, key in enumerate(keys) if key.startswith(opened.key) and key not in opened.keys]
        return next(iter(there or begun), 0)

    def _comment(self, full_name: str) -> str:
        place = self._called.schema.places.get(full_name)
        found = None if place is None else find_declaration(self._snapshot, place.path, full_name)
        return "" if found is None else comment_markdown(doc_comment(found[0].declaration))


def _is_in_key(opened: Opened) -> bool:
    return opened.is_object and opened.awaits in (KEY, COLON)
