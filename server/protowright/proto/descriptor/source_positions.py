"""Where tokens stand, as protoc counts it."""

from __future__ import annotations

from bisect import bisect_right

from protowright.proto.syntax.lexer import Tokens
from protowright.proto.syntax.nodes import Node
from protowright.proto.syntax.tree import FileTree

_TAB_WIDTH = 8


class SourcePositions:
    """The tokens of a file by number, and their places.

    Lines end at `\\n` alone; columns count bytes of UTF-8, and a tab goes to the next multiple of eight. Both start at 0.
    """

    def __init__(self, tree: FileTree) -> None:
        self.tokens = Tokens(tree.text)
        self._tree = tree
        self._line_starts = [0, *(index + 1 for index, character in enumerate(tree.text) if character == "\n")]
        count = len(self.tokens.texts)
        self._by_start = {self.tokens.start(index): index for index in range(count)}
        self._by_end = {self.tokens.end(index): index for index in range(count - 1)}

    def first(self, node: Node) -> int:
        """The number of the node's first token in the file."""
        return self._by_start[self._tree.span(node).start]

    def last(self, node: Node) -> int:
        """The number of the node's last token in the file."""
        return self._by_end[self._tree.span(node).end]

    def token(self, node: Node, index: int) -> int:
        """The number in the file of token `index` of the node's piece."""
        return self._by_start[self._tree.token_span(node, index).start]

    def span(self, first: int, last: int) -> list[int]:
        """The span of a location that goes from token `first` to token `last`: three numbers on one line, else four."""
        line, column = self._place(self.tokens.start(first))
        last_line, _ = self._place(self.tokens.start(last))
        _, end = self._place(self.tokens.end(last))
        return [line, column, end] if line == last_line else [line, column, last_line, end]

    def _place(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._line_starts, offset) - 1
        before = self._tree.text[self._line_starts[line] : offset].encode("utf-8", "surrogateescape")
        column = 0
        for part in before.split(b"\t")[:-1]:
            column += len(part)
            column += _TAB_WIDTH - column % _TAB_WIDTH
        return line, column + len(before) - (before.rfind(b"\t") + 1)
