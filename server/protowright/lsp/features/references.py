"""`textDocument/references`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.references import references
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def references_to(params: types.ReferenceParams) -> list[types.Location] | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        offset, with_declarations = converter.offset(params.position), params.context.include_declaration
        found = await server.run_search(references, snapshot, path, offset, with_declarations)
        return [converter.location(each.path, each.span, snapshot, server.uri_of) for each in found]
