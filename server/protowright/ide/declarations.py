"""What stands under the cursor of a `.proto` file."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import type_uses
from protowright.proto.semantic.symbols import Symbol
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
    linked = snapshot.linked(path)
    if linked is None:
        return None
    symbols = linked.symbols
    for use in type_uses(symbols):
        span = symbols.tree.span(use.path)
        if span.contains(offset):
            found = linked.scope.resolve(use.path.text, use.scope, prefers_types=not use.wants_message)
            home = None if found is None else linked.link_of(found)
            return None if found is None or home is None else Target(found, home.path, home.symbols, span)
    for symbol in symbols.declared():
        span = symbols.tree.span(symbol.name)
        if span.contains(offset):
            return Target(symbol, path, symbols, span)
    return None


def find_declaration(snapshot: Snapshot, path: str, full_name: str) -> tuple[Symbol, FileSymbols] | None:
    """The symbol of that full name in the file at `path`."""
    symbols = snapshot.symbols(path)
    found = None if symbols is None else symbols.by_name.get(full_name)
    return None if symbols is None or found is None else (found, symbols)
