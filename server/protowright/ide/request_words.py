"""The words of requests and responses that a schema has the meaning of, whether or not there is source for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from protowright.ide.body_mentions import body_mentions
from protowright.ide.mentions import Role, Wanted
from protowright.ide.path_mentions import assertion_mentions
from protowright.proto.schema import MethodEntry, Schema
from protowright.request.assertions.parser import assertions_of
from protowright.request.body.slots import Slots
from protowright.request.response_text import ResponseText
from protowright.request.syntax.json_nodes import JsonValue
from protowright.request.syntax.nodes import Block, Word
from protowright.text.span import Span


class SchemaWord(NamedTuple):
    """A name of a schema at a span of a text."""

    full_name: str
    span: Span
    role: Role


def words_of_request(schema: Schema, block: Block, wanted: Wanted) -> Iterator[SchemaWord]:
    """The words of the request line, the messages and the assertions of a block, those that are wanted."""
    if block.line is None:
        return
    yield from _of_method(block.line.service, block.line.method, wanted)
    method = schema.method(block.line.service.text, block.line.method.text)
    for message in () if method is None else block.messages:
        if message.json is not None and method is not None and wanted(message.json.span):
            yield from _of_message(schema, method, message.json, wanted)
    for assertion in assertions_of(block) if method is not None else ():
        if method is not None and wanted(assertion.span):
            output = method.descriptor.output_type
            yield from assertion_mentions(assertion, output, Slots(schema), _Wanted(wanted))


def _of_message(schema: Schema, method: MethodEntry, value: JsonValue, wanted: Wanted) -> Iterator[SchemaWord]:
    is_stream = method.descriptor.client_streaming
    yield from body_mentions(value, method.descriptor.input_type, is_stream, Slots(schema), _Wanted(wanted))


def words_of_response(schema: Schema, response: ResponseText, wanted: Wanted) -> Iterator[SchemaWord]:
    """The words of the line that names the method, and of the messages that came."""
    yield from _of_method(response.service, response.method, wanted)
    method = schema.method(response.service.text, response.method.text)
    if method is None:
        return
    slots = Slots(schema)
    for section in response.messages:
        for value in section.values() if wanted(section.span) else ():
            yield from body_mentions(value, method.descriptor.output_type, False, slots, _Wanted(wanted))


def _of_method(service: Word, method: Word, wanted: Wanted) -> Iterator[SchemaWord]:
    for word, full_name in ((service, service.text), (method, f"{service.text}.{method.text}")):
        if word.text and wanted(word.span):
            yield SchemaWord(full_name, word.span, Role.READ)


class _Wanted:
    """Makes the words that are wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def simple(self, full_name: str, span: Span, role: Role) -> Iterator[SchemaWord]:
        if self._wanted(span):
            yield SchemaWord(full_name, span, role)

    dotted = simple

    def in_mask(self, full_name: str, span: Span) -> Iterator[SchemaWord]:
        return self.simple(full_name, span, Role.READ)
