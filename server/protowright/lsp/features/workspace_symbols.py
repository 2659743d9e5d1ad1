"""`workspace/symbol`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.workspace_symbols import workspace_symbols
from protowright.lsp.convert import workspace_symbol

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer
    from protowright.project.snapshot import Snapshot


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.WORKSPACE_SYMBOL)
    async def symbols_like(params: types.WorkspaceSymbolParams) -> list[types.WorkspaceSymbol]:
        snapshot = server.host.snapshot()
        return await server.run_search(_symbols, server, snapshot, params.query)


def _symbols(
    server: ProtowrightServer, snapshot: Snapshot, query: str, is_cancelled: Callable[[], bool]
) -> list[types.WorkspaceSymbol]:
    found = workspace_symbols(snapshot, query, is_cancelled)
    return [workspace_symbol(each, snapshot, server.encoding, server.uri_of) for each in found]
