"""Parsing declarations.

One tolerant shape per declaration: what is missing is None, what may not stand in its place is taken all the same and
left to the legalizer. A `Mismatch` ends one statement; the loop over the statements goes on behind it.
"""

from __future__ import annotations

from collections.abc import Callable

from protowright.diagnostics.proto_codes import SYNTAX_ERROR, UNCLOSED_BLOCK
from protowright.proto.syntax.cursor import Mismatch
from protowright.proto.syntax.lexer import Tokens, is_identifier, is_string
from protowright.proto.syntax.nodes import (
    Block,
    Broken,
    Declaration,
    Empty,
    Enum,
    EnumValue,
    Extend,
    Field,
    Import,
    MapType,
    Message,
    NamedBlock,
    Oneof,
    Option,
    OptionStatement,
    Package,
    Path,
    Ranges,
    Rpc,
    RpcType,
    Service,
    Syntax,
)
from protowright.proto.syntax.values import ValueParser

LABELS = frozenset(("optional", "required", "repeated"))
VISIBILITIES = frozenset(("export", "local"))

Body = list[Declaration]
Statement = Callable[["DeclarationParser", int, Body], None]


class DeclarationParser(ValueParser):
    """Parses statements into bodies.

    With `by_indentation`, a declaration that stands no further right than the block it is in ends that block: the
    second try for a file whose braces do not match. `unclosed` tells whether a block met the end of the text.
    """

    def __init__(self, tokens: Tokens, by_indentation: bool = False) -> None:
        super().__init__(tokens)
        self.by_indentation = by_indentation
        self.unclosed = False

    # Statements and blocks

    def statement(self, body: Body, context: str) -> None:
        """Parse one statement into `body`; always takes at least one token."""
        first, count, depth = self.index, len(body), self.depth
        self.statement_start = first
        try:
            self._choose(context)(self, first, body)
        except Mismatch:
            self.depth = depth
            self.skip_statement(first)
        if self.index == first:
            self.index += 1
        if len(body) == count:
            body.append(Broken(self.piece, first))
        body[-1].last = self.index - 1

    def block(self, node: Block, context: str, what: str) -> None:
        """Take `{ statements }` as the body of `node`."""
        if not self._open_block(node, what) or not self.descend("{"):
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
        self.depth -= 1

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

    # Which statement it is

    def _choose(self, context: str) -> Statement:
        texts, index = self.texts, self.index
        text = texts[index]
        statement = _STATEMENTS[context].get(text) or self._foreign(text)
        if statement is not None and not self._is_name_here(context):
            return statement
        return _OTHERWISE[context]

    def _is_name_here(self, context: str) -> bool:
        """Whether the keyword is used as a name: `option = 0;` in an enum, `export Name = 1;` in a message."""
        texts, index = self.texts, self.index
        if texts[index] in VISIBILITIES:
            return not (texts[index + 1] in ("message", "enum", "service") and is_identifier(texts[index + 2]))
        return context == "enum" and texts[index] != ";" and texts[index + 1] == "="

    def _foreign(self, text: str) -> Statement | None:
        """A statement of another context, when what follows leaves no doubt."""
        statement = _EVERYWHERE.get(text)
        if statement is None or not self.texts[self.index + 1]:
            return None
        following = self.texts[self.index + 1]
        if text == "import":
            return statement if is_string(following) else None
        if text in ("syntax", "edition"):
            return statement if following == "=" and is_string(self.texts[self.index + 2]) else None
        return statement if is_identifier(following) and self.texts[self.index + 2] in ("{", "(") else None

    # The statements

    def empty(self, first: int, body: Body) -> None:
        self.index += 1
        body.append(Empty(self.piece, first))

    def syntax(self, first: int, body: Body) -> None:
        node = Syntax(self.piece, first, self.texts[first])
        body.append(node)
        self.index += 1
        self.expect("=", f"after `{node.keyword}`")
        node.value = self.string('a string such as "proto3"')
        self.semicolon(f"the {node.keyword}")

    def package(self, first: int, body: Body) -> None:
        node = Package(self.piece, first)
        body.append(node)
        self.index += 1
        node.name = self.path("the package's name")
        self.semicolon("the package")

    def import_(self, first: int, body: Body) -> None:
        node = Import(self.piece, first)
        body.append(node)
        self.index += 1
        while self.texts[self.index] in ("public", "weak", "option"):
            node.modifiers.append(self.identifier("a modifier"))
        node.path = self.string("the imported file in quotes")
        self.semicolon("the import")

    def option_statement(self, first: int, body: Body) -> None:
        self.index += 1
        option = Option(self.piece, self.index, is_statement=True)
        body.append(OptionStatement(self.piece, first, option))
        self.option_into(option)
        self.semicolon("the option")

    def message(self, first: int, body: Body) -> None:
        self._named_block(Message(self.piece, first, self.index), body, "message", "the message")

    def enum(self, first: int, body: Body) -> None:
        self._named_block(Enum(self.piece, first, self.index), body, "enum", "the enum")

    def service(self, first: int, body: Body) -> None:
        self._named_block(Service(self.piece, first, self.index), body, "service", "the service")

    def oneof(self, first: int, body: Body) -> None:
        self._named_block(Oneof(self.piece, first, self.index), body, "oneof", "the oneof")

    def _named_block(self, node: NamedBlock, body: Body, context: str, what: str) -> None:
        body.append(node)
        self.index += 1
        if is_identifier(self.texts[self.index]):
            node.name = self.name(f"the name of {what}", "{")
        else:
            mismatch = self.unexpected(f"the name of {what}")
            if self.texts[self.index] != "{":
                raise mismatch
        self.block(node, context, what)

    def visibility(self, first: int, body: Body) -> None:
        modifier = self.identifier("a modifier")
        _STATEMENTS["file"][self.texts[self.index]](self, first, body)
        body[-1].modifiers.append(modifier)

    def extend(self, first: int, body: Body) -> None:
        node = Extend(self.piece, first)
        body.append(node)
        self.index += 1
        node.extendee = self.path("the extended message")
        self.block(node, "extend", "the extend")

    def field(self, first: int, body: Body) -> None:
        node = Field(self.piece, first)
        if self.texts[first] in LABELS:
            node.label = self.identifier("a label")
        elif not is_identifier(self.texts[first]) and self.texts[first] != ".":
            raise self.unexpected("a declaration")
        body.append(node)
        node.type = self._field_type()
        node.name = self.name("the field's name", "=")
        self.expect("=", "after the field's name")
        node.number = self.value("the field's number")
        node.options = self.option_list()
        if node.type.first == node.type.last and self.texts[node.type.first] == "group":
            self.block(node, "message", "the group")
        else:
            self.semicolon("the field")

    def _field_type(self) -> Path | MapType:
        if self.texts[self.index] != "map" or self.texts[self.index + 1] != "<":
            return self.path("the field's type")
        node = MapType(self.piece, self.index)
        self.index += 2
        node.key = self.path("the map's key type")
        self.expect(",", "after the map's key type")
        node.value = self.path("the map's value type")
        self.expect(">", "after the map's value type")
        node.last = self.index - 1
        return node

    def enum_value(self, first: int, body: Body) -> None:
        node = EnumValue(self.piece, first)
        name = self.identifier("an enum value")
        body.append(node)
        node.name = name
        self.expect("=", "after the enum value's name")
        node.number = self.value("the enum value's number")
        node.options = self.option_list()
        self.semicolon("the enum value")

    def ranges(self, first: int, body: Body) -> None:
        node = Ranges(self.piece, first, self.texts[first])
        body.append(node)
        self.index += 1
        self._range_or_name(node)
        while self.take(","):
            self._range_or_name(node)
        node.options = self.option_list()
        self.semicolon(f"the {node.keyword} range" if node.ranges else f"the {node.keyword} names")

    def _range_or_name(self, node: Ranges) -> None:
        text = self.texts[self.index]
        if is_string(text):
            node.names.append(self.string("a name"))
        elif is_identifier(text):
            node.names.append(self.identifier("a name"))
        else:
            node.ranges.append(self.range())

    def rpc(self, first: int, body: Body) -> None:
        node = Rpc(self.piece, first)
        body.append(node)
        self.index += 1
        node.name = self.name("the method's name", "(")
        node.request = self._rpc_type("the request's type")
        self.expect("returns", "after the request's type")
        node.response = self._rpc_type("the response's type")
        if self.texts[self.index] == "{":
            self.block(node, "rpc", "the rpc")
        else:
            self.semicolon("the rpc")

    def _rpc_type(self, what: str) -> RpcType:
        node = RpcType(self.piece, self.index)
        self.expect("(", f"before {what}")
        if self.texts[self.index] == "stream":
            node.stream = self.identifier("stream")
        if self.texts[self.index] == ")":
            self.unexpected(what)
        else:
            node.type = self.path(what)
        self.expect(")", f"after {what}")
        node.last = self.index - 1
        return node

    def unexpected_statement(self, first: int, body: Body) -> None:
        """Anything else at the top of a file or in a service: a field if it reads like one, else an error."""
        text = self.texts[first]
        if (is_identifier(text) or text == ".") and self._names_and_equals(first):
            self.field(first, body)
            return
        if text == "}":
            span = self.relative_span(first, first)
            self.report(SYNTAX_ERROR, "there is no open block that this `}` could close", span)
            raise Mismatch
        raise self.unexpected("a declaration")


_P = DeclarationParser
_OPTION: dict[str, Statement] = {";": _P.empty, "option": _P.option_statement}
_TYPES: dict[str, Statement] = {
    "message": _P.message,
    "enum": _P.enum,
    "extend": _P.extend,
    "export": _P.visibility,
    "local": _P.visibility,
}
_STATEMENTS: dict[str, dict[str, Statement]] = {
    "file": {
        **_OPTION,
        **_TYPES,
        "syntax": _P.syntax,
        "edition": _P.syntax,
        "package": _P.package,
        "import": _P.import_,
        "service": _P.service,
    },
    "message": {**_OPTION, **_TYPES, "oneof": _P.oneof, "reserved": _P.ranges, "extensions": _P.ranges},
    "enum": {**_OPTION, "reserved": _P.ranges},
    "service": {**_OPTION, "rpc": _P.rpc},
    "oneof": _OPTION,
    "extend": {";": _P.empty},
    "rpc": _OPTION,
}
_OTHERWISE: dict[str, Statement] = {
    "file": _P.unexpected_statement,
    "message": _P.field,
    "enum": _P.enum_value,
    "service": _P.unexpected_statement,
    "oneof": _P.field,
    "extend": _P.field,
    "rpc": _P.unexpected_statement,
}
_EVERYWHERE: dict[str, Statement] = {
    "message": _P.message,
    "enum": _P.enum,
    "extend": _P.extend,
    "service": _P.service,
    "oneof": _P.oneof,
    "rpc": _P.rpc,
    "import": _P.import_,
    "syntax": _P.syntax,
    "edition": _P.syntax,
}
