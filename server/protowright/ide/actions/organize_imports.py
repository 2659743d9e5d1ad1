"""The imports of a file: those that are used, once each, in the order that formatting gives them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from protowright.diagnostics.proto_codes import UNUSED_IMPORT
from protowright.ide.actions.action import Action, Change, Kind, change_of
from protowright.ide.actions.faults import faults
from protowright.ide.extents import extent, lines_of
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols, ImportFact
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span


def organize_imports(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Remove the imports that are not used or there twice, and sort the others; their comments stay with them."""
    symbols = snapshot.symbols(path)
    if symbols is not None and symbols.imports and not _are_broken(symbols):
        change = _organized(snapshot, path, symbols)
        if change:
            yield Action("Organize imports", Kind.ORGANIZE_IMPORTS, lambda: change)


def _are_broken(symbols: FileSymbols) -> bool:
    """Whether something at the top of the file does not parse: then nobody knows what is an import."""
    pieces = symbols.tree.pieces
    last = pieces.index(symbols.imports[-1].node.piece)
    return any(piece.diagnostics for piece in pieces[: last + 2])


def _organized(snapshot: Snapshot, path: str, symbols: FileSymbols) -> Change:
    kept = _kept(symbols, _unused(snapshot, path))
    ordered = sorted(kept, key=lambda fact: (fact.is_option, fact.path))
    if ordered == kept:
        return change_of(path, *_removals(symbols, [fact for fact in symbols.imports if fact not in kept]))
    return change_of(path, _sorted(symbols, ordered))


def _sorted(symbols: FileSymbols, ordered: list[ImportFact]) -> Edit:
    """The edit that puts the imports in order. What else stands among them comes to stand above all: nobody can tell
    which of them a comment on its own is about."""
    text, end = symbols.tree.text, line_end(symbols.tree.text)
    spans = [_span(symbols, fact, keeps_comments=fact not in ordered) for fact in symbols.imports]
    region = Span(spans[0].start, _blank_end(text, spans[-1].end))
    between = [text[one.end : other.start].strip() for one, other in pairwise(spans)]
    above = "".join(part + end * 2 for part in between if part)
    statements = end.join(_span(symbols, fact).of(text) for fact in ordered)
    behind = end if region.end < len(text) and text[region.end] not in "\r\n" else ""
    return Edit(region, above + statements + behind)


def _blank_end(text: str, offset: int) -> int:
    """The end of the spaces at `offset`: what follows them on the line begins one of its own, else it may come to stand
    behind the comment of another import."""
    return offset + len(text[offset:]) - len(text[offset:].lstrip(" \t"))


def _span(symbols: FileSymbols, fact: ImportFact, keeps_comments: bool = False) -> Span:
    """The import and its comments, without those above it when they are kept."""
    whole = extent(symbols.tree, fact.node)
    return Span(symbols.tree.span(fact.node).start, whole.end) if keeps_comments else whole


def _unused(snapshot: Snapshot, path: str) -> set[Span]:
    return {fault.span for fault in faults(snapshot, path) if fault.code is UNUSED_IMPORT}


def _kept(symbols: FileSymbols, unused: set[Span]) -> list[ImportFact]:
    """The imports that are used, in the order of the text; of two that are the same, the public one."""
    found: dict[str, ImportFact] = {}
    for fact in symbols.imports:
        if symbols.tree.span(fact.node) not in unused:
            known = found.get(fact.path)
            if known is None or (fact.is_public and not known.is_public):
                found[fact.path] = fact
    return [fact for fact in symbols.imports if found.get(fact.path) is fact]


def _removals(symbols: FileSymbols, facts: list[ImportFact]) -> Iterator[Edit]:
    """The edits that take imports away; the comments above them stay."""
    for fact in facts:
        yield Edit(lines_of(symbols.tree.text, _span(symbols, fact, keeps_comments=True)), "")
