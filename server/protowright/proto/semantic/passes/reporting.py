"""Making diagnostics of nodes."""

from __future__ import annotations

from protowright.diagnostics.codes import Code
from protowright.diagnostics.diagnostic import Diagnostic, Fix, Related, Tag
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import Symbol
from protowright.proto.syntax.nodes import Node
from protowright.text.edit import Edit
from protowright.text.span import Span


def fault(
    link: LinkedFile,
    code: Code,
    message: str,
    node: Node | Span,
    help: str | None = None,
    fixes: tuple[Fix, ...] = (),
    related: tuple[Related, ...] = (),
    tags: tuple[Tag, ...] = (),
) -> Diagnostic:
    """A diagnostic at a node, or a span, of the file."""
    span = link.symbols.tree.span(node) if isinstance(node, Node) else node
    return Diagnostic(code, message, span, related, help, fixes, tags)


def replace(link: LinkedFile, title: str, node: Node, text: str) -> Fix:
    """The fix that puts `text` in the place of a node."""
    return Fix(title, (Edit(link.symbols.tree.span(node), text),))


def remove(link: LinkedFile, title: str, node: Node) -> Fix:
    """The fix that removes a node; when nothing else stands on its lines, the lines too."""
    text, span = link.symbols.tree.text, link.symbols.tree.span(node)
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end + 1
    if not text[start : span.start].strip() and not text[span.end : end].strip():
        span = Span(start, end)
    return Fix(title, (Edit(span, ""),))


def here(link: LinkedFile, message: str, symbol: Symbol) -> tuple[Related, ...]:
    """The place that declares `symbol`, as a second place of a diagnostic."""
    home = link.link_of(symbol)
    if home is None:
        return ()
    span = home.symbols.tree.span(symbol.name)
    return (Related(message, span, None if home is link else home.path),)
