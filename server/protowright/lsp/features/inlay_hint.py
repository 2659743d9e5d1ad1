"""`textDocument/inlayHint`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.inlay_hints import inlay_hints
from protowright.lsp.convert_hints import inlay_hint
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def hints_of(params: types.InlayHintParams) -> list[types.InlayHint] | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter, settings = server.converter(snapshot, path), server.host.settings.inlay_hints
        if converter is None:
            return None
        within, environment = converter.span(params.range), server.runs.environment
        found = await server.run_feature(inlay_hints, snapshot, path, within, settings, environment)
        return [inlay_hint(converter, hint) for hint in found]
