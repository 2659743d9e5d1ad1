"""`textDocument/foldingRange`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.folding import folds
from protowright.lsp.convert_folds import folding_range
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
    async def folds_of(params: types.FoldingRangeParams) -> list[types.FoldingRange]:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        return [folding_range(fold) for fold in await server.run_feature(folds, snapshot, path)]
