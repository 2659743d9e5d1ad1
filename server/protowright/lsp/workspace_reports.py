"""`workspace/diagnostic`: what is wrong in files that nobody opened, a file at a time, and again only what changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from protowright.lsp.publishing import diagnostics_of, result_id
from protowright.project.snapshot import Snapshot

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer
    from protowright.proto.semantic.linking import LinkedFile

MAXIMUM_FILES: Final = 1000
"""So many files are checked, and no more: their trees stay in memory."""
_CHUNK: Final = 50
"""So many reports are sent at once, to clients that take parts."""

Report = types.WorkspaceDocumentDiagnosticReport
PreviousIds = Mapping[str, str]


class WorkspaceReports:
    """The reports of one session. A file is checked again when it, or a file below it, is another one."""

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._known: dict[str, tuple[LinkedFile, object, str]] = {}
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """Something changed: whoever waits for news gets some."""
        self._changed.set()

    async def reports(self, previous: PreviousIds, token: types.ProgressToken | None) -> list[Report]:
        """The reports of all files; those that were sent as parts, for a client that gave a `token`, are left out.

        When there is no news, waits for a change: clients ask again as soon as they are answered.
        """
        while True:
            self._changed.clear()
            has_news, left = await self._look(previous, token)
            if has_news or not previous:
                return left
            await self._changed.wait()

    async def _look(self, previous: PreviousIds, token: types.ProgressToken | None) -> tuple[bool, list[Report]]:
        snapshot, found, has_news = self._server.host.snapshot(), list[Report](), False
        paths = _paths(snapshot) if self._server.host.settings.workspace_diagnostics else []
        for path in paths:
            report = await self._server.run_check(self._report, snapshot, path, previous)
            found.append(report)
            has_news = has_news or isinstance(report, types.WorkspaceFullDocumentDiagnosticReport)
            if token is not None and len(found) == _CHUNK:
                self._send(token, found)
                found = []
        uris = {self._server.uri_of(path) for path in paths}
        gone = [_full(uri, [], None, "") for uri in previous if uri not in uris and previous[uri]]
        return has_news or bool(gone), found + gone

    def _send(self, token: types.ProgressToken, reports: list[Report]) -> None:
        value = self._server.protocol._converter.unstructure(types.WorkspaceDiagnosticReportPartialResult(reports))
        self._server.protocol.notify(types.PROGRESS, types.ProgressParams(token, value))

    def _report(self, snapshot: Snapshot, path: str, previous: PreviousIds) -> Report:
        uri, document = self._server.uri_of(path), snapshot.document(path)
        version = None if document is None else document.version
        linked = snapshot.linked(path) if path.endswith(".proto") else None
        settings = self._server.host.settings
        known = self._known.get(path)
        if known is not None and known[0] is linked and known[1] is settings and previous.get(uri) == known[2]:
            return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id=known[2], version=version)
        items = diagnostics_of(self._server, snapshot, path)
        name = result_id(items)
        if linked is not None:
            self._known[path] = linked, settings, name
        if previous.get(uri) == name:
            return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id=name, version=version)
        return _full(uri, items, version, name)


def _full(uri: str, items: Iterable[types.Diagnostic], version: int | None, name: str) -> Report:
    return types.WorkspaceFullDocumentDiagnosticReport(uri, list(items), version=version, result_id=name or None)


def _paths(snapshot: Snapshot) -> list[str]:
    requests = [path for path in snapshot.request_paths() if path.endswith(".grpc")]
    return [*requests, *snapshot.proto_paths()][:MAXIMUM_FILES]
