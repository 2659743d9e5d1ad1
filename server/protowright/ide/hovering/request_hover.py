"""Hovers in request files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.hovering.body_file_hover import body_file_hover
from protowright.ide.hovering.found import Hover, bullets, code, paragraphs
from protowright.ide.hovering.request_phrases import BINARY, METADATA, OPERATORS, PLAIN, SUBJECTS
from protowright.ide.hovering.schema_text import describe_name
from protowright.ide.hovering.variable_hover import variable_hover
from protowright.ide.request_words import words_of_request
from protowright.ide.transport import transport_of
from protowright.project.request_schemas import find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.request.directive_forms import FORMS
from protowright.request.directives import DIRECTIVES, is_global, known_directive
from protowright.request.syntax.nodes import Block, Directive, RequestFile, Word
from protowright.text.span import Span

_WORD = re.compile(r"\S+")


def request_hover(snapshot: Snapshot, path: str, offset: int, environment: str | None) -> Hover | None:
    """What is known of the word at `offset` of the request file at `path`."""
    document = snapshot.document(path)
    block = None if document is None else document.requests.block_at(offset)
    if document is None or block is None:
        return None
    file = document.requests
    return (
        variable_hover(snapshot, path, file, offset, environment)
        or _directive(block, offset)
        or body_file_hover(snapshot, path, file, block, offset)
        or _in_schema(snapshot, path, file, block, offset)
        or _target(snapshot, path, file, block, offset, environment)
        or _metadata(block, offset)
        or _assertion(block, offset)
        or _redirect(block, offset)
    )


def _directive(block: Block, offset: int) -> Hover | None:
    for directive in block.directives:
        name = known_directive(directive.name.text)
        if name is not None and directive.name.span.contains(offset):
            return Hover(_meaning(directive, name), directive.name.span)
    return None


def _meaning(directive: Directive, name: str) -> str:
    form = FORMS[name]
    told = [f"value: one of {', '.join(f'`{choice}`' for choice in form.choices)}"] if form.choices else []
    told = told or [f"value: {form.kind.value}"]
    if is_global(directive.name.text):
        told.append("holds for this block and all that follow")
    return paragraphs(f"directive `@{name}`: {DIRECTIVES[name]}", bullets(told))


def _in_schema(snapshot: Snapshot, path: str, file: RequestFile, block: Block, offset: int) -> Hover | None:
    """A service, a method, a field or an enum value."""
    if block.line is None or not any(span.contains(offset) for span in _spans_of_names(block)):
        return None
    found = find_request_schema(snapshot, path, file, block)
    if found is None:
        return None
    for word in words_of_request(found.schema, block, lambda span: span.contains(offset)):
        text = describe_name(snapshot, found.schema, word.full_name, path)
        if text:
            return Hover(text, word.span)
    return None


def _spans_of_names(block: Block) -> Iterator[Span]:
    if block.line is not None:
        yield from (block.line.service.span, block.line.method.span)
    yield from (message.span for message in block.messages)
    yield from (word.span for word in block.assertions)


def _target(
    snapshot: Snapshot, path: str, file: RequestFile, block: Block, offset: int, environment: str | None
) -> Hover | None:
    if block.line is None or not block.line.target.span.contains(offset):
        return None
    transport = transport_of(snapshot, path, file, block, environment)
    if transport is None:
        return None
    found = find_request_schema(snapshot, path, file, block)
    told = [transport.title, f"schema: {'reflection, when the request runs' if found is None else found.schema.origin}"]
    return Hover(paragraphs(code(str(transport.target), "text"), bullets(told)), block.line.target.span)


def _metadata(block: Block, offset: int) -> Hover | None:
    for entry in block.metadata:
        if entry.key.span.contains(offset):
            key = entry.key.text.lower()
            reserved = "is reserved: gRPC sets such keys itself" if key.startswith(("grpc-", ":")) else PLAIN
            meaning = METADATA.get(key) or (BINARY if key.endswith("-bin") else reserved)
            return Hover(f"metadata `{key}`: {meaning}", entry.key.span)
    return None


def _assertion(block: Block, offset: int) -> Hover | None:
    for assertion in block.assertions:
        if assertion.span.contains(offset):
            return _word_of_assertion(assertion, offset)
    return None


def _word_of_assertion(assertion: Word, offset: int) -> Hover | None:
    for index, match in enumerate(_WORD.finditer(assertion.text)):
        span = Span(*match.span()).shifted(assertion.span.start)
        subject = match[0].partition("[")[0]
        if span.contains(offset):
            meaning = SUBJECTS.get(subject) if index == 0 else OPERATORS.get(match[0])
            return None if meaning is None else Hover(f"`{match[0]}`: {meaning}", span)
    return None


def _redirect(block: Block, offset: int) -> Hover | None:
    for redirect in block.redirects:
        if redirect.span.contains(offset):
            how = "replaces the file" if redirect.overwrites else "a file that is there stays: `-1`, `-2` … is added"
            return Hover(f"saves the response in `{redirect.path.text}`; {how}", redirect.span)
    return None
