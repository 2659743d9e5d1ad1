"""Adding an import: where it goes, and what it looks like."""

from __future__ import annotations

import os
from bisect import bisect_left
from itertools import pairwise

from protowright.ide.extents import comment_start, trailing_end
from protowright.project.name_index import KnownName
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.syntax.nodes import Declaration
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span

_BYTE_ORDER_MARK = "\ufeff"


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
        self._line_end = line_end(symbols.tree.text)
        self._plain = [fact for fact in symbols.imports if not fact.is_option and not fact.node.is_broken]
        self._paths = [fact.path for fact in self._plain]
        self._is_sorted = all(one <= other for one, other in pairwise(self._paths))

    def edit(self, name: str) -> Edit:
        """The edit that imports `name`: in its place when the imports are sorted, else behind them."""
        symbols, statement, end = self._symbols, f'import "{name}";', self._line_end
        count = bisect_left(self._paths, name) if self._is_sorted else len(self._plain)
        if count:
            return self._behind(self._plain[count - 1].node, end + statement)
        if symbols.imports:
            start = comment_start(symbols.tree, symbols.imports[0].node)
            return Edit(Span(start, start), statement + end)
        header = symbols.package_node or symbols.syntax_node
        if header is not None:
            return self._behind(header, end * 2 + statement)
        start = len(symbols.tree.text) - len(symbols.tree.text.removeprefix(_BYTE_ORDER_MARK))
        return Edit(Span(start, start), statement + end * 2)

    def _behind(self, node: Declaration, text: str) -> Edit:
        """Behind `node`, and behind the comments on its line, which stay with it."""
        tree = self._symbols.tree
        place = trailing_end(tree.text, tree.span(node).end)
        return Edit(Span(place, place), text)
