"""The tree of a `.proto` file.

A node covers the tokens `first` to `last` (both included) of the piece it belongs to. A *piece* is one top-level
declaration with the white space and comments before it; it knows no place of its own in the file, so an edit elsewhere
leaves it, and every fact worked out about it, as it is. `FileTree.span` tells where a node stands.

The tree is tolerant: what is missing in the text is None, and a declaration stands where it was written, also where
the language does not allow it (the legalizer says so).
"""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.syntax.lexer import Tokens
from protowright.text.span import Span


class Piece:
    """One top-level declaration, or what follows the last one (then `declaration` is None).

    `tokens` may hold more than this piece, namely the text it was parsed from: the piece is `tokens.text` from
    `origin`, `length` code points. `diagnostics` count offsets from the start of the piece. `is_closed` tells whether
    the piece is what it is whatever stands behind it.
    """

    __slots__ = ("declaration", "diagnostics", "is_closed", "length", "origin", "tokens")

    def __init__(self, tokens: Tokens, origin: int) -> None:
        self.tokens = tokens
        self.origin = origin
        self.length = 0
        self.declaration: Declaration | None = None
        self.is_closed = False
        self.diagnostics: list[Diagnostic] = []

    @property
    def text(self) -> str:
        """What was written."""
        return self.tokens.text[self.origin : self.origin + self.length]


class Node:
    """A run of tokens with a meaning."""

    __slots__ = ("first", "last", "piece")

    def __init__(self, piece: Piece, first: int) -> None:
        self.piece = piece
        self.first = first
        self.last = first

    @property
    def relative_span(self) -> Span:
        """Where the node stands in its piece."""
        tokens, origin = self.piece.tokens, self.piece.origin
        return Span(tokens.start(self.first) - origin, tokens.end(self.last) - origin)

    def children(self) -> Iterator[Node]:
        """The nodes directly below, in no promised order."""
        return iter(())


class Identifier(Node):
    """One name."""

    __slots__ = ("text",)

    def __init__(self, piece: Piece, first: int, text: str) -> None:
        super().__init__(piece, first)
        self.text = text


class Path(Node):
    """A dotted name, such as `a.b.C` or `.a.b.C`; `text` is without white space and comments."""

    __slots__ = ("components", "text")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.text = ""
        self.components: list[Identifier] = []

    def children(self) -> Iterator[Node]:
        return iter(self.components)


class StringLiteral(Node):
    """One or more adjacent string tokens, which count as one string."""

    __slots__ = ()

    @property
    def raw(self) -> list[str]:
        """The tokens as written, with quotes and escapes."""
        return self.piece.tokens.texts[self.first : self.last + 1]


class NumberLiteral(Node):
    """An integer or floating-point literal without sign."""

    __slots__ = ("text",)

    def __init__(self, piece: Piece, first: int, text: str) -> None:
        super().__init__(piece, first)
        self.text = text


class SignedValue(Node):
    """`-` before a number or a word such as `inf`."""

    __slots__ = ("operand",)

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.operand: NumberLiteral | Identifier | None = None

    def children(self) -> Iterator[Node]:
        return iter(() if self.operand is None else (self.operand,))


class LiteralField(Node):
    """`name: value` in a message literal. `name` is a field, `[an.extension]` or `[host/a.Type]` of an Any."""

    __slots__ = ("bracketed", "has_colon", "name", "url_prefix", "value")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.bracketed = False
        self.has_colon = False
        self.url_prefix: Path | None = None
        self.name: Path | None = None
        self.value: Value | None = None

    def children(self) -> Iterator[Node]:
        return (node for node in (self.url_prefix, self.name, self.value) if node is not None)


class MessageLiteral(Node):
    """`{ ... }` or `< ... >` in the text format. With `is_broken`, something in it did not fit, and was reported."""

    __slots__ = ("fields", "is_broken")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.is_broken = False
        self.fields: list[LiteralField] = []

    def children(self) -> Iterator[Node]:
        return iter(self.fields)


class ListLiteral(Node):
    """`[ ... ]` in the text format."""

    __slots__ = ("values",)

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.values: list[Value] = []

    def children(self) -> Iterator[Node]:
        return iter(self.values)


Value = StringLiteral | NumberLiteral | Identifier | SignedValue | MessageLiteral | ListLiteral


class OptionNamePart(Node):
    """One part of an option's name: a field, or `(an.extension)`."""

    __slots__ = ("is_extension", "name")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.is_extension = False
        self.name: Path | None = None

    def children(self) -> Iterator[Node]:
        return iter(() if self.name is None else (self.name,))


class Option(Node):
    """`name = value`, as a statement (`is_statement`) or in `[...]`."""

    __slots__ = ("is_statement", "name", "value")

    def __init__(self, piece: Piece, first: int, is_statement: bool) -> None:
        super().__init__(piece, first)
        self.is_statement = is_statement
        self.name: list[OptionNamePart] = []
        self.value: Value | None = None

    def children(self) -> Iterator[Node]:
        yield from self.name
        if self.value is not None:
            yield self.value


class Range(Node):
    """`1`, `2 to 5` or `6 to max`; `end` is None for a single number."""

    __slots__ = ("end", "start")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.start: Value | None = None
        self.end: Value | None = None

    def children(self) -> Iterator[Node]:
        return (node for node in (self.start, self.end) if node is not None)


class MapType(Node):
    """`map<key, value>`."""

    __slots__ = ("key", "value")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.key: Path | None = None
        self.value: Path | None = None

    def children(self) -> Iterator[Node]:
        return (node for node in (self.key, self.value) if node is not None)


class Declaration(Node):
    """Anything that ends in `;` or has a body.

    With `is_broken`, what was written did not fit, and was reported; the parts that are there mean what they say.
    """

    __slots__ = ("is_broken", "modifiers")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.is_broken = False
        self.modifiers: list[Identifier] = []


class Syntax(Declaration):
    """`syntax = "proto3";` or `edition = "2023";`."""

    __slots__ = ("keyword", "value")

    def __init__(self, piece: Piece, first: int, keyword: str) -> None:
        super().__init__(piece, first)
        self.keyword = keyword
        self.value: StringLiteral | None = None

    def children(self) -> Iterator[Node]:
        return iter(() if self.value is None else (self.value,))


class Package(Declaration):
    """`package a.b;`."""

    __slots__ = ("name",)

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.name: Path | None = None

    def children(self) -> Iterator[Node]:
        return iter(() if self.name is None else (self.name,))


class Import(Declaration):
    """`import "a/b.proto";`; `modifiers` are `public`, `weak` or `option`."""

    __slots__ = ("path",)

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.path: StringLiteral | None = None

    def children(self) -> Iterator[Node]:
        return iter(() if self.path is None else (self.path,))


class OptionStatement(Declaration):
    """`option name = value;`."""

    __slots__ = ("option",)

    def __init__(self, piece: Piece, first: int, option: Option) -> None:
        super().__init__(piece, first)
        self.option = option

    def children(self) -> Iterator[Node]:
        return iter((self.option,))


class Block(Declaration):
    """A declaration with a body in braces. `open_brace` and `close_brace` are token indexes, None when missing."""

    __slots__ = ("body", "close_brace", "open_brace")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.body: list[Declaration] = []
        self.open_brace: int | None = None
        self.close_brace: int | None = None

    def children(self) -> Iterator[Node]:
        return iter(self.body)


class NamedBlock(Block):
    """A block with a name: the shape that messages, enums, services and oneofs share."""

    __slots__ = ("keyword", "name")

    def __init__(self, piece: Piece, first: int, keyword: int) -> None:
        super().__init__(piece, first)
        self.keyword = keyword
        self.name: Identifier | None = None

    def children(self) -> Iterator[Node]:
        if self.name is not None:
            yield self.name
        yield from self.body


class Message(NamedBlock):
    """`message Name { ... }`."""

    __slots__ = ()


class Enum(NamedBlock):
    """`enum Name { ... }`."""

    __slots__ = ()


class Service(NamedBlock):
    """`service Name { ... }`."""

    __slots__ = ()


class Oneof(NamedBlock):
    """`oneof name { ... }`."""

    __slots__ = ()


class Extend(Block):
    """`extend a.Message { ... }`."""

    __slots__ = ("extendee",)

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.extendee: Path | None = None

    def children(self) -> Iterator[Node]:
        if self.extendee is not None:
            yield self.extendee
        yield from self.body


class Field(Block):
    """A field, a map field, a group (its `type` is the word `group`), or an enum value (it has no type).

    `label` is `optional`, `required` or `repeated`; `number` is whatever value stands behind the `=`.
    """

    __slots__ = ("label", "name", "number", "options", "type")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.label: Identifier | None = None
        self.type: Path | MapType | None = None
        self.name: Identifier | None = None
        self.number: Value | None = None
        self.options: list[Option] | None = None

    @property
    def is_group(self) -> bool:
        """Whether this is the proto2 form `optional group Name = 1 { ... }`."""
        return self.open_brace is not None

    def children(self) -> Iterator[Node]:
        yield from (node for node in (self.label, self.type, self.name, self.number) if node is not None)
        yield from self.options or ()
        yield from self.body


class EnumValue(Declaration):
    """`NAME = 0;`."""

    __slots__ = ("name", "number", "options")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.name: Identifier | None = None
        self.number: Value | None = None
        self.options: list[Option] | None = None

    def children(self) -> Iterator[Node]:
        yield from (node for node in (self.name, self.number) if node is not None)
        yield from self.options or ()


class Ranges(Declaration):
    """`reserved ...;` or `extensions ...;`: number ranges, names (strings or, in editions, identifiers), options."""

    __slots__ = ("keyword", "names", "options", "ranges")

    def __init__(self, piece: Piece, first: int, keyword: str) -> None:
        super().__init__(piece, first)
        self.keyword = keyword
        self.ranges: list[Range] = []
        self.names: list[StringLiteral | Identifier] = []
        self.options: list[Option] | None = None

    def children(self) -> Iterator[Node]:
        yield from self.ranges
        yield from self.names
        yield from self.options or ()


class RpcType(Node):
    """`(stream a.Message)` of an rpc."""

    __slots__ = ("stream", "type")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.stream: Identifier | None = None
        self.type: Path | None = None

    def children(self) -> Iterator[Node]:
        return (node for node in (self.stream, self.type) if node is not None)


class Rpc(Block):
    """`rpc Name (Request) returns (Response);`, with a body of options when `open_brace` is there."""

    __slots__ = ("name", "request", "response")

    def __init__(self, piece: Piece, first: int) -> None:
        super().__init__(piece, first)
        self.name: Identifier | None = None
        self.request: RpcType | None = None
        self.response: RpcType | None = None

    def children(self) -> Iterator[Node]:
        yield from (node for node in (self.name, self.request, self.response) if node is not None)
        yield from self.body


class Empty(Declaration):
    """A lone `;`."""

    __slots__ = ()


class Broken(Declaration):
    """Tokens that make no declaration. They were reported, and are skipped."""

    __slots__ = ()
