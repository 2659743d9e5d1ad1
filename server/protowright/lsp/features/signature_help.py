"""`textDocument/signatureHelp`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.signature_help import signature_help
from protowright.lsp.convert_hints import signature
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_SIGNATURE_HELP)
    async def help_at(params: types.SignatureHelpParams) -> types.SignatureHelp | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        found = await server.run_feature(signature_help, snapshot, path, converter.offset(params.position))
        return None if found is None else signature(found)
