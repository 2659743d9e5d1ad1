"""Adding an import: where it goes, and what it looks like."""

from __future__ import annotations

import os
from itertools import pairwise

from protowright.project.name_index import KnownName
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols, ImportFact
from protowright.proto.syntax.nodes import Node
from protowright.text.edit import Edit
from protowright.text.span import Span


def import_name(snapshot: Snapshot, path: str, known: KnownName) -> str | None:
    """The path by which the file at `path` can import the one that declares `known`; None when it cannot, or would import
    itself."""
    imports = snapshot.imports_of(known.path)
    own = os.path.basename(path)
    for imported in imports:
        if imported.rpartition("/")[2] == own:
            target = snapshot.resolve_import(known.path, imported).path
            if target == path:
                return None
    return snapshot.name_for_import(path, known.path, known.package)


def import_edit(symbols: FileSymbols, name: str) -> Edit:
    """The edit that imports `name`: in its place when the imports are sorted, else behind them."""
    plain = [fact for fact in symbols.imports if not fact.is_option and not fact.node.is_broken]
    statement = f'import "{name}";'
    behind = [fact for fact in plain if fact.path < name] if _is_sorted(plain) else plain
    if behind:
        return _behind(symbols, behind[-1].node, "\n" + statement)
    if symbols.imports:
        start = symbols.tree.span(symbols.imports[0].node).start
        return Edit(Span(start, start), statement + "\n")
    header = symbols.package_node or symbols.syntax_node
    if header is not None:
        return _behind(symbols, header, "\n\n" + statement)
    return Edit(Span(0, 0), statement + "\n\n")


def _is_sorted(facts: list[ImportFact]) -> bool:
    return all(one.path <= other.path for one, other in pairwise(facts))


def _behind(symbols: FileSymbols, node: Node, text: str) -> Edit:
    """Behind `node`, and behind a comment on its line, which stays with it."""
    start = symbols.tree.span(node).end
    end = symbols.tree.text.find("\n", start)
    rest = symbols.tree.text[start : end if end >= 0 else None].rstrip()
    place = start + len(rest) if rest.lstrip().startswith("//") else start
    return Edit(Span(place, place), text)
