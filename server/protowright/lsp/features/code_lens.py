"""`textDocument/codeLens`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.code_lens import code_lenses
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lenses_of(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        snapshot, uri = server.host.snapshot(), params.text_document.uri
        converter = server.converter(snapshot, to_path(uri))
        if converter is None:
            return None
        found = await server.run_feature(code_lenses, snapshot, to_path(uri), server.runs.reports)
        return [converter.code_lens(lens, uri) for lens in found]
