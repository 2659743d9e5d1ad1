"""The runner's process, as the session sees it: started when the first request runs, and again after a crash."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import protowright
from protowright.runner.plan import SchemaCache

_LOG = logging.getLogger(__name__)
_LINE_LIMIT = 64 * 1024 * 1024

_GONE = "the process that makes the calls has ended unexpectedly; the next run starts a new one"

_News = dict[int, "asyncio.Queue[dict[str, Any] | None]"]


class RunnerGone(Exception):
    """The runner's process ended in the middle of a run."""


async def _start() -> asyncio.subprocess.Process:
    """Start the process in a folder of ours: Python would find modules in the current one, which may be a workspace."""
    package = Path(protowright.__file__).parents[1]
    paths = [os.path.abspath(path) for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "protowright.runner.worker"),
        stdin=pipe,
        stdout=pipe,
        limit=_LINE_LIMIT,
        cwd=package / "protowright" / "runner",
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(package), *paths])},
    )


class RunnerProcess:
    """Speaks the protocol of `runner/worker.py`."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._news: _News = {}
        self._schemas = SchemaCache()
        self._cancelled: set[int] = set()
        self._reader: asyncio.Task[None] | None = None
        self._starting = asyncio.Lock()

    async def run(self, run_id: int, plan: dict[str, Any], request: tuple[str, str]) -> AsyncIterator[dict[str, Any]]:
        """Run the plan of a request (the absolute path of its file, and its name); yields what the process says about it,
        to the end: nothing when the run is cancelled already.

        Raises RunnerGone when the process ends first.
        """
        process = await self._started()
        if run_id in self._cancelled:
            return
        all_news = self._news
        news = all_news[run_id] = asyncio.Queue()
        self._send(process, {"id": run_id, "run": self._schemas.closed(plan), "request": request})
        try:
            while (item := await news.get()) is not None:
                if item.get("done"):
                    return
                yield item
        finally:
            all_news.pop(run_id, None)
        raise RunnerGone(_GONE)

    async def recall(self, ask_id: int, request: tuple[str, str]) -> tuple[Any, Any]:
        """The plan and the outcome of the request's last run, as objects for JSON; None twice when there is none.

        Raises RunnerGone when the process ends first.
        """
        item = await self._ask(ask_id, {"recall": request})
        return item["plan"], item["outcome"]

    async def definition(self, ask_id: int, plan: dict[str, Any]) -> tuple[list[tuple[str, str]] | None, str]:
        """The `.proto` files of a plan's schema, name and text; None and a sentence when there are none.

        Raises RunnerGone when the process ends first.
        """
        await self._started()  # a new process has seen no schema yet
        item = await self._ask(ask_id, {"definition": self._schemas.closed(plan)})
        return item.get("files"), item.get("refused", "")

    async def reflect(self, ask_id: int, plan: dict[str, Any]) -> str:
        """Have all that the plan's target tells of itself kept; a sentence when it does not tell, else empty.

        Raises RunnerGone when the process ends first.
        """
        await self._started()  # a new process has seen no schema yet
        item = await self._ask(ask_id, {"reflect": self._schemas.closed(plan)})
        return str(item.get("refused", ""))

    async def _ask(self, ask_id: int, question: dict[str, Any]) -> dict[str, Any]:
        """The one answer to a question."""
        process = await self._started()
        all_news = self._news
        news = all_news[ask_id] = asyncio.Queue()
        self._send(process, {"id": ask_id, **question})
        item = await news.get()
        all_news.pop(ask_id, None)
        if item is None:
            raise RunnerGone(_GONE)
        return item

    def cancel(self, run_id: int) -> None:
        """Cancel a run, also one that is yet to be sent."""
        self._cancelled.add(run_id)
        if self._process is not None:
            self._send(self._process, {"cancel": run_id})

    def forget_schemas(self) -> None:
        """Forget what servers told of their schemas."""
        if self._process is not None and self._process.returncode is None:
            self._send(self._process, {"forget": "schemas"})

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
                self._process = await _start()
                self._schemas = SchemaCache()
                self._news = {}  # the reader of an earlier process still has the news of its own runs to end
                self._reader = asyncio.ensure_future(self._read(self._process, self._news))
            return self._process

    def _send(self, process: asyncio.subprocess.Process, message: dict[str, Any]) -> None:
        assert process.stdin is not None
        with contextlib.suppress(ConnectionError, RuntimeError):
            process.stdin.write(json.dumps(message).encode() + b"\n")

    async def _read(self, process: asyncio.subprocess.Process, news: _News) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            item = json.loads(line)
            queue = news.get(item["id"])
            if queue is not None:
                queue.put_nowait(item)
        await process.wait()
        for queue in news.values():
            queue.put_nowait(None)
