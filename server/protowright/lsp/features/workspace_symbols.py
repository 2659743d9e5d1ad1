"""`workspace/symbol`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.workspace_symbols import workspace_symbols
from protowright.lsp.convert import workspace_symbol

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.WORKSPACE_SYMBOL)
    async def symbols_like(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        snapshot = server.host.snapshot()
        found = await server.run_search(workspace_symbols, snapshot, params.query)
        return [workspace_symbol(each, snapshot, server.encoding, server.uri_of) for each in found]
