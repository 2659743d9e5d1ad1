"""Parsing message literals: the text format inside option values.

protoc takes every token up to the closing brace, and has its text format parser judge them. So a fault inside a literal is
reported under a code of its own, and ends the literal, not the statement around it.
"""

from __future__ import annotations

from protowright.diagnostics.proto_codes import INVALID_OPTION_LITERAL, SYNTAX_ERROR, UNCLOSED_BLOCK
from protowright.proto.syntax.cursor import Cursor, Mismatch
from protowright.proto.syntax.lexer import is_identifier, is_number, is_string
from protowright.proto.syntax.nodes import (
    ListLiteral,
    LiteralField,
    MessageLiteral,
    NumberLiteral,
    SignedValue,
    StringLiteral,
    Value,
)

MAXIMUM_LITERAL_DEPTH = 100
"""How deep message literals may nest. It keeps the parser off the end of Python's stack."""

CLOSING = {"{": "}", "<": ">"}
_BRACKETS = {**CLOSING, "[": "]"}


class LiteralParser(Cursor):
    """Adds the values of the text format to the cursor."""

    depth = 0

    def string(self, what: str) -> StringLiteral:
        """Take one or more adjacent string tokens."""
        if not is_string(self.texts[self.index]):
            raise self.unexpected(what)
        node = StringLiteral(self.piece, self.index)
        while is_string(self.texts[self.index]):
            self.check_string(self.index)
            self.index += 1
        node.last = self.index - 1
        return node

    def number(self, what: str) -> NumberLiteral:
        """Take a number without a sign."""
        text = self.texts[self.index]
        if not is_number(text):
            raise self.unexpected(what)
        self.check_number(self.index)
        node = NumberLiteral(self.piece, self.index, text)
        self.index += 1
        return node

    def message_literal(self) -> MessageLiteral:
        """Take `{ ... }` as the value of an option; what is wrong inside is reported, and left behind."""
        first, depth = self.index, self.depth
        node = MessageLiteral(self.piece, first)
        self.syntax_code = INVALID_OPTION_LITERAL
        try:
            self._fields_of(node)
        except Mismatch:
            self.depth = depth
            node.is_broken = True
            self._leave(first)
        finally:
            self.syntax_code = SYNTAX_ERROR
        node.last = self.index - 1
        return node

    def _leave(self, first: int) -> None:
        """Go behind the brace that closes the literal begun at `first`. Raises Mismatch when there is none to believe in."""
        broken, self.index = self.index, first + 1
        depth = 1
        while depth:
            text = self.texts[self.index]
            if not text or self.looks_like_next_declaration(self.index):
                self.looked_at = max(self.looked_at, self.index)
                self.index = broken
                raise Mismatch
            depth += (text == "{") - (text == "}")
            self.index += 1

    def _fields_of(self, node: MessageLiteral) -> None:
        opening = self.texts[self.index]
        self.index += 1
        if not self.descend(opening):
            return
        while self.texts[self.index] != CLOSING[opening]:
            if self.texts[self.index] == "#" and self.depth == 1:
                self._leave(node.first)  # protoc joins the lines, so a comment hides all that follows
                self.depth -= 1
                return
            node.fields.append(self._literal_field())
            _ = self.take(",") or self.take(";")
        self.depth -= 1
        if self._belongs_to_a_block(node):
            return
        self.index += 1

    def _belongs_to_a_block(self, node: MessageLiteral) -> bool:
        """Whether the brace here closes the block around the statement, as its indentation says."""
        if not self.by_indentation or not self.on_new_line(self.index) or not self.on_new_line(self.statement_start):
            return False
        if self.column(self.index) >= self.column(self.statement_start):
            return False
        self.unclosed = self.literal_is_open = True
        brace = self.relative_span(node.first, node.first)
        self.report(UNCLOSED_BLOCK, "the message literal has no `}`", brace)
        return True

    def _nested(self) -> MessageLiteral:
        node = MessageLiteral(self.piece, self.index)
        self._fields_of(node)
        node.last = self.index - 1
        return node

    def _literal_field(self) -> LiteralField:
        node = LiteralField(self.piece, self.index)
        if self.take("["):
            self._bracketed_name(node)
        else:
            node.name = self.single_name("a field's name")
        node.has_colon = self.take(":")
        if not node.has_colon and self.texts[self.index] not in _BRACKETS:
            raise self.unexpected("`:` after the field's name")
        if is_identifier(self.texts[self.index]) and self.texts[self.index + 1] == ":":
            raise self.unexpected("the field's value")  # this is the next field
        node.value = self._literal_value()
        node.last = self.index - 1
        return node

    def _bracketed_name(self, node: LiteralField) -> None:
        node.bracketed = True
        node.name = self.path("the name of an extension")
        if self.take("/"):
            node.url_prefix = node.name
            node.name = self.path("the name of a message")
        self.expect("]", "after the name")

    def _literal_value(self) -> Value:
        text = self.texts[self.index]
        if text in CLOSING:
            return self._nested()
        if text == "[":
            return self._list()
        if text == "-":
            return self._signed()
        if is_number(text):
            return self.number("a value")
        return self.string("a value") if is_string(text) else self.identifier("a value")

    def _signed(self) -> SignedValue:
        node = SignedValue(self.piece, self.index)
        self.index += 1
        is_word = is_identifier(self.texts[self.index])
        node.operand = self.identifier("a number") if is_word else self.number("a number after `-`")
        node.last = self.index - 1
        return node

    def _list(self) -> ListLiteral:
        node = ListLiteral(self.piece, self.index)
        self.index += 1
        if not self.descend("["):
            node.last = self.index - 1
            return node
        if self.texts[self.index] != "]":
            node.values.append(self._literal_value())
            while self.take(","):
                node.values.append(self._literal_value())
        self.depth -= 1
        self.expect("]", "after the values")
        node.last = self.index - 1
        return node

    def descend(self, opening: str) -> bool:
        """Go one level deeper, into the bracket `opening` that was just taken.

        Past the deepest level there may be, that is reported, what is in the bracket is skipped, and False given back.
        """
        if self.depth < MAXIMUM_LITERAL_DEPTH:
            self.depth += 1
            return True
        span = self.relative_span(self.index - 1, self.index - 1)
        self.report(self.syntax_code, f"nested more than {MAXIMUM_LITERAL_DEPTH} levels deep", span)
        self.skip_past(opening)
        return False

    def skip_past(self, opening: str) -> None:
        """Go behind the bracket that closes `opening`."""
        closing, depth = _BRACKETS[opening], 1
        while depth and (text := self.texts[self.index]):
            depth += (text == opening) - (text == closing)
            self.index += 1
