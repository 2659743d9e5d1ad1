"""One file a feature: snapshot -> convert -> feature -> convert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protowright.lsp.features import (
    authoring,
    call_hierarchy,
    code_action,
    code_lens,
    completion,
    definition,
    diagnostic,
    document_highlight,
    document_link,
    explanation,
    folding,
    formatting,
    hover,
    inlay_hint,
    lifecycle,
    references,
    rename,
    rename_files,
    running,
    selection,
    semantic_tokens,
    services,
    signature_help,
    symbols,
    synchronization,
    type_hierarchy,
    workspace_symbols,
)

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register_features(server: ProtowrightServer) -> None:
    """Add every feature to the server."""
    for module in (
        lifecycle,
        synchronization,
        diagnostic,
        code_action,
        completion,
        hover,
        definition,
        references,
        document_highlight,
        rename,
        rename_files,
        symbols,
        workspace_symbols,
        document_link,
        folding,
        selection,
        semantic_tokens,
        signature_help,
        code_lens,
        inlay_hint,
        call_hierarchy,
        type_hierarchy,
        formatting,
        running,
        authoring,
        services,
        explanation,
    ):
        module.register(server)
