"""`textDocument/selectionRange`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.selection import selections
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_SELECTION_RANGE)
    async def selections_at(params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        offsets = [converter.offset(position) for position in params.positions]
        found = [await server.run_feature(selections, snapshot, path, offset) for offset in offsets]
        return [converter.selection_range(spans) for spans in found]
