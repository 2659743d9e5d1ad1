"""What a mention of a name is: where it stands, and the declaration it stands for."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import Symbol
from protowright.text.span import Span

PACKAGE = "package"
FILE = "file"
VARIABLE = "variable"
REQUEST = "request"

Wanted = Callable[[Span], bool]
"""Whether a part of a text is worth looking at. What wants a part must want every larger part around it."""

START = Span(0, 0)


class Role(enum.Enum):
    """What a mention does with what it names."""

    DECLARATION = "declaration"
    READ = "read"
    WRITE = "write"


@dataclass(frozen=True, slots=True)
class Place:
    """A declaration: the absolute path of its file, the span of its name and the span of all of it."""

    path: str
    span: Span
    whole: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text. `kind` is the language's word for what it names, or one of the constants above.

    `full_name` is that of a symbol or package, the path of a file, the name of anything else. `symbol` is there for names
    of `.proto` declarations. `is_in_mask`: it is a field in a path of a `FieldMask`, which no `json_name` changes.
    """

    span: Span
    kind: str
    full_name: str
    place: Place
    role: Role
    symbol: Symbol | None = None
    is_in_mask: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for two mentions of the same thing. A package is one thing in however many files it is."""
        if self.kind == PACKAGE:
            return PACKAGE, self.full_name
        return self.place.path, self.place.span


def place_of(symbol: Symbol, path: str) -> Place:
    """Where a symbol of the file at `path` is declared."""
    tree = symbol.file.tree
    return Place(path, tree.span(symbol.name), tree.span(symbol.declaration))


def mention_of(symbol: Symbol, path: str, span: Span, role: Role) -> Mention:
    """The mention at `span` of a symbol that the file at `path` declares."""
    return Mention(span, symbol.kind.value, symbol.full_name, place_of(symbol, path), role, symbol)


def package_place(symbols: FileSymbols, path: str, package: str) -> Place | None:
    """The component of the package statement of the file at `path` that ends the name `package`."""
    statement = symbols.package_node
    count = package.count(".")
    if statement is None or statement.name is None or count >= len(statement.name.components):
        return None
    return Place(path, symbols.tree.span(statement.name.components[count]), symbols.tree.span(statement))


def dotted_mentions(
    symbols: FileSymbols, path: str, full_name: str, start: int, role: Role, wanted: Wanted
) -> Iterator[Mention]:
    """The mentions of the components of the full name of something that the file at `path` declares.

    The name stands at the offset `start`, without a dot in front. The components before the last one, whose role is
    `role`, are packages and messages.
    """
    names = full_name.split(".")
    for count, name in enumerate(names, 1):
        own, part = Span(start, start + len(name)), ".".join(names[:count])
        start = own.end + 1
        found = symbols.by_name.get(part)
        place = place_of(found, path) if found is not None else package_place(symbols, path, part)
        if place is None or not wanted(own):
            continue
        if found is None:
            yield Mention(own, PACKAGE, part, place, Role.READ)
        else:
            yield mention_of(found, path, own, role if count == len(names) else Role.READ)
