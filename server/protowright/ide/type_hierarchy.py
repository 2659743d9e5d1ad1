"""Messages and their extensions, as a hierarchy of types: what extends a message stands below it."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.call_hierarchy import HierarchyItem, item_of
from protowright.ide.languages import is_proto
from protowright.ide.mentions import Role, mention_of
from protowright.ide.names import mentions_at
from protowright.ide.references import never
from protowright.ide.search_files import Cancelled, files_with
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import ExtensionSymbol, MessageSymbol, Symbol


def prepare_types(snapshot: Snapshot, path: str, offset: int) -> list[HierarchyItem]:
    """The message or extension that the name at `offset` stands for."""
    found = []
    for mention in mentions_at(snapshot, path, offset):
        if isinstance(mention.symbol, (MessageSymbol, ExtensionSymbol)):
            found.append(item_of(mention.symbol, mention.place.path))
    return list(dict.fromkeys(found))


def supertypes(snapshot: Snapshot, item: HierarchyItem) -> list[HierarchyItem]:
    """The message that an extension extends; of a message, those that it is added to by an extension."""
    link, symbol = _declared(snapshot, item)
    if link is None or symbol is None:
        return []
    if isinstance(symbol, ExtensionSymbol):
        return _extended(link, symbol)
    carriers = [extension for extension in link.symbols.all_extensions() if link.type_of(extension).symbol is symbol]
    return list(dict.fromkeys(item for extension in carriers for item in _extended(link, extension)))


def subtypes(snapshot: Snapshot, item: HierarchyItem, is_cancelled: Cancelled = never) -> list[HierarchyItem]:
    """The extensions of a message in the whole workspace; of an extension, the message that it adds."""
    link, symbol = _declared(snapshot, item)
    if link is None or symbol is None:
        return []
    if isinstance(symbol, ExtensionSymbol):
        added = link.type_of(symbol).message
        home = None if added is None else link.link_of(added)
        return [] if added is None or home is None else [item_of(added, home.path)]
    mention = mention_of(symbol, item.path, item.name_span, Role.DECLARATION)
    found = []
    for path in files_with(snapshot, mention, item.path, is_cancelled):
        if is_cancelled():
            break
        found += [item_of(extension, path) for extension in _extensions(snapshot, path, item)]
    return found


def _declared(snapshot: Snapshot, item: HierarchyItem) -> tuple[LinkedFile | None, Symbol | None]:
    link = snapshot.linked(item.path) if is_proto(item.path) else None
    return link, None if link is None else link.symbols.by_name.get(item.detail)


def _extended(link: LinkedFile, extension: ExtensionSymbol) -> list[HierarchyItem]:
    message = link.extendee_of(extension)
    home = None if message is None else link.link_of(message)
    return [] if message is None or home is None or not home.path else [item_of(message, home.path)]


def _extensions(snapshot: Snapshot, path: str, extended: HierarchyItem) -> Iterator[ExtensionSymbol]:
    link = snapshot.linked(path) if is_proto(path) else None
    for extension in () if link is None else link.symbols.all_extensions():
        if link is not None and extended in _extended(link, extension):
            yield extension
