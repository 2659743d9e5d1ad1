"""`textDocument/codeLens` and `codeLens/resolve`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.code_lens import code_lenses
from protowright.ide.reference_lenses import count_lenses, count_title
from protowright.lsp.convert_lenses import count_command, count_lens, counted, run_lens
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_CODE_LENS)
    async def lenses_of(params: types.CodeLensParams) -> list[types.CodeLens] | None:
        snapshot, uri = server.host.snapshot(), params.text_document.uri
        converter, counts = server.converter(snapshot, to_path(uri)), server.host.settings.reference_lenses
        if converter is None:
            return None
        found = await server.run_feature(code_lenses, snapshot, to_path(uri), server.run_reports)
        others = await server.run_feature(count_lenses, snapshot, to_path(uri)) if counts else []
        own = [run_lens(converter, lens, uri) for lens in found]
        return [*own, *(count_lens(converter, lens, uri) for lens in others)]

    @server.feature(types.CODE_LENS_RESOLVE)
    async def resolve(lens: types.CodeLens) -> types.CodeLens:
        place = counted(lens.data)
        if place is None:
            return lens
        path, name = to_path(place[0]), place[1]
        found = await server.reference_counts.of(path, name)
        snapshot = server.host.snapshot()
        title = count_title(snapshot, path, name, len(found))
        lens.command = count_command(server, snapshot, lens, title, found)
        return lens
