"""The process that makes the calls, as an editor session has it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from samples.service import Addresses
from tests.runner.support import plan_of

from protowright.runner.plan import Plan

ROOT = Path(__file__).parents[2]
MODULE = ("-m", "protowright.runner.worker")
DOCUMENT = re.compile(
    r"GRPC (?:- RUNNING|\d+ - [A-Z_]+)\n# chat\.v1\.Chat/Subscribe at \S+(?: · \S+ \S+)? · \S+\n# schema: \S.*\n"
    r"(?:# .+\n)?(?:[a-z0-9-]+: .*\n)*"
    r"(?:\n\{\n(?:  .*\n)+\}\n(?:\n===\n\n\{\n(?:  .*\n)+\}\n)*)?(?:\n### [a-z]+\n(?:.+\n)+)*"
)
"""A whole document of `ticks`, while it runs or afterwards."""


class Process:
    """The worker, spoken to by lines of JSON."""

    def __init__(self, environment: dict[str, str], arguments: Sequence[str] = MODULE) -> None:
        pipe = subprocess.PIPE
        own = {**os.environ, "PYTHONPATH": str(ROOT / "server"), **environment}
        command = [sys.executable, *arguments]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=own, text=True)

    def send(self, message: dict[str, Any]) -> None:
        """Send one object."""
        stdin = self._pipe(self.process.stdin)
        stdin.write(json.dumps(message) + "\n")
        stdin.flush()

    def next(self) -> dict[str, Any]:
        """The next object that comes."""
        line = self._pipe(self.process.stdout).readline()
        assert line, self._pipe(self.process.stderr).read()
        found: dict[str, Any] = json.loads(line)
        return found

    def until_done(self, run: int) -> list[dict[str, Any]]:
        """All that comes for a run."""
        found = [self.next()]
        while found[-1] != {"id": run, "done": True}:
            found.append(self.next())
        return [item for item in found[:-1] if item["id"] == run]

    def end(self) -> str:
        """Close its input; gives what it wrote to standard error."""
        _, said = self.process.communicate(timeout=10)
        assert self.process.returncode == 0
        return said

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None
        return pipe


@contextmanager
def working(arguments: Sequence[str] = MODULE, **environment: str) -> Iterator[Process]:
    """A worker that is gone afterwards."""
    worker = Process(environment, arguments)
    try:
        yield worker
    finally:
        worker.process.kill()
        worker.process.communicate()


def ticks(folder: Path, service: Addresses, limit: int, interval: str = "0s") -> Plan:
    """A plan for a stream of so many messages; 0 is no end."""
    body = f'{{"room": "clock", "limit": {limit}, "interval": "{interval}"}}'
    (folder / "protos").mkdir(exist_ok=True)
    (folder / "protos" / "chat.proto").write_text((ROOT / "samples/protos/chat/v1/chat.proto").read_text())
    return plan_of(
        folder, f"# @name ticks\nGRPC grpc://{service.address}/chat.v1.Chat/Subscribe\n\n{body}\n", proto=None
    )
