"""`textDocument/diagnostic` and `workspace/diagnostic`: diagnostics for clients that pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.lsp.publishing import diagnostics_of, result_id
from protowright.lsp.related_reports import RelatedReports
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""
    related = RelatedReports(server)

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        found = await server.run_check(diagnostics_of, server, snapshot, path)
        name = result_id(found)
        related.told(snapshot, path, name)
        others = await related.reports(snapshot, path)
        if params.previous_result_id == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(name, related_documents=others)
        return types.RelatedFullDocumentDiagnosticReport(found, result_id=name, related_documents=others)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        previous = {each.uri: each.value for each in params.previous_result_ids}
        return types.WorkspaceDiagnosticReport(
            await server.workspace_reports.reports(previous, params.partial_result_token)
        )
