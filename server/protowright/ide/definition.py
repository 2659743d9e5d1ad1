"""Going to the declaration of a name, or to that of its type."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from protowright.ide.mentions import Mention, Place, place_of
from protowright.ide.names import mentions_at
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import EnumValueSymbol, FieldSymbol, MethodSymbol, Symbol
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class Link:
    """A declaration that the name at `span` of the asked file leads to."""

    span: Span
    place: Place


def definition(snapshot: Snapshot, path: str, offset: int) -> list[Link]:
    """The declarations of the name at `offset` of the file at `path`; of a component of a name, of that component."""
    return _links((mention.span, mention.place) for mention in mentions_at(snapshot, path, offset))


def type_definition(snapshot: Snapshot, path: str, offset: int) -> list[Link]:
    """The types of what the name at `offset` stands for: of a field, of a method (both sides), of an enum value.

    A message or enum is its own type.
    """
    return _links(
        (mention.span, place)
        for mention in mentions_at(snapshot, path, offset)
        for place in _type_places(snapshot, mention)
    )


def _links(found: Iterable[tuple[Span, Place]]) -> list[Link]:
    return list(dict.fromkeys(Link(span, place) for span, place in found))


def _type_places(snapshot: Snapshot, mention: Mention) -> list[Place]:
    link = None if mention.symbol is None else snapshot.linked(mention.place.path)
    if link is None or mention.symbol is None:
        return []
    places = []
    for symbol in _types(link, mention.symbol):
        home = None if symbol is None else link.link_of(symbol)
        if home is not None and home.path and symbol is not None:
            places.append(place_of(symbol, home.path))
    return places


def _types(link: LinkedFile, symbol: Symbol) -> list[Symbol | None]:
    if isinstance(symbol, FieldSymbol):
        entry = symbol.map_entry
        return [link.type_of(entry.fields[1] if entry is not None else symbol).symbol]
    if isinstance(symbol, MethodSymbol):
        sides = (symbol.declaration.request, symbol.declaration.response)
        return [link.method_type(symbol, side.type) for side in sides if side is not None]
    if isinstance(symbol, EnumValueSymbol):
        return [symbol.parent]
    return [symbol] if symbol.kind.value in ("message", "enum") else []
