"""What stands at the place that an action is asked for: told from the syntax, so that asking costs next to nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import Symbol
from protowright.proto.syntax.nodes import Block, Declaration, Node
from protowright.proto.syntax.tree import FileTree
from protowright.text.span import Span

N = TypeVar("N", bound=Node)


@dataclass(frozen=True, slots=True)
class Place:
    """A span of the file at the absolute `path`, in a top-level declaration without a fault of its syntax.

    `nodes` are those around its start, the outermost first.
    """

    path: str
    span: Span
    symbols: FileSymbols
    nodes: list[Node]

    @property
    def tree(self) -> FileTree:
        """The tree of the file."""
        return self.symbols.tree

    @property
    def text(self) -> str:
        """The text of the file."""
        return self.symbols.tree.text

    def innermost(self, kind: type[N]) -> N | None:
        """The innermost node of a kind."""
        return next((node for node in reversed(self.nodes) if isinstance(node, kind)), None)

    def around(self, node: Node) -> Node | None:
        """The node around one of the nodes."""
        index = self.nodes.index(node)
        return self.nodes[index - 1] if index else None

    def selected(self, block: Block) -> list[Declaration]:
        """The members of a block that the span touches."""
        spans = [(member, self.tree.span(member)) for member in block.body]
        return [member for member, span in spans if span.start <= self.span.end and self.span.start <= span.end]

    def symbol(self, declaration: Declaration) -> Symbol | None:
        """What a declaration declares."""
        own = (symbol for symbol in self.symbols.by_name.values() if symbol.declaration is declaration)
        return next(own, None)


def place_at(snapshot: Snapshot, path: str, span: Span) -> Place | None:
    """The place, when there is a declaration; None where the text does not parse."""
    symbols = snapshot.symbols(path)
    nodes = [] if symbols is None else symbols.tree.path_at(span.start)
    if symbols is not None and nodes and not nodes[0].piece.diagnostics:
        return Place(path, span, symbols, nodes)
    return None
