"""Who calls what: rpcs and the messages they carry, messages and the messages in them, requests and their rpcs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protowright.ide.languages import is_proto, is_request
from protowright.ide.mentions import REQUEST, Mention, place_of
from protowright.ide.names import mentions_at
from protowright.ide.references import never, references
from protowright.ide.search_files import Cancelled
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol, MethodSymbol, Symbol
from protowright.proto.syntax.nodes import Declaration, Path
from protowright.request.names import request_names
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class HierarchyItem:
    """A message, rpc or request: `detail` is its full name, or where it stands; `path` is absolute.

    `span` covers all of the declaration, `name_span` its name.
    """

    name: str
    kind: str
    detail: str
    path: str
    span: Span
    name_span: Span


@dataclass(frozen=True, slots=True)
class Call:
    """The other end of a call, and where it is written: spans of the caller's file."""

    item: HierarchyItem
    spans: tuple[Span, ...]


def item_of(symbol: Symbol, path: str) -> HierarchyItem:
    """A symbol of the file at `path`."""
    place = place_of(symbol, path)
    return HierarchyItem(symbol.name.text, symbol.kind.value, symbol.full_name, path, place.whole, place.span)


def prepare_calls(snapshot: Snapshot, path: str, offset: int) -> list[HierarchyItem]:
    """The messages and rpcs that the name at `offset` stands for; a field stands for the message it holds."""
    found = [_item_at(snapshot, mention) for mention in mentions_at(snapshot, path, offset)]
    return list(dict.fromkeys(item for item in found if item is not None))


def _item_at(snapshot: Snapshot, mention: Mention) -> HierarchyItem | None:
    symbol, path = mention.symbol, mention.place.path
    if isinstance(symbol, FieldSymbol):
        link = snapshot.linked(path)
        held = None if link is None else _held(link, symbol)
        home = None if link is None or held is None else link.link_of(held)
        return None if home is None or held is None else item_of(held, home.path)
    return item_of(symbol, path) if isinstance(symbol, (MessageSymbol, MethodSymbol)) else None


def _held(link: LinkedFile, field: FieldSymbol) -> MessageSymbol | None:
    """The message that a field, or the value of a map, is."""
    return link.type_of(field.map_entry.fields[1] if field.map_entry is not None else field).message


# Outgoing


def outgoing_calls(snapshot: Snapshot, item: HierarchyItem) -> list[Call]:
    """The messages that an rpc takes and gives, those that the fields of a message hold; what a request calls."""
    link = snapshot.linked(item.path) if is_proto(item.path) else None
    symbol = None if link is None else link.symbols.by_name.get(item.detail)
    if link is None or symbol is None:
        return _of_request(snapshot, item) if is_request(item.path) else []
    found: dict[HierarchyItem, list[Span]] = {}
    for target, node in _targets(link, symbol):
        home = link.link_of(target)
        if home is not None and home.path:
            found.setdefault(item_of(target, home.path), []).append(link.symbols.tree.span(node))
    return [Call(target, tuple(spans)) for target, spans in found.items()]


def _targets(link: LinkedFile, symbol: Symbol) -> Iterator[tuple[MessageSymbol, Path | Declaration]]:
    if isinstance(symbol, MethodSymbol):
        for side in (symbol.declaration.request, symbol.declaration.response):
            message = None if side is None else link.method_type(symbol, side.type)
            if side is not None and side.type is not None and message is not None:
                yield message, side.type
    for field in symbol.fields if isinstance(symbol, MessageSymbol) else ():
        held = _held(link, field)
        if held is not None:
            entry = field.map_entry
            yield held, (entry.fields[1].type if entry is not None else field.type) or field.declaration


def _of_request(snapshot: Snapshot, item: HierarchyItem) -> list[Call]:
    """The rpc that a request calls."""
    document = snapshot.document(item.path)
    block = None if document is None else document.requests.block_at(item.name_span.start)
    if block is None or block.line is None or not block.line.method.text:
        return []
    span = block.line.method.span
    called = prepare_calls(snapshot, item.path, span.start)
    return [Call(rpc, (span,)) for rpc in called]


# Incoming


def incoming_calls(snapshot: Snapshot, item: HierarchyItem, is_cancelled: Cancelled = never) -> list[Call]:
    """The rpcs and messages that use a message, in the whole workspace; the requests that call an rpc."""
    found: dict[HierarchyItem, list[Span]] = {}
    for reference in references(snapshot, item.path, item.name_span.start, False, is_cancelled):
        user = _user(snapshot, reference.path, reference.span)
        if user is not None:
            found.setdefault(user, []).append(reference.span)
    return [Call(user, tuple(spans)) for user, spans in found.items()]


def _user(snapshot: Snapshot, path: str, span: Span) -> HierarchyItem | None:
    """The rpc, message or request around a mention."""
    if is_request(path):
        return _request_at(snapshot, path, span)
    link = snapshot.linked(path) if is_proto(path) else None
    if link is None:
        return None
    tree, best = link.symbols.tree, None
    for symbol in _users(link):
        whole = tree.span(symbol.declaration)
        if whole.start <= span.start and span.end <= whole.end and (best is None or whole.start >= best[0]):
            best = whole.start, symbol
    return None if best is None else item_of(best[1], path)


def _users(link: LinkedFile) -> Iterable[Symbol]:
    kinds = (MethodSymbol, MessageSymbol)
    return (symbol for symbol in link.symbols.declared() if isinstance(symbol, kinds))


def _request_at(snapshot: Snapshot, path: str, span: Span) -> HierarchyItem | None:
    document = snapshot.document(path)
    for block, name in () if document is None else request_names(document.requests):
        if block.line is not None and block.span.start <= span.start < block.span.end:
            return HierarchyItem(name, REQUEST, os.path.basename(path), path, block.span, block.line.span)
    return None
