"""What the grammar forbids although the parser takes it: declarations in the wrong place.

It sees one piece at a time and needs nothing else of the file, so its findings stay valid while other pieces change.
"""

from __future__ import annotations

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import MISPLACED_DECLARATION
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
    Message,
    NamedBlock,
    Node,
    Oneof,
    OptionStatement,
    Package,
    Piece,
    Ranges,
    Rpc,
    Service,
    Syntax,
)

_ANYWHERE: tuple[type[Declaration], ...] = (Empty, Broken)
_MESSAGE_BODY = (Field, Message, Enum, Extend, Oneof, Ranges, OptionStatement, *_ANYWHERE)
_ALLOWED: dict[type[Declaration], tuple[type[Declaration], ...]] = {
    Message: _MESSAGE_BODY,
    Field: _MESSAGE_BODY,
    Enum: (EnumValue, Ranges, OptionStatement, *_ANYWHERE),
    Service: (Rpc, OptionStatement, *_ANYWHERE),
    Oneof: (Field, OptionStatement, *_ANYWHERE),
    Extend: (Field, *_ANYWHERE),
    Rpc: (OptionStatement, *_ANYWHERE),
}
_TOP_LEVEL = (Syntax, Package, Import, OptionStatement, Message, Enum, Service, Extend, *_ANYWHERE)
_NAMES: dict[type[Declaration], str] = {
    Syntax: "a syntax declaration",
    Package: "a package declaration",
    Import: "an import",
    OptionStatement: "an option",
    Message: "a message",
    Enum: "an enum",
    Service: "a service",
    Extend: "an extend block",
    Oneof: "a oneof",
    Field: "a field",
    EnumValue: "an enum value",
    Ranges: "a range",
    Rpc: "an rpc",
}


def legalize(piece: Piece) -> None:
    """Add to the diagnostics of `piece` what stands where it may not."""
    declaration = piece.declaration
    if declaration is None:
        return
    if not isinstance(declaration, _TOP_LEVEL):
        _report(piece, declaration, "at the top of a file")
    if isinstance(declaration, Block):
        _check_body(piece, declaration)


def _check_body(piece: Piece, block: Block) -> None:
    allowed = _ALLOWED[type(block)]
    for declaration in block.body:
        if not isinstance(declaration, allowed):
            _report(piece, declaration, f"in {_NAMES[type(block)]}")
        if isinstance(declaration, Block) and declaration.body:
            _check_body(piece, declaration)


def _report(piece: Piece, declaration: Declaration, where: str) -> None:
    message = f"{_NAMES[type(declaration)]} cannot stand {where}"
    piece.diagnostics.append(Diagnostic(MISPLACED_DECLARATION, message, _head(declaration).relative_span))


def _head(declaration: Declaration) -> Node:
    """The part of a declaration to point at: its name, or its first word."""
    if isinstance(declaration, (NamedBlock, Field, Rpc)) and declaration.name is not None:
        return declaration.name
    return Node(declaration.piece, declaration.first)
