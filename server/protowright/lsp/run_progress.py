"""Progress of a run for clients that show it themselves, with a way to cancel."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

DELAY = 0.5
"""A run that is over sooner shows no progress, in seconds."""


class RunProgress:
    """The progress of one run: begins after a while, tells of messages, and ends with the run."""

    def __init__(self, server: ProtowrightServer, title: str, cancel: Callable[[], object]) -> None:
        self._server = server
        self._title = title
        self._cancel = cancel
        self._token = uuid.uuid4().hex
        self._is_shown = False
        self._task: asyncio.Task[None] | None = None
        window = server.client_capabilities.window
        if window is not None and window.work_done_progress:
            self._task = asyncio.ensure_future(self._begin())

    def report(self, message: str) -> None:
        """Something happened."""
        if self._is_shown:
            self._server.work_done_progress.report(self._token, types.WorkDoneProgressReport(message=message))

    def end(self) -> None:
        """The run is over."""
        if self._task is not None:
            self._task.cancel()
        if self._is_shown:
            self._is_shown = False
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())

    async def _begin(self) -> None:
        await asyncio.sleep(DELAY)
        progress = self._server.work_done_progress
        await progress.create_async(self._token)
        progress.tokens[self._token].add_done_callback(self._told)
        progress.begin(self._token, types.WorkDoneProgressBegin(f"Running {self._title}", cancellable=True))
        self._is_shown = True

    def _told(self, future: Future[None]) -> None:
        """pygls cancels the future when the person cancels the progress."""
        if future.cancelled():
            self._cancel()
