"""The index of the workspace, made in the background: it makes way for every answer, tells how far it is, can be stopped."""

from __future__ import annotations

import asyncio
import gc
import uuid
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

from lsprotocol import types

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_LONGEST_WAIT: Final = 1.0
"""How long the index makes way for answers between two files, in seconds; one that takes longer is a search."""
_REPORT_EVERY: Final = 250
_FREEZE_EVERY: Final = 100
"""What the index has found stays: the garbage collector walks over no more than that of so many files."""


class Indexing:
    """Looks at the files of the workspace, one by one, whenever they may have changed."""

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._task: asyncio.Task[None] | None = None
        self._is_wanted = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="protowright-index")

    def start(self) -> None:
        """Files may have changed: look at them, again when that is being done."""
        self._is_wanted = True
        if self._task is None or self._task.done():
            self._task = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        while self._is_wanted:
            self._is_wanted = False
            progress = _Progress(self._server)
            await progress.begin()
            try:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._work, progress)
            finally:
                progress.end()

    def _work(self, progress: _Progress) -> None:
        snapshot = self._server.host.snapshot()

        def step(done: int, count: int) -> bool:
            self._server.answers.make_way(_LONGEST_WAIT)
            self._server.checks.make_way(_LONGEST_WAIT)
            if done % _FREEZE_EVERY == 0:
                gc.freeze()
            if done % _REPORT_EVERY == 0:
                progress.report(done, count)
            return not progress.is_cancelled

        if snapshot.index(step):
            snapshot.request_paths()
            snapshot.names()
            snapshot.symbol_table(lambda: step(1, 1))
            gc.freeze()


class _Progress:
    """What the client is told, when it wants to be."""

    def __init__(self, server: ProtowrightServer) -> None:
        self.is_cancelled = False
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._token = uuid.uuid4().hex
        window = server.client_capabilities.window
        self._is_shown = window is not None and bool(window.work_done_progress)

    async def begin(self) -> None:
        if self._is_shown:
            progress = self._server.work_done_progress
            await progress.create_async(self._token)
            progress.tokens[self._token].add_done_callback(self._told)
            progress.begin(self._token, types.WorkDoneProgressBegin("Indexing", cancellable=True, percentage=0))

    def report(self, done: int, count: int) -> None:
        """Called on any thread."""
        if self._is_shown:
            said = types.WorkDoneProgressReport(message=f"{done}/{count}", percentage=100 * done // max(1, count))
            self._loop.call_soon_threadsafe(self._server.work_done_progress.report, self._token, said)

    def end(self) -> None:
        if self._is_shown:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())

    def _told(self, future: Future[None]) -> None:
        """pygls cancels the future when the person cancels the progress."""
        self.is_cancelled = self.is_cancelled or future.cancelled()
