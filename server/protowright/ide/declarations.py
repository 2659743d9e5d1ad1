"""What stands under the cursor of a `.proto` file."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.references import type_references
from protowright.proto.semantic.symbols import FileSymbols, Symbol
from protowright.text.span import Span


@dataclass(frozen=True)
class Target:
    """A symbol, the file that declares it (an absolute path), and the span in the asked file that names it."""

    symbol: Symbol
    path: str
    symbols: FileSymbols
    span: Span


def target_at(snapshot: Snapshot, path: str, offset: int) -> Target | None:
    """What the name at `offset` of the `.proto` file at `path` stands for: a used type, or a declared name."""
    facts = snapshot.facts(path)
    if facts is None:
        return None
    symbols = facts.symbols
    for reference in type_references(symbols):
        span = symbols.tree.span(reference.path)
        if span.contains(offset):
            found = facts.scope.resolve_type(reference.path.text, reference.scope)
            place = None if found is None else snapshot.declaration_place(path, found)
            return None if found is None or place is None else Target(found, place[0], place[1], span)
    for symbol in symbols.by_name.values():
        span = symbols.tree.span(symbol.name)
        if span.contains(offset):
            return Target(symbol, path, symbols, span)
    return None


def find_declaration(snapshot: Snapshot, path: str, full_name: str) -> tuple[Symbol, FileSymbols] | None:
    """The symbol of that full name in the file at `path`."""
    symbols = snapshot.symbols(path)
    found = None if symbols is None else symbols.by_name.get(full_name)
    return None if symbols is None or found is None else (found, symbols)
