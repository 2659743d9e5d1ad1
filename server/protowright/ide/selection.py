"""What a selection grows to, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.comments import comments
from protowright.ide.languages import is_proto, is_request
from protowright.project.documents import Document
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.nodes import Block as ProtoBlock
from protowright.proto.syntax.nodes import MessageLiteral, StringLiteral
from protowright.proto.syntax.tree import FileTree
from protowright.request.body.nodes import inner_values
from protowright.request.syntax.json_nodes import JsonArray, JsonObject, JsonString, JsonValue
from protowright.request.syntax.nodes import Block, RequestFile, Word
from protowright.request.variables import expressions
from protowright.text.span import Span

_WORD = re.compile(r"[\w-]+")


def selections(snapshot: Snapshot, path: str, offset: int) -> list[Span]:
    """The spans around `offset`, each within the next one; the last is the whole text.

    The first is the word at the place, if there is one.
    """
    document = snapshot.document(path)
    if document is None:
        return []
    found = [*_of_text(document, path, offset)]
    if is_proto(path):
        found += _of_tree(document.tree, offset)
    elif is_request(path):
        found += _of_requests(document.requests, offset)
    return _nested(found, offset, len(document.text))


def _nested(found: list[Span], offset: int, length: int) -> list[Span]:
    """The spans that hold the place, from the narrowest on; what crosses a narrower one is left out."""
    touching = {span for span in found if span.contains(offset) and span.end > span.start}
    nested: list[Span] = []
    for span in sorted(touching, key=lambda span: (span.end - span.start, -span.start)):
        last = nested[-1] if nested else Span(offset, offset)
        if span.start <= last.start and last.end <= span.end:
            nested.append(span)
    whole = Span(0, length)
    if not nested or nested[-1] != whole:
        nested.append(whole)
    return nested


def _of_text(document: Document, path: str, offset: int) -> Iterator[Span]:
    text, lines = document.text, document.lines
    line = lines.line_of(offset)
    content = lines.line_text(line)
    start = lines.starts[line]
    yield from (Span(*match.span()) for match in _WORD.finditer(text, start, start + len(content)))
    yield Span(start + len(content) - len(content.lstrip()), start + len(content.rstrip()))
    yield from (comment for comment in comments(text, path) if comment.contains(offset))


def _inside(span: Span) -> Span:
    """What is between quotes or brackets."""
    return Span(min(span.start + 1, span.end), max(span.end - 1, min(span.start + 1, span.end)))


def _of_tree(tree: FileTree, offset: int) -> Iterator[Span]:
    for node in tree.path_at(offset):
        span = tree.span(node)
        yield span
        if isinstance(node, (StringLiteral, MessageLiteral)):
            yield _inside(span)
        if isinstance(node, ProtoBlock) and node.open_brace is not None and node.close_brace is not None:
            start = tree.token_span(node, node.open_brace)
            end = tree.token_span(node, node.close_brace)
            yield from (Span(start.start, end.end), Span(start.end, end.start))


def _of_requests(file: RequestFile, offset: int) -> Iterator[Span]:
    block = file.block_at(offset)
    if block is None:
        return
    yield block.span
    yield from () if block.body_span is None else (block.body_span,)
    yield from block.scripts
    for word in _words(block):
        yield word.span
        yield from (span for _, span in expressions(word.text, word.span.start))
    for message in block.messages:
        yield message.span
        yield from () if message.json is None else _of_json(message.json, offset)


def _words(block: Block) -> Iterator[Word]:
    line = block.line
    yield block.title
    yield from () if line is None else (line.target, line.service, line.method)
    pairs = [(entry.key, entry.value) for entry in block.metadata]
    pairs += [(variable.name, variable.value) for variable in block.variables]
    pairs += [(directive.name, directive.value) for directive in block.directives]
    for name, value in pairs:
        yield from (name, value, Word("", Span(name.span.start, max(value.span.end, name.span.end))))
    yield from block.assertions
    yield from (schema.path for schema in block.schema_lines)
    yield from (redirect.path for redirect in block.redirects)


def _of_json(value: JsonValue, offset: int) -> Iterator[Span]:
    pending = [value]
    while pending:
        current = pending.pop()
        if not current.span.contains(offset):
            continue
        yield current.span
        if isinstance(current, (JsonString, JsonObject, JsonArray)):
            yield _inside(current.span)
        if isinstance(current, JsonObject):
            for member in current.members:
                end = member.key.span.end if member.value is None else member.value.span.end
                yield from (member.key.span, _inside(member.key.span), Span(member.key.span.start, end))
        pending += inner_values(current)
