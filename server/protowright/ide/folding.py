"""What can be folded away."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protowright.ide.comments import comments
from protowright.ide.languages import is_proto, is_request
from protowright.project.documents import Document
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.nodes import Block, Import, ListLiteral, MessageLiteral
from protowright.proto.syntax.tree import FileTree, walk
from protowright.request.body.nodes import inner_values
from protowright.request.syntax.json_nodes import JsonArray, JsonObject, JsonValue
from protowright.request.syntax.nodes import RequestFile
from protowright.text.line_index import LineIndex
from protowright.text.span import Span


class FoldKind(enum.Enum):
    """What is folded."""

    BLOCK = "block"
    COMMENT = "comment"
    IMPORTS = "imports"
    REGION = "region"


@dataclass(frozen=True, slots=True)
class Fold:
    """The lines `start` to `end`, counted from 0; the first one stays visible. `end` is larger than `start`."""

    start: int
    end: int
    kind: FoldKind


def folds(snapshot: Snapshot, path: str) -> list[Fold]:
    """The folds of the file at `path`, in the order of their first lines; outer ones come first."""
    document = snapshot.document(path)
    if document is None:
        return []
    found: list[Fold] = []
    if is_proto(path):
        found += [*_blocks(document.tree, document.lines), *_imports(document.tree, document.lines)]
    elif is_request(path):
        found += [*_requests(document.requests, document.lines), *_bodies(document.requests, document.lines)]
    else:
        return []
    found += _comments(document, path)
    widest: dict[int, Fold] = {}
    for fold in found:  # editors take one fold for a line
        if fold.end > fold.start and (fold.start not in widest or widest[fold.start].end < fold.end):
            widest[fold.start] = fold
    return [widest[start] for start in sorted(widest)]


def _between(lines: LineIndex, span: Span) -> Fold:
    """A fold for what is in brackets; the line of the closing one stays visible."""
    return Fold(lines.line_of(span.start), lines.line_of(max(span.end - 1, 0)) - 1, FoldKind.BLOCK)


def _whole(lines: LineIndex, span: Span, kind: FoldKind) -> Fold:
    """A fold for all lines of a span, apart from empty ones at its end."""
    text = span.of(lines.text).rstrip()
    return Fold(lines.line_of(span.start), lines.line_of(span.start + max(len(text) - 1, 0)), kind)


# `.proto`


def _blocks(tree: FileTree, lines: LineIndex) -> Iterator[Fold]:
    for declaration in tree.declarations:
        for node in walk(declaration):
            if isinstance(node, Block) and node.open_brace is not None and node.close_brace is not None:
                start = tree.token_span(node, node.open_brace).start
                yield _between(lines, Span(start, tree.token_span(node, node.close_brace).end))
            elif isinstance(node, (MessageLiteral, ListLiteral)):
                yield _between(lines, tree.span(node))


def _imports(tree: FileTree, lines: LineIndex) -> Iterator[Fold]:
    """Imports that stand together, whatever comments and empty lines are between them."""
    run: list[Span] = []
    for declaration in [*tree.declarations, None]:
        if isinstance(declaration, Import):
            run.append(tree.span(declaration))
        elif run:
            yield _whole(lines, Span(run[0].start, run[-1].end), FoldKind.IMPORTS)
            run = []


# Request files


def _requests(file: RequestFile, lines: LineIndex) -> Iterator[Fold]:
    for block in file.blocks:
        if file.text.startswith("###", block.span.start):
            yield _whole(lines, block.span, FoldKind.REGION)
        yield from (_whole(lines, script, FoldKind.BLOCK) for script in block.scripts)


def _bodies(file: RequestFile, lines: LineIndex) -> Iterator[Fold]:
    pending: list[JsonValue] = [
        message.json for block in file.blocks for message in block.messages if message.json is not None
    ]
    while pending:
        value = pending.pop()
        pending += inner_values(value)
        if isinstance(value, (JsonObject, JsonArray)) and value.span.of(file.text)[-1:] in ("}", "]"):
            yield _between(lines, value.span)


# Both


def _comments(document: Document, path: str) -> Iterator[Fold]:
    """Comments of several lines, and comments of a line each that follow one another."""
    lines = document.lines
    for run in _runs(lines, comments(document.text, path)):
        yield Fold(run[0], run[1], FoldKind.COMMENT)


def _runs(lines: LineIndex, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    start, end = -1, -1
    for span in spans:
        first, last = lines.line_of(span.start), lines.line_of(max(span.end - 1, 0))
        is_alone = not lines.line_text(first)[: span.start - lines.starts[first]].strip()
        if start >= 0 and is_alone and first == end + 1:
            end = last
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end
