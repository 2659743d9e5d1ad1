"""The declarations that formatting leaves as they are: those that did not parse."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.proto.syntax.nodes import Block, Declaration, Piece


def faulty_declarations(pieces: list[Piece]) -> frozenset[Declaration]:
    """The innermost declarations that a fault of the parser stands in, and those that lack tokens they need."""
    return frozenset(declaration for piece in pieces for declaration in (*_faulty(piece), *_with_hash(piece)))


def _faulty(piece: Piece) -> Iterator[Declaration]:
    if piece.declaration is None or not piece.diagnostics:
        return
    for diagnostic in piece.diagnostics:
        yield _innermost(piece.declaration, diagnostic.span.start)
    yield from _broken(piece.declaration)


def _with_hash(piece: Piece) -> Iterator[Declaration]:
    """The declarations with a literal that a `#` ends early: what stands behind it, protoc ignores."""
    root, texts = piece.declaration, piece.tokens.texts
    if root is not None and "#" in piece.text:
        for index in range(root.first, root.last + 1):
            if texts[index] == "#":
                yield _innermost(root, piece.tokens.start(index) - piece.origin)


def _innermost(declaration: Declaration, offset: int) -> Declaration:
    """The innermost declaration that holds an offset into its piece, with the trivia before it."""
    tokens, origin = declaration.piece.tokens, declaration.piece.origin
    while isinstance(declaration, Block):
        for child in declaration.body:
            if tokens.start(child.first) - len(tokens.trivia[child.first]) <= offset + origin < tokens.end(child.last):
                declaration = child
                break
        else:
            return declaration
    return declaration


def _broken(root: Declaration) -> Iterator[Declaration]:
    pending = [root]
    while pending:
        declaration = pending.pop()
        if declaration.is_broken or (
            isinstance(declaration, Block) and (declaration.open_brace is None) != (declaration.close_brace is None)
        ):
            yield declaration
        elif isinstance(declaration, Block):
            pending += declaration.body
