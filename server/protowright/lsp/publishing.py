"""Diagnostics to the client: pulled by clients that can, pushed to the others, never both."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.diagnostics.severities import with_severities
from protowright.ide.diagnostics import diagnostics
from protowright.ide.run_diagnostics import run_diagnostics
from protowright.lsp.code_pages import CodePages
from protowright.project.snapshot import Snapshot

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_LOG = logging.getLogger(__name__)

DELAY = 0.05
"""How long the server waits for the next key before it checks files that only may depend on the changed one, in seconds.

The changed file itself is checked at once, and again when it changed meanwhile: so often as its checks allow.
"""


_AT_ONCE = 0.002
"""How long a check lets go first what an editor asks together with a change, such as completion, in seconds."""


class Publisher:
    """Checks open files after a change: the changed one first, then those that may depend on it."""

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._unchecked: set[str] = set()
        self._refresh: asyncio.Task[None] | None = None
        self.code_pages = CodePages()

    @property
    def _pulls(self) -> bool:
        text_document = self._server.client_capabilities.text_document
        return text_document is not None and text_document.diagnostic is not None

    def changed(self, path: str) -> None:
        """The file at `path` was opened or changed."""
        self._server.workspace_reports.changed()
        if self._pulls:
            self._ask_for_refresh(more_than=1)
            return
        self._schedule(path, at_once=True)
        for other in self._server.host.open_paths():
            if other != path:
                self._schedule(other)

    def changed_by_run(self, path: str) -> None:
        """A run found out something about the request file at `path`."""
        if self._pulls:
            self._ask_for_refresh(more_than=0)
        elif self._server.host.is_open(path):
            self._schedule(path)

    def disk_changed(self) -> None:
        """Files changed on disk, or settings did."""
        self._server.workspace_reports.changed()
        if self._pulls:
            self._ask_for_refresh(more_than=0)
            return
        for path in self._server.host.open_paths():
            self._schedule(path)

    def closed(self, path: str) -> None:
        """The file is closed: it has no diagnostics any more, and for the others the one on disk counts again."""
        self._unchecked.discard(path)
        if not self._pulls:
            self._server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(self._server.uri_of(path), [])
            )
        self.disk_changed()

    def _schedule(self, path: str, at_once: bool = False) -> None:
        self._unchecked.add(path)
        task = self._tasks.get(path)
        if task is None or task.done():
            self._tasks[path] = asyncio.ensure_future(self._publish_until_checked(path, _AT_ONCE if at_once else DELAY))

    async def _publish_until_checked(self, path: str, delay: float) -> None:
        while path in self._unchecked:
            await asyncio.sleep(delay)
            self._unchecked.discard(path)
            await self._publish(path)
        self._tasks.pop(path, None)

    async def _publish(self, path: str) -> None:
        snapshot = self._server.host.snapshot()
        found = await self._server.run_check(diagnostics_of, self._server, snapshot, path)
        document = snapshot.document(path)
        if document is not None and self._server.host.is_open(path):
            params = types.PublishDiagnosticsParams(self._server.uri_of(path), found, document.version)
            self._server.text_document_publish_diagnostics(params)
        self._server.in_background(self._tidy())

    async def _tidy(self) -> None:
        await asyncio.sleep(0)  # the diagnostics go out first
        if not self._server.answers.are_there:
            self._server.memory.tidy()

    def _ask_for_refresh(self, more_than: int) -> None:
        """Ask the client to pull again, when more than so many files are open: they may depend on what changed."""
        workspace = self._server.client_capabilities.workspace
        supported = (
            workspace is not None and workspace.diagnostics is not None and workspace.diagnostics.refresh_support
        )
        if supported and len(self._server.host.open_paths()) > more_than:
            if self._refresh is not None:
                self._refresh.cancel()
            self._refresh = asyncio.ensure_future(self._send_refresh())

    async def _send_refresh(self) -> None:
        await asyncio.sleep(DELAY)
        self._server.workspace_diagnostic_refresh(None)


def diagnostics_of(server: ProtowrightServer, snapshot: Snapshot, path: str) -> list[types.Diagnostic]:
    """The diagnostics of a file, as the protocol has them. Makes way for features: it runs by `run_check`."""
    converter = server.converter(snapshot, path)
    if converter is None:
        return []
    found = [*diagnostics(snapshot, path, server.make_way), *run_diagnostics(snapshot, path, server.run_reports)]
    found = with_severities(found, server.host.settings.severities)
    return [
        _linked(converter.diagnostic(each, path, snapshot), server.publisher.code_pages.link(each.code))
        for each in found
    ]


def _linked(diagnostic: types.Diagnostic, page: str | None) -> types.Diagnostic:
    """The diagnostic with a link to the page of its code."""
    diagnostic.code_description = None if page is None else types.CodeDescription(page)
    return diagnostic


def result_id(found: list[types.Diagnostic]) -> str:
    """A name for exactly these diagnostics."""
    return hashlib.sha256(repr(found).encode("utf-8", "surrogatepass")).hexdigest()[:24]
