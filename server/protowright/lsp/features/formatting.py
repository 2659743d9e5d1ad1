"""`textDocument/formatting`, `textDocument/rangeFormatting` and `textDocument/onTypeFormatting`.

The indentation is that of our own setting: the options of the request are what the editor uses for every language, and a
file must not come out another way in another editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.formatting import format_file, format_range, format_typed
from protowright.lsp.uris import to_path
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

Edits = list[types.TextEdit]


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def formatting(params: types.DocumentFormattingParams) -> Edits | None:
        snapshot, settings, path = (
            server.host.snapshot(),
            server.host.settings.formatting,
            to_path(params.text_document.uri),
        )
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        return converter.edits(await server.run_feature(format_file, snapshot, path, settings))

    @server.feature(types.TEXT_DOCUMENT_RANGE_FORMATTING)
    async def range_formatting(params: types.DocumentRangeFormattingParams) -> Edits | None:
        snapshot, settings, path = (
            server.host.snapshot(),
            server.host.settings.formatting,
            to_path(params.text_document.uri),
        )
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        span = Span(converter.offset(params.range.start), converter.offset(params.range.end))
        return converter.edits(await server.run_feature(format_range, snapshot, path, span, settings))

    @server.feature(types.TEXT_DOCUMENT_ON_TYPE_FORMATTING)
    async def on_type_formatting(params: types.DocumentOnTypeFormattingParams) -> Edits | None:
        snapshot, settings, path = (
            server.host.snapshot(),
            server.host.settings.formatting,
            to_path(params.text_document.uri),
        )
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        offset = converter.offset(params.position)
        return converter.edits(await server.run_feature(format_typed, snapshot, path, offset, params.ch, settings))
