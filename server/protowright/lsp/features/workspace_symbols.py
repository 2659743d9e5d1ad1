"""`workspace/symbol`."""

from __future__ import annotations

import threading
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
        snapshot, gone = server.host.snapshot(), threading.Event()
        try:
            found = await server.run_feature(workspace_symbols, snapshot, params.query, gone.is_set)
        finally:
            gone.set()  # a request that is cancelled leaves here: the thread stops at the next file
        return [workspace_symbol(each, snapshot, server.encoding, server.uri_of) for each in found]
