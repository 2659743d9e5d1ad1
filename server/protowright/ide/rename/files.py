"""Renaming files and folders: what names them is changed with them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from protowright.ide.references import never
from protowright.ide.rename.edits import Edits
from protowright.ide.rename.moves import Moves
from protowright.ide.rename.outcome import Changes
from protowright.ide.rename.request_paths import changed_paths
from protowright.ide.search_files import Cancelled
from protowright.project.scans import Scan
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.nodes import StringLiteral


def rename_files(snapshot: Snapshot, moves: Iterable[tuple[str, str]], is_cancelled: Cancelled = never) -> Changes:
    """The edits to make before files and folders move, so that every import and path means the same file afterwards.

    `moves` are absolute paths, before and after. The edits of a file that moves are under its path before.
    """
    moved, edits = Moves(snapshot, moves), Edits()
    for path in _importers(snapshot, moved, is_cancelled):
        _imports(snapshot, path, moved, edits)
    for path in snapshot.request_paths():
        document = None if is_cancelled() else snapshot.document(path)
        if document is not None:
            for edit in changed_paths(snapshot, path, document.requests, moved):
                edits.replace(path, edit.span, edit.new_text)
    return edits.changes()


def _importers(snapshot: Snapshot, moved: Moves, is_cancelled: Cancelled) -> Iterator[str]:
    """The `.proto` files that move, and those that may import one that does."""
    snapshot.index()
    paths = snapshot.proto_paths()
    names = {os.path.basename(path) for path in paths if moved.is_moved(path)}
    for path in paths:
        if is_cancelled():
            return
        if moved.is_moved(path) or _imports_one(snapshot.scan(path), names):
            yield path


def _imports_one(scan: Scan, names: set[str]) -> bool:
    return bool(names) and any(entry.path.rpartition("/")[2] in names for entry in scan.imports)


def _imports(snapshot: Snapshot, path: str, moved: Moves, edits: Edits) -> None:
    symbols = snapshot.symbols(path)
    if symbols is None:
        return
    for fact in symbols.imports:
        target = snapshot.resolve_import(path, fact.path).path
        if target is not None and fact.node.path is not None and (moved.is_moved(path) or moved.is_moved(target)):
            name = _import_after(path, fact.path, target, moved)
            if name is not None and name != fact.path:
                edits.replace(path, symbols.tree.span(fact.node.path), _quoted(name, fact.node.path))


def _import_after(importer: str, name: str, target: str, moved: Moves) -> str | None:
    """The import that leads to the file at `target` afterwards: the same one if it does, then one from the same root."""
    roots = moved.roots_after(importer)
    there = moved.after(target)
    below = os.sep + name.replace("/", os.sep)
    own = moved.after(target[: -len(below)]) if target.endswith(below) else ""
    names = (_relative(there, root) for root in (own, *roots) if root)
    for candidate in (name, *(each for each in names if each is not None)):
        if _found(candidate, roots, moved) == there:
            return candidate
    return None


def _relative(path: str, root: str) -> str | None:
    front = root.rstrip(os.sep) + os.sep
    return path[len(front) :].replace(os.sep, "/") if path.startswith(front) else None


def _found(name: str, roots: Iterable[str], moved: Moves) -> str | None:
    for root in roots:
        path = os.path.join(root, *name.split("/"))
        if moved.is_file_after(path):
            return path
    return None


def _quoted(name: str, literal: StringLiteral) -> str:
    quote = literal.raw[0][:1]
    return quote + name.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote
