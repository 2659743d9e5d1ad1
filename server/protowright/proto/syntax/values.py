"""Parsing options and number ranges."""

from __future__ import annotations

from protowright.proto.syntax.lexer import is_identifier, is_number, is_string
from protowright.proto.syntax.message_literals import LiteralParser
from protowright.proto.syntax.nodes import (
    Identifier,
    NumberLiteral,
    Option,
    OptionNamePart,
    Range,
    SignedValue,
    Value,
)

_SIGNED_WORDS = ("inf", "nan")


class ValueParser(LiteralParser):
    """Adds options and ranges to the cursor."""

    def range(self, may_be_negative: bool) -> Range:
        """Take `1`, `2 to 5` or `6 to max`."""
        node = Range(self.piece, self.index)
        node.start = self.integer("a number", may_be_negative)
        if self.take("to"):
            is_max = self.texts[self.index] == "max"
            node.end = self.identifier("max") if is_max else self.integer("a number or `max`", may_be_negative)
        node.last = self.index - 1
        return node

    def integer(self, what: str, may_be_negative: bool = False) -> NumberLiteral | SignedValue:
        """Take an integer. A number with a point or an exponent is reported, and taken."""
        if may_be_negative and self.texts[self.index] == "-":
            node = SignedValue(self.piece, self.index)
            self.index += 1
            node.operand = self.plain_integer(what)
            node.last = self.index - 1
            return node
        return self.plain_integer(what)

    def plain_integer(self, what: str) -> NumberLiteral:
        """Take an integer without a sign."""
        index = self.index
        faults = len(self.piece.diagnostics)
        node = self.number(what)
        if len(self.piece.diagnostics) == faults:
            self.check_integer(index, what)
        return node

    def option_list(self) -> list[Option] | None:
        """Take `[a = 1, b = 2]` if it stands here."""
        if self.texts[self.index] != "[":
            return None
        self.index += 1
        options = [self.option(is_statement=False)]
        while self.take(","):
            options.append(self.option(is_statement=False))
        self.expect("]", "after the options")
        return options

    def option(self, is_statement: bool) -> Option:
        """Take `name = value`."""
        node = Option(self.piece, self.index, is_statement)
        self.option_into(node)
        return node

    def option_into(self, node: Option) -> None:
        """Fill `node`, which keeps what it has when the rest does not fit."""
        if self.next_statement_begins("=", "."):
            raise self.unexpected("an option's name")
        node.name.append(self._option_name_part())
        node.first = node.name[0].first
        while self.take("."):
            node.name.append(self._option_name_part())
        node.last = self.index - 1
        self.expect("=", "after the option's name")
        if self.next_statement_begins(";", ",", "]"):
            raise self.unexpected("the option's value")
        node.value = self._option_value()
        node.last = self.index - 1

    def _option_name_part(self) -> OptionNamePart:
        """A part is a component, or a path in parentheses: the dots between parts are the option's own."""
        node = OptionNamePart(self.piece, self.index)
        if self.take("("):
            node.is_extension = True
            node.name = self.path("the name of an extension")
            self.expect(")", "after the extension's name")
        else:
            node.name = self.single_name("an option's name")
        node.last = self.index - 1
        return node

    def _option_value(self) -> Value:
        """What may stand behind `=` (protoc's `Parser::ParseOption`): a literal in braces, but no list and no `<`."""
        text, what = self.texts[self.index], "the option's value"
        if text == "{":
            return self.message_literal()
        if text == "-":
            return self._signed_value()
        if is_number(text):
            return self.number(what)
        return self.string(what) if is_string(text) else self.identifier(what)

    def _signed_value(self) -> SignedValue:
        node = SignedValue(self.piece, self.index)
        self.index += 1
        text = self.texts[self.index]
        operand: NumberLiteral | Identifier
        if is_identifier(text) and text in _SIGNED_WORDS:
            operand = self.identifier("a number")
        else:
            operand = self.number("a number, `inf` or `nan` after `-`")
        node.operand = operand
        node.last = self.index - 1
        return node
