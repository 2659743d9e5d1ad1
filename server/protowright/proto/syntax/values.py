"""Parsing option values, option names, and the text format inside them."""

from __future__ import annotations

from protowright.diagnostics.proto_codes import SYNTAX_ERROR
from protowright.proto.syntax.cursor import Cursor
from protowright.proto.syntax.lexer import is_identifier, is_number, is_string
from protowright.proto.syntax.nodes import (
    ListLiteral,
    LiteralField,
    MessageLiteral,
    NumberLiteral,
    Option,
    OptionNamePart,
    Path,
    Range,
    SignedValue,
    StringLiteral,
    Value,
)

MAXIMUM_DEPTH = 100
"""How deep blocks and message literals may nest. It keeps the parser off the end of Python's stack."""

_CLOSING = {"{": "}", "<": ">"}
_BRACKETS = {**_CLOSING, "[": "]"}


class ValueParser(Cursor):
    """Adds values and options to the cursor."""

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

    def value(self, what: str) -> Value:
        """Take any value."""
        text = self.texts[self.index]
        if is_number(text):
            return self._number(text)
        if is_string(text):
            return self.string(what)
        if is_identifier(text):
            return self.identifier(what)
        if text == "-":
            return self._signed()
        if text in _CLOSING:
            return self._message_literal()
        if text == "[":
            return self._list_literal()
        raise self.unexpected(what)

    def range(self) -> Range:
        """Take `1`, `2 to 5` or `6 to max`."""
        node = Range(self.piece, self.index)
        node.start = self.value("a number")
        if self.take("to"):
            node.end = self.value("a number or `max`")
        node.last = self.index - 1
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
        node.name.append(self._option_name_part())
        while self.take("."):
            node.name.append(self._option_name_part())
        node.last = self.index - 1
        self.expect("=", "after the option's name")
        node.value = self.value("the option's value")
        node.last = self.index - 1

    def _option_name_part(self) -> OptionNamePart:
        node = OptionNamePart(self.piece, self.index)
        if self.take("("):
            node.is_extension = True
            node.name = self.path("the name of an extension")
            self.expect(")", "after the extension's name")
        else:
            node.name = self._option_field_name()
        node.last = self.index - 1
        return node

    def _option_field_name(self) -> Path:
        """One component: the dots between an option's parts are the option's own."""
        node = Path(self.piece, self.index)
        component = self.identifier("an option's name")
        node.components.append(component)
        node.text = component.text
        return node

    def _number(self, text: str) -> NumberLiteral:
        node = NumberLiteral(self.piece, self.index, text)
        self.index += 1
        return node

    def _signed(self) -> SignedValue:
        node = SignedValue(self.piece, self.index)
        self.index += 1
        text = self.texts[self.index]
        node.operand = self._number(text) if is_number(text) else self.identifier("a number after `-`")
        node.last = self.index - 1
        return node

    def _message_literal(self) -> MessageLiteral:
        node = MessageLiteral(self.piece, self.index)
        opening = self.texts[self.index]
        self.index += 1
        if not self.descend(opening):
            node.last = self.index - 1
            return node
        while self.texts[self.index] != _CLOSING[opening]:
            node.fields.append(self._literal_field())
            _ = self.take(",") or self.take(";")
        self.depth -= 1
        self.index += 1
        node.last = self.index - 1
        return node

    def _literal_field(self) -> LiteralField:
        node = LiteralField(self.piece, self.index)
        if self.take("["):
            self._bracketed_name(node)
        else:
            node.name = self.path("a field's name")
        if self.texts[self.index] in _CLOSING:
            node.value = self._message_literal()
        else:
            self.expect(":", "after the field's name")
            if is_identifier(self.texts[self.index]) and self.texts[self.index + 1] == ":":
                raise self.unexpected("the field's value")  # this is the next field
            node.value = self.value("the field's value")
        node.last = self.index - 1
        return node

    def _bracketed_name(self, node: LiteralField) -> None:
        node.bracketed = True
        node.name = self.path("the name of an extension")
        if self.take("/"):
            node.url_prefix = node.name
            node.name = self.path("the name of a message")
        self.expect("]", "after the name")

    def _list_literal(self) -> ListLiteral:
        node = ListLiteral(self.piece, self.index)
        self.index += 1
        if not self.descend("["):
            node.last = self.index - 1
            return node
        if self.texts[self.index] != "]":
            node.values.append(self.value("a value"))
            while self.take(","):
                node.values.append(self.value("a value"))
        self.depth -= 1
        self.expect("]", "after the values")
        node.last = self.index - 1
        return node

    def descend(self, opening: str) -> bool:
        """Go one level deeper, into the bracket `opening` that was just taken.

        Past the deepest level there may be, that is reported, what is in the bracket is skipped, and False given back.
        """
        if self.depth < MAXIMUM_DEPTH:
            self.depth += 1
            return True
        span = self.relative_span(self.index - 1, self.index - 1)
        self.report(SYNTAX_ERROR, f"nested more than {MAXIMUM_DEPTH} levels deep", span)
        self._skip_past(opening)
        return False

    def _skip_past(self, opening: str) -> None:
        """Go behind the bracket that closes `opening`."""
        closing, depth = _BRACKETS[opening], 1
        while depth and (text := self.texts[self.index]):
            depth += (text == opening) - (text == closing)
            self.index += 1
