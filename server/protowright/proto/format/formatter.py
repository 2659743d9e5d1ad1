"""From a tree to its text in form."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.proto.format.bodies import write_declaration, write_verbatim
from protowright.proto.format.faulty import faulty_declarations
from protowright.proto.format.header import Entry, entries_of, ordered, spaced
from protowright.proto.format.printer import Mark, Printer
from protowright.proto.format.settings import FormatSettings
from protowright.proto.format.statements import gathered
from protowright.proto.syntax.nodes import Piece
from protowright.proto.syntax.parser import parse
from protowright.proto.syntax.tree import FileTree
from protowright.text.line_index import line_end

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Formatted:
    """The text in form as `parts`, and where it agrees with the text of the tree, in the order of both."""

    parts: list[str]
    marks: list[Mark]


def format_text(text: str, settings: FormatSettings | None = None) -> str:
    """The text of a `.proto` file in form, in the style of `buf format`.

    No comment is lost, and the descriptor stays the same. Declarations that do not parse stay as they are, and then
    nothing changes its place; otherwise imports and options of the file are sorted. Lines end as the first one does.
    """
    settings = FormatSettings() if settings is None else settings
    return "".join(format_tree(parse(text), settings).parts) if settings.is_on else text


def format_tree(tree: FileTree, settings: FormatSettings, sorts: bool = True) -> Formatted:
    """The text of a tree in form. Unless it `sorts`, all declarations stay where they are."""
    if not settings.is_on or any(piece.declaration is None and piece.diagnostics for piece in tree.pieces):
        return Formatted([tree.text], [])
    verbatim = faulty_declarations(tree.pieces)
    start = _BYTE_ORDER_MARK if tree.text.startswith(_BYTE_ORDER_MARK) else ""
    printer = Printer(settings, line_end(tree.text), verbatim, start)
    last = tree.pieces[-1] if tree.pieces else None
    behind = last.text if last is not None and last.declaration is None else ""
    source, gap = entries_of(gathered(tree.declarations, behind, verbatim))
    entries = ordered(source) if sorts and not verbatim else source
    _write_entries(printer, entries)
    for comment in gap.comments:
        printer.line(comment.newlines > 1)
        printer.comment(comment)
    if behind or not (entries and entries[-1].is_verbatim):
        printer.finish()
    return Formatted(printer.out, _shared(printer.marks, source, entries))


def _write_entries(printer: Printer, entries: list[Entry]) -> None:
    before: Entry | None = None
    for entry in entries:
        printer.enter(entry.declaration.piece)
        if entry.is_verbatim:
            write_verbatim(printer, entry.declaration)
        else:
            printer.lines(*spaced(entry, before))
            write_declaration(printer, entry.declaration)
        printer.trailing_of_mark(entry.trailing, len(entry.trailing.comments))
        before = entry


def _shared(marks: list[Mark], source: list[Entry], entries: list[Entry]) -> list[Mark]:
    """The marks of the declarations behind the last one that has changed its place."""
    if entries is source:
        return marks
    kept: set[Piece] = set()
    for entry, here in zip(reversed(source), reversed(entries), strict=True):
        if entry.declaration is not here.declaration:
            break
        kept.add(entry.declaration.piece)
    return [mark for mark in marks if mark.piece in kept]
