"""Parsing statements into bodies: the loop over a block, what ends it, and what is done when its brace is missing."""

from __future__ import annotations

from abc import abstractmethod

from protowright.diagnostics.proto_codes import NESTING_TOO_DEEP, SYNTAX_ERROR, UNCLOSED_BLOCK
from protowright.proto.syntax.cursor import Mismatch
from protowright.proto.syntax.lexer import Tokens, is_identifier
from protowright.proto.syntax.nodes import Block, Broken, Declaration
from protowright.proto.syntax.values import ValueParser

Body = list[Declaration]

MAXIMUM_BLOCK_DEPTH = 31
"""How deep messages and groups may nest (protoc's `MaxMessageDeclarationNestingDepth`)."""


class BlockParser(ValueParser):
    """Parses statements into bodies.

    With `by_indentation`, a declaration that stands no further right than the block it is in ends that block: the
    second try for a file whose braces do not match. `unclosed` tells whether a block met the end of the text.
    """

    def __init__(self, tokens: Tokens, by_indentation: bool = False) -> None:
        super().__init__(tokens, by_indentation)
        self._block_depth = 0

    @abstractmethod
    def parse_statement(self, first: int, body: Body, context: str) -> None:
        """Parse the statement that starts at token `first` into `body`. Raises Mismatch when it does not fit."""

    def statement(self, body: Body, context: str) -> None:
        """Parse one statement into `body`; always takes at least one token."""
        first, count, depth = self.index, len(body), self.depth
        self.statement_start = first
        try:
            self.parse_statement(first, body, context)
        except Mismatch:
            self.depth = depth
            self.skip_statement(first)
            if len(body) > count:
                body[-1].is_broken = True
        if self.index == first:
            self.index += 1
        if len(body) == count:
            body.append(Broken(self.piece, first))
        body[-1].last = self.index - 1

    def block(self, node: Block, context: str, what: str) -> None:
        """Take `{ statements }` as the body of `node`."""
        if not self._open_block(node, what) or (context == "message" and not self._enter_message()):
            return
        texts = self.texts
        while texts[self.index] != "}":
            if not texts[self.index] or self._dedented(node):
                self._report_unclosed(node, what)
                break
            self.statement(node.body, context)
        else:
            node.close_brace = self.index
            self.index += 1
        self._block_depth -= context == "message"

    def _enter_message(self) -> bool:
        """Go one message deeper; past the deepest there may be, report that and skip the body."""
        if self._block_depth < MAXIMUM_BLOCK_DEPTH:
            self._block_depth += 1
            return True
        span = self.relative_span(self.index - 1, self.index - 1)
        self.report(NESTING_TOO_DEEP, f"messages nest at most {MAXIMUM_BLOCK_DEPTH} deep", span)
        self.skip_past("{")
        return False

    def _open_block(self, node: Block, what: str) -> bool:
        if self.texts[self.index] == "{":
            node.open_brace = self.index
            self.index += 1
            return True
        if self.texts[self.index] in ("}", "") or not self.on_new_line(self.index):
            raise self.unexpected(f"`{{` after {what}")
        previous = self.relative_span(self.index - 1, self.index - 1)
        self.report(SYNTAX_ERROR, f"expected `{{` after {what}", previous)
        return not self._looks_like_top_level()

    def _looks_like_top_level(self) -> bool:
        return self.texts[self.index] in ("message", "enum", "service", "extend", "import", "package", "syntax")

    def _dedented(self, node: Block) -> bool:
        if not self.by_indentation or not self.on_new_line(self.index):
            return False
        if not is_identifier(self.texts[self.index]):
            return False
        return self.column(self.index) <= self.column(node.first)

    def _report_unclosed(self, node: Block, what: str) -> None:
        self.unclosed = True
        brace = node.first if node.open_brace is None else node.open_brace
        self.report(UNCLOSED_BLOCK, f"the block of {what} has no `}}`", self.relative_span(brace, brace))
