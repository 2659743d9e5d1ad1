"""What a pull of one file says about others that depend on it, to clients that cannot be asked to pull again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.lsp.publishing import diagnostics_of, result_id
from protowright.project.snapshot import Snapshot

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

Related = dict[str, types.FullDocumentDiagnosticReport | types.UnchangedDocumentDiagnosticReport]


class RelatedReports:
    """The related documents of one session's reports.

    An answer with related documents has to wait for the checks of all of them, and a person waits for that of the file
    under the keys. So they are there only for clients that take them and would not hear of the change otherwise: whoever
    takes `workspace/diagnostic/refresh` is asked to pull instead, when the answer is out.
    """

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._told: dict[str, tuple[object, str]] = {}

    def told(self, snapshot: Snapshot, path: str, name: str) -> None:
        """The client has the diagnostics of that result id for the file at `path` now."""
        if self._is_wanted():
            self._told[path] = _basis(snapshot, path), name

    async def reports(self, snapshot: Snapshot, asked: str) -> Related | None:
        """Reports for the other open files, by URI, whose diagnostics are not those that the client was told."""
        if not self._is_wanted():
            return None
        self._told = {path: known for path, known in self._told.items() if self._server.host.is_open(path)}
        found: Related = {}
        for path in [path for path in self._told if path != asked]:
            report = await self._server.run_check(self._report, snapshot, path)
            if report is not None:
                found[self._server.uri_of(path)] = report
        return found or None

    def _is_wanted(self) -> bool:
        capabilities = self._server.client_capabilities
        text_document, workspace = capabilities.text_document, capabilities.workspace
        diagnostic = None if text_document is None else text_document.diagnostic
        refreshing = None if workspace is None else workspace.diagnostics
        takes_them = diagnostic is not None and bool(diagnostic.related_document_support)
        return takes_them and not (refreshing is not None and refreshing.refresh_support)

    def _report(self, snapshot: Snapshot, path: str) -> types.FullDocumentDiagnosticReport | None:
        basis, known = _basis(snapshot, path), self._told.get(path)
        if known is None or (basis is not None and basis is known[0]):
            return None  # neither the file nor any below it is another one
        items = diagnostics_of(self._server, snapshot, path)
        name = result_id(items)
        self._told[path] = basis, name
        return None if name == known[1] else types.FullDocumentDiagnosticReport(items, result_id=name)


def _basis(snapshot: Snapshot, path: str) -> object:
    """What the diagnostics of a `.proto` file are made from: the same object as long as that does not change."""
    return snapshot.linked(path) if path.endswith(".proto") else None
