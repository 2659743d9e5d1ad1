"""A tree as plain data, to compare trees and to see them in failures."""

from __future__ import annotations

from protowright.proto.syntax.nodes import Declaration, Identifier, Node, NumberLiteral, Option, Path
from protowright.proto.syntax.tree import FileTree, walk

Row = tuple[str, int, int, str]
Fault = tuple[int, int, str, str]


def dump(tree: FileTree) -> list[Row]:
    """Every node, parents first: its class, its span, and what it says about itself."""
    return [row(tree, node) for declaration in tree.declarations for node in walk(declaration)]


def row(tree: FileTree, node: Node) -> Row:
    """One node."""
    span = tree.span(node)
    return type(node).__name__, span.start, span.end, _says(node)


def _says(node: Node) -> str:
    if isinstance(node, (Identifier, Path, NumberLiteral)):
        return node.text
    if isinstance(node, Option):
        return f"statement={node.is_statement}"
    if isinstance(node, Declaration):
        return " ".join(modifier.text for modifier in node.modifiers)
    return ""


def pieces(tree: FileTree) -> list[tuple[int, str]]:
    """Start and text of each piece."""
    return [(start, piece.text) for start, piece in zip(tree.starts, tree.pieces, strict=True)]


def faults(tree: FileTree) -> list[Fault]:
    """The diagnostics of the parser."""
    return [(item.span.start, item.span.end, item.code.name, item.message) for item in tree.diagnostics]
