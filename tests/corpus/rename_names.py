"""What is renamed, and to what: picked at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.corpus.rename_workspaces import Workspace

from protowright.ide.mentions import PACKAGE, REQUEST, VARIABLE, Role
from protowright.ide.names import mentions
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.json_names import json_name
from protowright.proto.semantic.symbols import FieldSymbol, Symbol, SymbolKind, join

_SYLLABLES = ("ba", "co", "du", "fe", "gi", "lo", "mu", "ne", "pi", "ra", "su", "te", "vo", "za")
_KINDS = (*(kind.value for kind in SymbolKind), PACKAGE, VARIABLE, REQUEST)
_TITLE = frozenset(("message", "enum", "service", "rpc"))


@dataclass(frozen=True)
class Pick:
    """A name to rename: where it is declared, what it is. `is_group` tells that it is a group's."""

    kind: str
    path: str
    offset: int
    name: str
    full_name: str
    scope: str = ""
    is_group: bool = False

    def shown(self) -> str:
        """For a person."""
        return f"{self.kind} {self.full_name} ({self.path.rpartition('/')[2]}:{self.offset})"

    def undo(self, new_name: str) -> dict[str, str]:
        """Full names afterwards and before."""
        if self.kind == PACKAGE:
            return {new_name: self.name}
        found = {join(self.scope, new_name): join(self.scope, self.name)}
        if self.is_group:
            found[join(self.scope, new_name.lower())] = join(self.scope, self.name.lower())
        return found

    def forms(self, new_name: str) -> set[str]:
        """What may be written in the place of the old name."""
        lower = new_name.lower()
        parts = new_name.split(".")
        tails = {".".join(parts[index:]) for index in range(len(parts))}
        return {new_name, json_name(new_name), lower, json_name(lower), *(tails if self.kind == PACKAGE else ())}


def picks(snapshot: Snapshot, workspace: Workspace, source: random.Random, count: int) -> Iterator[Pick]:
    """Some names of a workspace: of a random file and kind each."""
    files = [workspace.path(name) for name in workspace.names]
    requests = snapshot.request_paths()
    for _ in range(count):
        kind = source.choice(_KINDS)
        among = requests if kind in (VARIABLE, REQUEST) else files
        for path in source.sample(among, min(len(among), 20)):
            found = [pick for pick in _declared(snapshot, path) if pick.kind == kind]
            if found:
                yield source.choice(found)
                break


@cache
def _declared(snapshot: Snapshot, path: str) -> list[Pick]:
    if path.endswith(".grpc"):
        found = (each for each in mentions(snapshot, path, lambda span: True) if each.role is Role.DECLARATION)
        return [Pick(each.kind, path, each.span.start, each.full_name, each.full_name) for each in found]
    symbols = snapshot.symbols(path)
    assert symbols is not None, path
    picks = [_of(symbol, path) for symbol in symbols.declared()]
    node = symbols.package_node
    if node is not None and node.name is not None:
        offset = symbols.tree.span(node.name).start
        picks.append(Pick(PACKAGE, path, offset, symbols.package, symbols.package))
    return picks


def _of(symbol: Symbol, path: str) -> Pick:
    offset = symbol.file.tree.span(symbol.name).start
    twin = symbol.file.by_name.get(join(symbol.scope, symbol.name.text.lower()))
    is_group = isinstance(twin, FieldSymbol) and twin.is_group and twin.declaration is symbol.declaration
    return Pick(symbol.kind.value, path, offset, symbol.name.text, symbol.full_name, symbol.scope, is_group)


def new_name(pick: Pick, snapshot: Snapshot, source: random.Random) -> str:
    """A name in the style of its kind: mostly a fresh one, sometimes one that is somewhere in the file already."""
    if pick.kind == PACKAGE:
        return _package(pick.name, source)
    if source.random() < 0.3 and pick.path.endswith(".proto"):
        symbols = snapshot.symbols(pick.path)
        assert symbols is not None, pick.path
        words = {symbol.name.text for symbol in symbols.declared()}
        words |= {part for use in symbols.by_name for part in use.split(".")}
        if pick.kind in ("field", "extension"):  # one word could be either form of the name, and come back as the other
            words = {word for word in words if json_name(word) != word}
        known = sorted(words - {pick.name})
        if known:
            return source.choice(known)
    return _fresh(pick.kind, source)


def _fresh(kind: str, source: random.Random) -> str:
    words = ["".join(source.choices(_SYLLABLES, k=2)) for _ in range(source.choice((2, 2, 3)))]
    if kind in _TITLE:
        return "".join(word.title() for word in words)
    joined = "_".join(words)
    return joined.upper() if kind == "enum value" else joined


def _package(name: str, source: random.Random) -> str:
    """Another last component, more components, fewer, or something else altogether."""
    front, _, _ = name.rpartition(".")
    fresh = "".join(source.choices(_SYLLABLES, k=3))
    shape = source.random()
    if shape < 0.6:
        return join(front, fresh)
    return f"{name}.{fresh}" if shape < 0.75 else f"{fresh}.{name}" if shape < 0.9 else fresh
