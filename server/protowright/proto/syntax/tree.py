"""A parsed file: its pieces in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.syntax.nodes import Declaration, Node, Piece
from protowright.text.span import Span

MAXIMUM_FAULTS = 1_000
"""A text with more faults is no `.proto` file at all; the first ones say so."""


class FileTree:
    """The tree of one text; immutable. `tree.text` is the text that was parsed, to the last character."""

    def __init__(self, text: str, pieces: list[Piece]) -> None:
        self.text = text
        self.pieces = pieces
        self.starts: list[int] = []
        self._start_of: dict[Piece, int] = {}
        position = 0
        for piece in pieces:
            self.starts.append(position)
            self._start_of[piece] = position
            position += piece.length
        assert position == len(text), "the pieces must be the whole text"

    @property
    def declarations(self) -> Iterator[Declaration]:
        """The top-level declarations."""
        return (piece.declaration for piece in self.pieces if piece.declaration is not None)

    @cached_property
    def diagnostics(self) -> list[Diagnostic]:
        """What the parser found wrong, in the order of the text."""
        found = [
            diagnostic.shifted(start)
            for start, piece in zip(self.starts, self.pieces, strict=True)
            for diagnostic in piece.diagnostics
        ]
        return sorted(found, key=lambda diagnostic: diagnostic.span)[:MAXIMUM_FAULTS]

    def start_of(self, piece: Piece) -> int:
        """Where a piece of this tree starts. Raises KeyError for a piece of another tree."""
        return self._start_of[piece]

    def span(self, node: Node) -> Span:
        """Where a node of this tree stands in the text. Raises KeyError for a node of another tree."""
        return node.relative_span.shifted(self._start_of[node.piece])

    def token_span(self, node: Node, index: int) -> Span:
        """Where token `index` of the piece of `node` stands, for example its brace."""
        tokens, delta = node.piece.tokens, self._start_of[node.piece] - node.piece.origin
        return Span(tokens.start(index), tokens.end(index)).shifted(delta)

    def piece_at(self, offset: int) -> Piece | None:
        """The piece that holds `offset`; a place between two pieces belongs to the second."""
        index = bisect_right(self.starts, offset) - 1
        return self.pieces[index] if index >= 0 else None

    def path_at(self, offset: int) -> list[Node]:
        """The nodes that touch `offset`, from the top-level declaration to the innermost one."""
        path: list[Node] = []
        for piece in self._pieces_touching(offset):
            node: Node | None = piece.declaration
            path = []
            while node is not None and self.span(node).contains(offset):
                path.append(node)
                node = self._child_at(node, offset)
            if path:
                break
        return path

    def _pieces_touching(self, offset: int) -> list[Piece]:
        index = bisect_right(self.starts, offset) - 1
        return self.pieces[index : index + 1] + self.pieces[max(index - 1, 0) : index]

    def _child_at(self, node: Node, offset: int) -> Node | None:
        """The child that touches `offset`; between two that do, the one that starts there."""
        touching = [child for child in node.children() if self.span(child).contains(offset)]
        return max(touching, key=lambda child: child.first, default=None)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it. A declaration nested ten thousand deep does not exhaust the stack."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        pending.extend(reversed(list(current.children())))
