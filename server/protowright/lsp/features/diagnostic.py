"""`textDocument/diagnostic`: diagnostics for clients that pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.lsp.publishing import diagnostics_of, result_id
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""
    options = types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=False, identifier="protowright"
    )

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        found = await server.run_feature(diagnostics_of, server, snapshot, path)
        name = result_id(found)
        if params.previous_result_id == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(name)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=name)
