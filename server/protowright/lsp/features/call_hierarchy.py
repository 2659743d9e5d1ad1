"""`textDocument/prepareCallHierarchy`, `callHierarchy/incomingCalls` and `callHierarchy/outgoingCalls`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.call_hierarchy import incoming_calls, outgoing_calls, prepare_calls
from protowright.lsp.convert_hierarchy import HierarchyConverter
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_CALL_HIERARCHY)
    async def prepare(params: types.CallHierarchyPrepareParams) -> list[types.CallHierarchyItem] | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        found = await server.run_feature(prepare_calls, snapshot, path, converter.offset(params.position))
        return [HierarchyConverter(server, snapshot).call_item(item) for item in found]

    @server.feature(types.CALL_HIERARCHY_INCOMING_CALLS)
    async def incoming(params: types.CallHierarchyIncomingCallsParams) -> list[types.CallHierarchyIncomingCall] | None:
        snapshot = server.host.snapshot()
        converter = HierarchyConverter(server, snapshot)
        item = converter.item(params.item)
        if item is None:
            return None
        found = await server.run_search(incoming_calls, snapshot, item)
        return [converter.incoming(call) for call in found]

    @server.feature(types.CALL_HIERARCHY_OUTGOING_CALLS)
    async def outgoing(params: types.CallHierarchyOutgoingCallsParams) -> list[types.CallHierarchyOutgoingCall] | None:
        snapshot = server.host.snapshot()
        converter = HierarchyConverter(server, snapshot)
        item = converter.item(params.item)
        if item is None:
            return None
        found = await server.run_feature(outgoing_calls, snapshot, item)
        return [converter.outgoing(call, item.path) for call in found]
