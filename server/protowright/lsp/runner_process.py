"""The runner's process, as the session sees it: started when the first request runs, and again after a crash."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from collections.abc import AsyncIterator
from typing import Any

_LOG = logging.getLogger(__name__)
_LINE_LIMIT = 64 * 1024 * 1024


class RunnerGone(Exception):
    """The runner's process ended in the middle of a run."""


class RunnerProcess:
    """Speaks the protocol of `runner/worker.py`."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._news: dict[int, asyncio.Queue[dict[str, Any] | None]] = {}
        self._reader: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()

    async def run(self, run_id: int, plan: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Run a plan; yields what the process says about it, to the end. Raises RunnerGone when the process ends first."""
        process = await self._started()
        news = self._news[run_id] = asyncio.Queue()
        self._send(process, {"id": run_id, "run": plan})
        try:
            while (item := await news.get()) is not None:
                if item.get("done"):
                    return
                yield item
        finally:
            self._news.pop(run_id, None)
        raise RunnerGone("the process that makes the calls has ended unexpectedly; the next run starts a new one")

    def cancel(self, run_id: int) -> None:
        """Cancel a run."""
        if self._process is not None:
            self._send(self._process, {"cancel": run_id})

    async def stop(self) -> None:
        """End the process: it leaves when its input closes, and is killed when it does not."""
        process, self._process = self._process, None
        if process is None or process.returncode is not None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), timeout=1)
        except asyncio.TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def _started(self) -> asyncio.subprocess.Process:
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                pipe = asyncio.subprocess.PIPE
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "protowright.runner.worker"), stdin=pipe, stdout=pipe, limit=_LINE_LIMIT
                )
                self._reader = asyncio.ensure_future(self._read(self._process))
            return self._process

    def _send(self, process: asyncio.subprocess.Process, message: dict[str, Any]) -> None:
        assert process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):
            process.stdin.write(json.dumps(message).encode() + b"\n")

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            item = json.loads(line)
            queue = self._news.get(item["id"])
            if queue is not None:
                queue.put_nowait(item)
        await process.wait()
        for queue in self._news.values():
            queue.put_nowait(None)
