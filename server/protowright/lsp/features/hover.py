"""`textDocument/hover`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.hover import hover
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover_at(params: types.HoverParams) -> types.Hover | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        offset, environment = converter.offset(params.position), server.runs.environment
        found = await server.run_feature(hover, snapshot, path, offset, environment)
        return None if found is None else converter.hover(found)
