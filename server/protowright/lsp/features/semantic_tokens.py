"""`textDocument/semanticTokens`: `full`, `full/delta` and `range`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.semantic_tokens import semantic_tokens
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL)
    async def tokens_of(params: types.SemanticTokensParams) -> types.SemanticTokens | None:
        uri = params.text_document.uri
        found = await _tokens(server, uri, None)
        return None if found is None else server.token_results.full(uri, found)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA)
    async def tokens_since(
        params: types.SemanticTokensDeltaParams,
    ) -> types.SemanticTokens | types.SemanticTokensDelta | None:
        uri = params.text_document.uri
        found = await _tokens(server, uri, None)
        return None if found is None else server.token_results.delta(uri, params.previous_result_id, found)

    @server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE)
    async def tokens_within(params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
        return await _tokens(server, params.text_document.uri, params.range)


async def _tokens(server: ProtowrightServer, uri: str, range: types.Range | None) -> types.SemanticTokens | None:
    snapshot, path = server.host.snapshot(), to_path(uri)
    converter = server.converter(snapshot, path)
    if converter is None:
        return None
    within = None if range is None else converter.span(range)
    return converter.semantic_tokens(await server.run_feature(semantic_tokens, snapshot, path, within))
