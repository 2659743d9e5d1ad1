"""Lenses that count: references above messages and enums, requests above each rpc.

The lenses of a file stand at once; what they count takes a search of the workspace, one for all lenses of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from protowright.ide.languages import is_proto, is_request
from protowright.ide.mentions import Role, Wanted, mention_of
from protowright.ide.names import mentions
from protowright.ide.references import Reference
from protowright.ide.search_files import Cancelled, files_with_any
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import Symbol, SymbolKind
from protowright.text.span import Span

_COUNTED = (SymbolKind.MESSAGE, SymbolKind.ENUM, SymbolKind.RPC)


@dataclass(frozen=True, slots=True)
class CountLens:
    """A lens above `span`, the name of a declaration, that is to count what there is of `full_name`."""

    span: Span
    full_name: str


def count_lenses(snapshot: Snapshot, path: str) -> list[CountLens]:
    """The places of such lenses in the file at `path`, in the order of its text."""
    symbols = snapshot.symbols(path) if is_proto(path) else None
    if symbols is None:
        return []
    found = [CountLens(symbols.tree.span(symbol.name), symbol.full_name) for symbol in _counted(snapshot, path)]
    return sorted(found, key=lambda lens: lens.span)


def references_by_name(snapshot: Snapshot, path: str, is_cancelled: Cancelled) -> dict[str, list[Reference]]:
    """The references to each message, enum and rpc of the `.proto` file at `path`, by full name; declarations apart.

    An rpc has those in request files alone. `is_cancelled` is asked between files; when it says so, some are missing.
    """
    found: dict[str, list[Reference]] = {symbol.full_name: [] for symbol in _counted(snapshot, path)}
    targets = [mention_of(symbol, path, Span(0, 0), Role.READ) for symbol in _counted(snapshot, path)]
    for other in files_with_any(snapshot, targets, is_cancelled) if targets else ():
        if is_cancelled():
            break
        for name, reference in _in_file(snapshot, path, other, set(found)):
            found[name].append(reference)
    return found


def count_title(snapshot: Snapshot, path: str, full_name: str, count: int) -> str:
    """What the lens of `full_name` says: `3 references`, `1 request`."""
    symbols = snapshot.symbols(path)
    symbol = None if symbols is None else symbols.by_name.get(full_name)
    noun = "request" if symbol is not None and symbol.kind is SymbolKind.RPC else "reference"
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _counted(snapshot: Snapshot, path: str) -> Iterator[Symbol]:
    symbols = snapshot.symbols(path)
    for symbol in () if symbols is None else symbols.declared():
        if symbol.kind in _COUNTED and symbols is not None and symbols.by_name.get(symbol.full_name) is symbol:
            yield symbol


def _in_file(snapshot: Snapshot, home: str, path: str, names: set[str]) -> Iterator[tuple[str, Reference]]:
    document = snapshot.document(path)
    wanted = None if document is None else _having(document.text, names)
    seen: set[tuple[str, Span]] = set()
    for mention in () if wanted is None else mentions(snapshot, path, wanted):
        symbol, place = mention.symbol, (mention.full_name, mention.span)
        is_use = mention.role is not Role.DECLARATION and mention.place.path == home and place not in seen
        if symbol is None or not is_use or symbol.kind not in _COUNTED or mention.full_name not in names:
            continue
        if symbol.kind is not SymbolKind.RPC or is_request(path):
            seen.add(place)
            yield mention.full_name, Reference(path, mention.span, mention.role)


def _having(text: str, names: set[str]) -> Wanted:
    """Wants the parts of the text that have the last part of one of the names in them."""
    words = sorted({re.escape(name.rpartition(".")[2]) for name in names}, key=len, reverse=True)
    word = re.compile("|".join(words))
    return lambda span: word.search(text, span.start, span.end) is not None
