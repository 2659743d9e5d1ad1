"""Hierarchies to types of the protocol, and back: an item carries what it takes to find it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types

from protowright.ide.call_hierarchy import Call, HierarchyItem
from protowright.lsp.convert import Converter
from protowright.lsp.uris import to_path
from protowright.text.line_index import LineIndex

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer
    from protowright.project.snapshot import Snapshot

_KINDS = {
    "message": types.SymbolKind.Struct,
    "rpc": types.SymbolKind.Method,
    "request": types.SymbolKind.Event,
    "extension": types.SymbolKind.Field,
}


class HierarchyConverter:
    """Converts items of any file of one snapshot."""

    def __init__(self, server: ProtowrightServer, snapshot: Snapshot) -> None:
        self._server = server
        self._snapshot = snapshot

    def call_item(self, item: HierarchyItem) -> types.CallHierarchyItem:
        """An item of a call hierarchy."""
        return types.CallHierarchyItem(**self._parts(item))

    def type_item(self, item: HierarchyItem) -> types.TypeHierarchyItem:
        """An item of a type hierarchy."""
        return types.TypeHierarchyItem(**self._parts(item))

    def item(self, item: types.CallHierarchyItem | types.TypeHierarchyItem) -> HierarchyItem | None:
        """The item that the client sends back; None for what no item of ours carries, or whose file is gone."""
        path, kind = to_path(item.uri), item.data.get("kind") if isinstance(item.data, dict) else None
        converter = self._server.converter(self._snapshot, path)
        if converter is None or not isinstance(kind, str):
            return None
        spans = converter.span(item.range), converter.span(item.selection_range)
        return HierarchyItem(item.name, kind, item.detail or "", path, *spans)

    def incoming(self, call: Call) -> types.CallHierarchyIncomingCall:
        """A caller; the ranges lie in its file."""
        converter = self._of(call.item.path)
        return types.CallHierarchyIncomingCall(
            self.call_item(call.item), [converter.range(span) for span in call.spans]
        )

    def outgoing(self, call: Call, path: str) -> types.CallHierarchyOutgoingCall:
        """What is called; the ranges lie in the caller's file at `path`."""
        converter = self._of(path)
        return types.CallHierarchyOutgoingCall(
            self.call_item(call.item), [converter.range(span) for span in call.spans]
        )

    def _of(self, path: str) -> Converter:
        return self._server.converter(self._snapshot, path) or Converter(LineIndex(""), self._server.encoding)

    def _parts(self, item: HierarchyItem) -> dict[str, Any]:
        converter = self._of(item.path)
        return {
            "name": item.name,
            "kind": _KINDS[item.kind],
            "uri": self._server.uri_of(item.path),
            "range": converter.range(item.span),
            "selection_range": converter.range(item.name_span),
            "detail": item.detail,
            "data": {"kind": item.kind},
        }
