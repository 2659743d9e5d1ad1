"""What to show about the name under the cursor."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from protowright.ide.declarations import find_declaration, target_at
from protowright.ide.languages import is_proto, is_request
from protowright.project.request_schemas import RequestSchema, find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import Symbol
from protowright.proto.syntax.comments import doc_comment
from protowright.request.syntax.nodes import RequestLine
from protowright.text.span import Span

MAXIMUM_LINES = 40
"""A longer declaration is cut."""


@dataclass(frozen=True)
class Hover:
    """Markdown, and the span of the name it is about."""

    markdown: str
    span: Span


def hover(snapshot: Snapshot, path: str, offset: int) -> Hover | None:
    """The declaration and comment of the name at `offset`."""
    if is_proto(path):
        target = target_at(snapshot, path, offset)
        return None if target is None else Hover(describe(target.symbol, target.symbols), target.span)
    return _request_hover(snapshot, path, offset) if is_request(path) else None


def describe(symbol: Symbol, symbols: FileSymbols) -> str:
    """The declaration as source, then its full name and its comment, as Markdown."""
    source = symbols.tree.span(symbol.declaration).of(symbols.tree.text)
    comment = doc_comment(symbol.declaration)
    parts = [
        f"```proto\n{_dedented(source, _indent(symbol, symbols))}\n```",
        f"{symbol.kind.value} `{symbol.full_name}`",
    ]
    return "\n\n".join([*parts, comment] if comment else parts)


def _indent(symbol: Symbol, symbols: FileSymbols) -> str:
    """The white space before the declaration on its first line."""
    start = symbols.tree.span(symbol.declaration).start
    line = symbols.tree.text[symbols.tree.text.rfind("\n", 0, start) + 1 : start]
    return line if not line.strip() else ""


def _dedented(source: str, indent: str) -> str:
    lines = textwrap.dedent(indent + source).split("\n")
    if len(lines) > MAXIMUM_LINES:
        lines = [*lines[: MAXIMUM_LINES - 1], "  // ..."]
    return "\n".join(lines)


def _request_hover(snapshot: Snapshot, path: str, offset: int) -> Hover | None:
    """The service or method that a request line names."""
    document = snapshot.document(path)
    block = None if document is None else document.requests.block_at(offset)
    if document is None or block is None or block.line is None:
        return None
    found = find_request_schema(snapshot, path, document.requests, block)
    return None if found is None or not found.path else _line_hover(snapshot, found, block.line, offset)


def _line_hover(snapshot: Snapshot, found: RequestSchema, line: RequestLine, offset: int) -> Hover | None:
    for word, name in ((line.method, f"{line.service.text}.{line.method.text}"), (line.service, line.service.text)):
        declared = find_declaration(snapshot, found.path, name)
        if word.text and word.span.contains(offset) and declared is not None:
            return Hover(describe(*declared), word.span)
    return None
