"""Parsing declarations.

One tolerant shape per declaration: what is missing is None, what may not stand in its place is taken all the same and
left to the legalizer. A `Mismatch` ends one statement; the loop over the statements goes on behind it.
"""

from __future__ import annotations

from collections.abc import Callable

from protowright.diagnostics.codes import Code
from protowright.diagnostics.proto_codes import MISSING_ENUM_NUMBER, MISSING_FIELD_NUMBER, SYNTAX_ERROR, UNMATCHED_BRACE
from protowright.proto.syntax.blocks import BlockParser, Body
from protowright.proto.syntax.cursor import Mismatch
from protowright.proto.syntax.lexer import SCALAR_KEYWORDS, is_identifier, is_number, is_string
from protowright.proto.syntax.nodes import (
    Empty,
    Enum,
    EnumValue,
    Extend,
    Field,
    Identifier,
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

LABELS = frozenset(("optional", "required", "repeated"))
VISIBILITIES = frozenset(("export", "local"))
_FIELD_KEYWORDS = SCALAR_KEYWORDS | {"map"}
"""What protoc takes for a whole type at the start of a field."""

Statement = Callable[["DeclarationParser", int, Body], None]


class DeclarationParser(BlockParser):
    """Parses each kind of statement."""

    def parse_statement(self, first: int, body: Body, context: str) -> None:
        self._choose(context)(self, first, body)

    # Which statement it is

    def _choose(self, context: str) -> Statement:
        texts, index = self.texts, self.index
        text = texts[index]
        statement = _STATEMENTS[context].get(text) or self._foreign(text)
        if statement is not None and not self._is_name_here():
            return statement
        return _OTHERWISE[context]

    def _is_name_here(self) -> bool:
        """Whether `export` or `local` is a name: that of a field's type, or of an enum value."""
        texts, index = self.texts, self.index
        if texts[index] not in VISIBILITIES:
            return False
        return not is_identifier(texts[index + 1]) or texts[index + 2] == "="

    def _foreign(self, text: str) -> Statement | None:
        """A statement of another context, when what follows leaves no doubt."""
        statement = _EVERYWHERE.get(text)
        if statement is None or not self.texts[self.index + 1]:
            return None
        following = self.texts[self.index + 1]
        if text == "import":
            return statement if is_string(following) else None
        if text in ("extensions", "reserved"):
            return statement if is_number(following) or is_string(following) else None
        if text == "package":
            return statement if is_identifier(following) and self.texts[self.index + 2] in (";", ".") else None
        if text in ("syntax", "edition"):
            return statement if following == "=" and is_string(self.texts[self.index + 2]) else None
        return statement if is_identifier(following) and self.texts[self.index + 2] in ("{", "(") else None

    # The statements

    def empty(self, first: int, body: Body) -> None:
        self.index += 1
        body.append(Empty(self.piece, first))

    def syntax(self, first: int, body: Body) -> None:
        node = Syntax(self.piece, first, self.texts[self.index])
        body.append(node)
        self.index += 1
        self.expect("=", f"after `{node.keyword}`")
        node.value = self.string('a string such as "proto3"')
        self.semicolon(f"the {node.keyword}")

    def package(self, first: int, body: Body) -> None:
        node = Package(self.piece, first)
        body.append(node)
        self.index += 1
        if self.texts[self.index] == "." or self.next_statement_begins(".", ";"):
            raise self.unexpected("the package's name")
        node.name = self.path("the package's name")
        self.semicolon("the package")

    def import_(self, first: int, body: Body) -> None:
        node = Import(self.piece, first)
        body.append(node)
        self.index += 1
        while self.texts[self.index] in ("public", "weak", "option"):
            if node.modifiers:
                raise self.unexpected("the imported file in quotes")
            node.modifiers.append(self.identifier("a modifier"))
        node.path = self.string("the imported file in quotes")
        self.semicolon("the import")

    def option_statement(self, first: int, body: Body) -> None:
        option = Option(self.piece, first, is_statement=True)  # it stands there as long as nothing of it does
        self.index += 1
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
        """`export` or `local` in front of a declaration. Which ones may have it is a question of meaning."""
        self._modified(first, body, "file")

    def member_visibility(self, first: int, body: Body) -> None:
        """The same in a message."""
        self._modified(first, body, "message")

    def _modified(self, first: int, body: Body, context: str) -> None:
        modifiers = [self.identifier("a modifier")]
        while self.texts[self.index] in VISIBILITIES and not self._is_name_here():
            modifiers.append(self.identifier("a modifier"))
        count = len(body)
        try:
            self.parse_statement(first, body, context)
        finally:
            for node in body[count:]:
                node.modifiers[:0] = modifiers

    def extend(self, first: int, body: Body) -> None:
        node = Extend(self.piece, first)
        body.append(node)
        self.index += 1
        node.extendee = self._inner_type("the extended message", "{")
        self.block(node, "extend", "the extend")

    def field(self, first: int, body: Body) -> None:
        node = Field(self.piece, first)
        text = self.texts[self.index]
        if text in LABELS:
            node.label = self.identifier("a label")
            self._refuse_next_field(body, node)
        elif not is_identifier(text) and text != ".":
            raise self.unexpected("a declaration")
        body.append(node)
        node.type = self._field_type()
        node.name = self.name("the field's name", "=")
        if not self._equals(node.name, MISSING_FIELD_NUMBER, "the field"):
            return
        node.number = self.plain_integer("the field's number")
        node.options = self.option_list()
        if node.type.first == node.type.last and self.texts[node.type.first] == "group":
            self.block(node, "message", "the group")
        else:
            self.semicolon("the field")

    def _refuse_next_field(self, body: Body, node: Field) -> None:
        """Raises Mismatch when there is a label alone, and the next statement on the line below it."""
        if self.next_declaration_begins():
            body.append(node)
            raise self.unexpected("the field's type")

    def _equals(self, name: Identifier, code: Code, what: str) -> bool:
        """Take the `=` behind a name. When the declaration ends instead, report that its number is missing."""
        if self.take("="):
            return True
        if self.texts[self.index] not in (";", "}", "") and not self.on_new_line(self.index):
            raise self.unexpected(f"`=` after the name of {what}")
        self.report(code, f"{what} `{name.text}` has no number", name.relative_span, help=f"write `{name.text} = 1;`")
        self.take(";")
        return False

    def _field_type(self) -> Path | MapType:
        if self.texts[self.index] != "map" or self.texts[self.index + 1] != "<":
            return self._type("the field's type", _FIELD_KEYWORDS)
        node = MapType(self.piece, self.index)
        self.index += 2
        node.key = self._inner_type("the map's key type", ",")
        self.expect(",", "after the map's key type")
        node.value = self._inner_type("the map's value type", ">")
        self.expect(">", "after the map's value type")
        node.last = self.index - 1
        return node

    def _type(self, what: str, keywords: frozenset[str] = SCALAR_KEYWORDS) -> Path:
        """Take the name of a type. protoc takes a keyword in front for the whole type, and the name for a fault."""
        node = self.path(what)
        if len(node.components) > 1 and self.texts[node.first] in keywords:
            word = node.components[0].text
            message = f"`{word}` in front is read as the type `{word}`, which no name may follow"
            span = self.relative_span(node.first, node.last)
            self.report(SYNTAX_ERROR, message, span, help=f"write the full name behind a dot: `.{node.text}`")
        return node

    def _inner_type(self, what: str, following: str) -> Path:
        """Take the name of a type, `following` stands behind it. Raises Mismatch when the next statement begins instead."""
        if self.next_statement_begins(".", following):
            raise self.unexpected(what)
        return self._type(what)

    def enum_value(self, first: int, body: Body) -> None:
        node = EnumValue(self.piece, first)
        name = self.identifier("an enum value")
        body.append(node)
        node.name = name
        if not self._equals(name, MISSING_ENUM_NUMBER, "the enum value"):
            return
        node.number = self.integer("the enum value's number", may_be_negative=True)
        node.options = self.option_list()
        self.semicolon("the enum value")

    def ranges(self, first: int, body: Body) -> None:
        """`reserved` or `extensions` of a message."""
        self._ranges(first, body, may_be_negative=False)

    def enum_ranges(self, first: int, body: Body) -> None:
        """`reserved` of an enum, whose numbers may be negative."""
        self._ranges(first, body, may_be_negative=True)

    def _ranges(self, first: int, body: Body, may_be_negative: bool) -> None:
        node = Ranges(self.piece, first, self.texts[self.index])
        body.append(node)
        self.index += 1
        text = self.texts[self.index]
        if self.next_statement_begins(",", ";"):
            raise self.unexpected("a number or a name" if node.keyword == "reserved" else "a number")
        if node.keyword == "reserved" and (is_string(text) or is_identifier(text)):
            self._reserved_names(node)
        else:
            node.ranges.append(self.range(may_be_negative))
            while self.take(","):
                if node.keyword == "reserved" and is_string(self.texts[self.index]):
                    self.unexpected("a number: names are reserved in a statement of their own")
                    self._reserved_names(node)
                    break
                node.ranges.append(self.range(may_be_negative))
        if node.keyword == "extensions":
            node.options = self.option_list()
        self.semicolon(f"the {node.keyword} range" if node.ranges else f"the {node.keyword} names")

    def _reserved_names(self, node: Ranges) -> None:
        """Names of one form: strings, or identifiers."""
        are_strings = is_string(self.texts[self.index])
        node.names.append(self.string("a name") if are_strings else self.identifier("a name"))
        while self.take(","):
            node.names.append(self.string("a name in quotes") if are_strings else self.identifier("a name"))

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
            self._missing_rpc_type(what)
        else:
            node.type = self._inner_type(what, ")")
        self.expect(")", f"after {what}")
        node.last = self.index - 1
        return node

    def _missing_rpc_type(self, what: str) -> None:
        """Report that a type is missing, once for a method, and go on: the rest of it may be whole."""
        start = self.relative_span(self.statement_start, self.statement_start).start
        if not any(fault.span.start >= start for fault in self.piece.diagnostics):
            self.unexpected(what)

    def unexpected_statement(self, first: int, body: Body) -> None:
        """Anything else at the top of a file or in a service: a field if it reads like one, else an error."""
        text = self.texts[first]
        if (is_identifier(text) or text == ".") and self._names_and_equals(first):
            self.field(first, body)
            return
        if text == "}":
            span = self.relative_span(first, first)
            self.report(UNMATCHED_BRACE, "there is no open block that this `}` could close", span)
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
_MEMBER_VISIBILITY: dict[str, Statement] = {"export": _P.member_visibility, "local": _P.member_visibility}
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
    "message": {
        **_OPTION,
        **_TYPES,
        **_MEMBER_VISIBILITY,
        "oneof": _P.oneof,
        "reserved": _P.ranges,
        "extensions": _P.ranges,
    },
    "enum": {**_OPTION, "reserved": _P.enum_ranges},
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
    "package": _P.package,
    "extensions": _P.ranges,
    "reserved": _P.ranges,
}
