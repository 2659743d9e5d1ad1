"""What count lenses count, worked out when one of them is seen, and once for all lenses of a file."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from protowright.ide.reference_lenses import references_by_name
from protowright.ide.references import Reference
from protowright.project.snapshot import Snapshot

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

Found = dict[str, list[Reference]]


class ReferenceCounts:
    """The references by file and name in the newest state of the workspace; searches in an older one end."""

    def __init__(self, server: ProtowrightServer) -> None:
        self._server = server
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="protowright-counts")
        self._snapshot: Snapshot | None = None
        self._found: dict[str, asyncio.Future[Found]] = {}
        self._is_old = threading.Event()
        self._is_stopped = False

    async def of(self, path: str, full_name: str) -> list[Reference]:
        """The references to a declaration of the file at `path`.

        When the search ends before its time, what the newer one finds is told here, too: an editor that is told nothing of
        a lens shows none.
        """
        while True:
            snapshot, is_old = self._newest()
            if path not in self._found:
                loop = asyncio.get_running_loop()
                self._found[path] = loop.run_in_executor(self._executor, self._count, snapshot, path, is_old)
            found = await asyncio.shield(self._found[path])
            if self._is_stopped or not is_old.is_set():
                return found.get(full_name, [])

    def _count(self, snapshot: Snapshot, path: str, is_old: threading.Event) -> Found:
        def step() -> bool:
            self._server.make_way()
            return is_old.is_set()

        return references_by_name(snapshot, path, step)

    def stop(self) -> None:
        """End the searches: nobody looks at lenses any more."""
        self._is_stopped = True
        self._is_old.set()

    def _newest(self) -> tuple[Snapshot, threading.Event]:
        snapshot = self._server.host.snapshot()
        if snapshot is not self._snapshot:
            self._is_old.set()
            self._is_old = threading.Event()
            self._snapshot, self._found = snapshot, {}
        return snapshot, self._is_old
