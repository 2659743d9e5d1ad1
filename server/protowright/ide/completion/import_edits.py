"""Adding an import: where it goes, and what it looks like."""

from __future__ import annotations

import os
from bisect import bisect_left
from itertools import pairwise

from protowright.project.name_index import KnownName
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
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


class ImportEdits:
    """Makes edits that import files into the one with these `symbols`."""

    def __init__(self, symbols: FileSymbols) -> None:
        self._symbols = symbols
        self._plain = [fact for fact in symbols.imports if not fact.is_option and not fact.node.is_broken]
        self._paths = [fact.path for fact in self._plain]
        self._is_sorted = all(one <= other for one, other in pairwise(self._paths))

    def edit(self, name: str) -> Edit:
        """The edit that imports `name`: in its place when the imports are sorted, else behind them."""
        symbols, statement = self._symbols, f'import "{name}";'
        count = bisect_left(self._paths, name) if self._is_sorted else len(self._plain)
        if count:
            return self._behind(self._plain[count - 1].node, "\n" + statement)
        if symbols.imports:
            start = symbols.tree.span(symbols.imports[0].node).start
            return Edit(Span(start, start), statement + "\n")
        header = symbols.package_node or symbols.syntax_node
        if header is not None:
            return self._behind(header, "\n\n" + statement)
        return Edit(Span(0, 0), statement + "\n\n")

    def _behind(self, node: Node, text: str) -> Edit:
        """Behind `node`, and behind a comment on its line, which stays with it."""
        tree = self._symbols.tree
        start = tree.span(node).end
        end = tree.text.find("\n", start)
        rest = tree.text[start : end if end >= 0 else None].rstrip()
        place = start + len(rest) if rest.lstrip().startswith("//") else start
        return Edit(Span(place, place), text)
