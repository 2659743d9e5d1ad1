"""`textDocument/documentSymbol`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.document_symbols import document_symbols
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
    async def symbols_of(params: types.DocumentSymbolParams) -> list[types.DocumentSymbol] | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        found = await server.run_feature(document_symbols, snapshot, path)
        return [converter.symbol(item) for item in found]
