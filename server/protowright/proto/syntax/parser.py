"""From text to tree, whole or after an edit."""

from __future__ import annotations

from itertools import islice

from protowright.diagnostics.proto_codes import UNCLOSED_BLOCK
from protowright.proto.syntax.declarations import DeclarationParser
from protowright.proto.syntax.legalizer import legalize
from protowright.proto.syntax.lexer import Tokens
from protowright.proto.syntax.lexical_faults import lexical_faults
from protowright.proto.syntax.nodes import Declaration, Piece
from protowright.proto.syntax.tree import MAXIMUM_FAULTS, FileTree
from protowright.text.edit import difference


def parse(text: str) -> FileTree:
    """The tree of `text`. Never raises, whatever the text; the tree's diagnostics say what is wrong."""
    pieces, unclosed = _parse_pieces(text, by_indentation=False)
    if unclosed:
        second, _ = _parse_pieces(text, by_indentation=True)
        if _fault_count(second) <= _fault_count(pieces):
            pieces = second
    return FileTree(text, pieces)


def reparse(tree: FileTree, text: str) -> FileTree:
    """The tree of `text`, made from the tree of an earlier text: only the declarations that differ are parsed.

    The same as `parse(text)`, but for the identity of the pieces that stayed.
    """
    if text == tree.text:
        return tree
    edit = difference(tree.text, text)
    first, last = _touched(tree, edit.span.start, edit.span.end)
    start = tree.starts[first] if first < len(tree.pieces) else len(tree.text)
    end = tree.starts[last] + tree.pieces[last].length if last < len(tree.pieces) else len(tree.text)
    if not all(piece.is_closed for piece in (*tree.pieces[:first], *_without_rest(tree.pieces[last + 1 :]))):
        return parse(text)
    region = text[start : end + len(text) - len(tree.text)]
    pieces, unclosed = _parse_pieces(region, by_indentation=False)
    behind = tree.pieces[last + 1 :]
    is_marked = start > 0 and region.startswith("\ufeff")  # a byte order mark means nothing here
    if is_marked or unclosed or (behind and not (pieces and pieces[-1].is_closed)):
        return parse(text)
    return FileTree(text, [*tree.pieces[:first], *pieces, *behind])


def _parse_pieces(text: str, by_indentation: bool) -> tuple[list[Piece], bool]:
    """The pieces of a text, and whether a block met its end."""
    parser = DeclarationParser(Tokens(text), by_indentation)
    tokens, texts = parser.tokens, parser.texts
    pieces: list[Piece] = []
    position = 0
    has_null = "\0" in text
    suspicious = has_null or "/*" in text
    while texts[parser.index]:
        first = parser.index
        piece = parser.piece = Piece(tokens, position)
        parser.looked_at = -1
        body: list[Declaration] = []
        parser.statement(body, "file")
        piece.declaration = body[0]
        piece.length = tokens.end(parser.index - 1) - position
        position += piece.length
        piece.is_closed = _is_closed(piece, parser.looked_at)
        legalize(piece)
        if suspicious:
            faults = lexical_faults(tokens, first, parser.index, piece.origin, has_null)
            piece.diagnostics += islice(faults, MAXIMUM_FAULTS)
        pieces.append(piece)
    if position < len(text):
        rest = Piece(tokens, position)
        rest.length = len(text) - position
        if suspicious:
            faults = lexical_faults(tokens, parser.index, parser.index + 1, rest.origin, has_null)
            rest.diagnostics += islice(faults, MAXIMUM_FAULTS)
        pieces.append(rest)
    return pieces, parser.unclosed


def _touched(tree: FileTree, start: int, end: int) -> tuple[int, int]:
    """The indexes of the first and last piece that an edit of `[start, end)` may change."""
    count = len(tree.pieces)
    first = next((i for i in range(count) if tree.starts[i] + tree.pieces[i].length > start), count)
    last = next((i for i in range(first, count) if tree.starts[i] + tree.pieces[i].length >= end), count)
    while first > 0 and not tree.pieces[first - 1].is_closed:
        first -= 1
    return first, last


def _is_closed(piece: Piece, looked_at: int) -> bool:
    """Whether the piece ends here whatever stands behind it: nothing there has decided where its statements end."""
    assert piece.declaration is not None
    last = piece.declaration.last
    if looked_at > last or any(fault.code is UNCLOSED_BLOCK for fault in piece.diagnostics):
        return False
    return piece.tokens.texts[last] in (";", "}")


def _without_rest(pieces: list[Piece]) -> list[Piece]:
    """The pieces without what follows the last declaration of the file."""
    return pieces[:-1] if pieces and pieces[-1].declaration is None else pieces


def _fault_count(pieces: list[Piece]) -> int:
    return sum(len(piece.diagnostics) for piece in pieces)
