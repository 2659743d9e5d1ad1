"""What the grammar forbids although the parser takes it: declarations in the wrong place, scalars for messages.

It sees one piece at a time and needs nothing else of the file, so its findings stay valid while other pieces change.
"""

from __future__ import annotations

from collections.abc import Callable

from protowright.diagnostics.codes import Code
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import MISPLACED_DECLARATION, SYNTAX_ERROR
from protowright.proto.syntax.lexer import SCALAR_KEYWORDS
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
    Node,
    Oneof,
    OptionStatement,
    Package,
    Path,
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
    Oneof: (Field, OptionStatement, Broken),
    Extend: (Field, Broken),
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
    Empty: "an empty statement",
    Rpc: "an rpc",
}


def legalize(piece: Piece) -> None:
    """Add to the diagnostics of `piece` what stands where it may not, and what no declaration of its kind may hold."""
    declaration = piece.declaration
    if declaration is None:
        return
    if not isinstance(declaration, _TOP_LEVEL):
        _misplaced(piece, declaration, "at the top of a file")
    check = _CHECKS.get(type(declaration))
    if check is not None:
        check(piece, declaration)
    if isinstance(declaration, Block):
        _check_body(piece, declaration)


def _check_body(piece: Piece, block: Block) -> None:
    allowed = _ALLOWED[type(block)]
    for declaration in block.body:
        if not isinstance(declaration, allowed) or _is_extension_range_of_enum(block, declaration):
            _misplaced(piece, declaration, f"in {_NAMES[type(block)]}")
        check = _CHECKS.get(type(declaration))
        if check is not None:
            check(piece, declaration)
        if isinstance(declaration, Block) and declaration.body:
            _check_body(piece, declaration)


def _is_extension_range_of_enum(block: Block, declaration: Declaration) -> bool:
    return isinstance(block, Enum) and isinstance(declaration, Ranges) and declaration.keyword == "extensions"


def _misplaced(piece: Piece, declaration: Declaration, where: str) -> None:
    """Fields and empty statements out of place are no grammar at all; other declarations have a place of their own."""
    if declaration.modifiers:
        return  # `export` and `local` in front of it are a fault already
    code = SYNTAX_ERROR if isinstance(declaration, (Field, Empty)) else MISPLACED_DECLARATION
    message = f"{_NAMES[type(declaration)]} cannot stand {where}"
    _report(piece, code, message, _head(declaration))


def _field(piece: Piece, field: Declaration) -> None:
    assert isinstance(field, Field)
    if isinstance(field.type, MapType) and field.type.value is not None and field.type.value.text == "group":
        _report(piece, SYNTAX_ERROR, "a group cannot be the value of a map", field.type.value)


def _extend(piece: Piece, extend: Declaration) -> None:
    assert isinstance(extend, Extend)
    _refuse_scalar(piece, extend.extendee)


def _rpc(piece: Piece, rpc: Declaration) -> None:
    assert isinstance(rpc, Rpc)
    for side in (rpc.request, rpc.response):
        _refuse_scalar(piece, None if side is None else side.type)


def _refuse_scalar(piece: Piece, path: Path | None) -> None:
    if path is not None and path.text in SCALAR_KEYWORDS:
        _report(piece, SYNTAX_ERROR, f"expected a message, and `{path.text}` is none", path)


_CHECKS: dict[type[Declaration], Callable[[Piece, Declaration], None]] = {
    Field: _field,
    Extend: _extend,
    Rpc: _rpc,
}


def _report(piece: Piece, code: Code, message: str, node: Node) -> None:
    piece.diagnostics.append(Diagnostic(code, message, node.relative_span))


def _head(declaration: Declaration) -> Node:
    """The part of a declaration to point at: its name, or its first word."""
    if isinstance(declaration, (NamedBlock, Field, Rpc)) and declaration.name is not None:
        return declaration.name
    return Node(declaration.piece, declaration.first)
