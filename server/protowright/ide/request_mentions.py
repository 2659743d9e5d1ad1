"""Every name in a request file that stands for something: services, methods, fields, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from protowright.ide.body_mentions import body_mentions
from protowright.ide.declarations import find_declaration
from protowright.ide.mentions import (
    FILE,
    START,
    Mention,
    Place,
    Role,
    Wanted,
    dotted_mentions,
    mention_of,
)
from protowright.ide.path_mentions import assertion_mentions, path_mentions
from protowright.project.imported_requests import path_beside
from protowright.project.request_calls import RequestCall, RequestNames
from protowright.project.request_schemas import RequestSchema, find_request_schema
from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot
from protowright.request.assertions.parser import assertions_of
from protowright.request.body.slots import Slots
from protowright.request.directive_forms import IMPORT
from protowright.request.directives import known_directive
from protowright.request.syntax.nodes import Block, RequestFile, RequestKind, RequestLine
from protowright.request.texts import all_texts
from protowright.request.variables import expressions
from protowright.text.span import Span

_NAMING_FILES = ("grpc-proto", IMPORT.name)


class RequestMentions:
    """The mentions of one request file, those of variables and requests apart."""

    def __init__(self, snapshot: Snapshot, path: str, file: RequestFile, wanted: Wanted) -> None:
        self._snapshot = snapshot
        self._path = path
        self._file = file
        self._wanted = wanted
        self._names = RequestNames(snapshot, path, file)

    def all(self) -> Iterator[Mention]:
        """All of them, block by block."""
        for block in self._file.blocks:
            if self._wanted(block.span):
                yield from self._files(block)
                yield from self._call(block)
                yield from self._paths(block)

    def _files(self, block: Block) -> Iterator[Mention]:
        """The files of schemas, of requests to use, and of messages to send; those that are there."""
        words = [line.path for line in block.schema_lines if not line.is_descriptor_set]
        words += [item.value for item in block.directives if known_directive(item.name.text) in _NAMING_FILES]
        words += [message.file for message in block.messages if message.file is not None]
        for word in words:
            path = path_beside(self._path, word.text)
            if word.text and self._wanted(word.span) and self._snapshot.document(path) is not None:
                yield Mention(word.span, FILE, path, Place(path, START, START), Role.READ)

    def _call(self, block: Block) -> Iterator[Mention]:
        """The names of the request line and of the messages."""
        line = block.line
        if line is None or not self._may_name(block, line):
            return
        found = find_request_schema(self._snapshot, self._path, self._file, block)
        if found is None:
            yield from self._named_only(line)
            return
        yield from self._line(found, line)
        method = found.schema.method(line.service.text, line.method.text)
        if method is None:
            return
        slots, is_stream = Slots(found.schema), method.descriptor.client_streaming
        for message in block.messages:
            if message.json is not None and self._wanted(message.json.span):
                make = self._namer(found)
                yield from body_mentions(message.json, method.descriptor.input_type, is_stream, slots, make)

    def _may_name(self, block: Block, line: RequestLine) -> bool:
        spans = [line.service.span, line.method.span, *(message.span for message in block.messages)]
        return any(self._wanted(span) for span in spans)

    def _line(self, found: RequestSchema, line: RequestLine) -> Iterator[Mention]:
        make = self._namer(found)
        if line.service.text:
            yield from make.dotted(line.service.text, line.service.span, Role.READ)
        if line.method.text:
            yield from make.simple(f"{line.service.text}.{line.method.text}", line.method.span, Role.READ)

    def _named_only(self, line: RequestLine) -> Iterator[Mention]:
        """The names of a line whose schema is not known, or that asks for a description."""
        path = self._snapshot.services().get(line.service.text) or self._declaring(line)
        if path is not None:
            schema = schema_of_file(self._snapshot, path)
            yield from self._line(RequestSchema(schema, path), line)

    def _declaring(self, line: RequestLine) -> str | None:
        """The file that declares what a line asks to describe."""
        name = line.service.text
        if line.kind is not RequestKind.DESCRIBE or not name:
            return None
        known = self._snapshot.names().within(name.rpartition(".")[0])
        return next((each.path for each in known if each.name.full_name == name), None)

    def _paths(self, block: Block) -> Iterator[Mention]:
        """The fields and enum values in assertions and references."""
        if any(self._wanted(word.span) for word in block.assertions):
            call = RequestCall.of(self._snapshot, self._path, self._file, block)
            for assertion in assertions_of(block) if call is not None else ():
                if self._wanted(assertion.span):
                    assert call is not None, "there are assertions only then"
                    name = self._namer(call.found)
                    yield from assertion_mentions(assertion, call.output, Slots(call.found.schema), name)
        yield from self._references(block)

    def _references(self, block: Block) -> Iterator[Mention]:
        for word in all_texts(self._file, block):
            if "{{" in word.text and self._wanted(word.span):
                for expression, span in expressions(word.text, word.span.start):
                    yield from self._reference(expression, span)

    def _reference(self, expression: str, span: Span) -> Iterator[Mention]:
        path = self._names.body_path(expression, span) if self._wanted(span) else None
        if path is not None:
            yield from path_mentions(
                path.text, path.start, path.message, Slots(path.found.schema), self._namer(path.found)
            )

    def _namer(self, found: RequestSchema) -> SchemaNamer:
        return SchemaNamer(self._snapshot, found, self._wanted)


class SchemaNamer:
    """Makes mentions of the names of one schema."""

    def __init__(self, snapshot: Snapshot, found: RequestSchema, wanted: Wanted) -> None:
        self._snapshot = snapshot
        self._places = found.schema.places
        self._wanted = wanted

    def simple(self, full_name: str, span: Span, role: Role) -> Iterator[Mention]:
        """The mention of a name, when the schema knows where it is declared."""
        place = self._places.get(full_name)
        if place is None or not self._wanted(span):
            return
        declared = find_declaration(self._snapshot, place.path, full_name)
        if declared is not None:
            yield mention_of(declared[0], place.path, span, role)

    def dotted(self, full_name: str, span: Span, role: Role) -> Iterator[Mention]:
        """The mentions of the components of a name; the ones in front are packages and messages."""
        place = self._places.get(full_name)
        symbols = None if place is None else self._snapshot.symbols(place.path)
        if place is not None and symbols is not None and len(full_name) == span.end - span.start:
            yield from dotted_mentions(symbols, place.path, full_name, span.start, role, self._wanted)

    def in_mask(self, full_name: str, span: Span) -> Iterator[Mention]:
        """The mention of a field in a path of a `FieldMask`."""
        return (replace(mention, is_in_mask=True) for mention in self.simple(full_name, span, Role.READ))
