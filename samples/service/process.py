"""The service in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from samples.service.addresses import Addresses
from samples.service.environment import read_environment
from samples.service.reflection import VERSIONS
from samples.service.server import Reflection

ROOT = Path(__file__).parents[2]
START_LIMIT = 20.0
STOP_LIMIT = 10.0
POLL = 0.02


@contextmanager
def running_process(
    *,
    port: int = 0,
    reflection: Reflection = "open",
    reflection_versions: Sequence[str] = VERSIONS,
    environment: Path | None = None,
) -> Iterator[Addresses]:
    """Runs `python -m samples.service` until the block ends.

    `environment` is the environment file to write, by default one in a temporary folder. Raises RuntimeError with what
    the process said when it doesn't start, and TimeoutError when it takes more than 20 seconds.
    """
    with tempfile.TemporaryDirectory(prefix="shop-") as folder:
        file = environment or Path(folder, "http-client.private.env.json")
        before = _version(file)
        versions = ",".join(reflection_versions)
        process = _start(file, f"--port={port}", f"--reflection={reflection}", f"--reflection-versions={versions}")
        try:
            _wait_for(file, before, process)
            yield read_environment(file)
        finally:
            _stop(process)


def _start(file: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "samples.service", *options, f"--environment={file.absolute()}"]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def _version(file: Path) -> tuple[int, int] | None:
    try:
        status = file.stat()
    except FileNotFoundError:
        return None
    return status.st_ino, status.st_mtime_ns


def _wait_for(file: Path, before: tuple[int, int] | None, process: subprocess.Popen[str]) -> None:
    # A file from an earlier run may be there already, so wait for another one in its place.
    deadline = time.monotonic() + START_LIMIT
    while _version(file) in (None, before):
        if process.poll() is not None:
            said = process.stdout.read().strip() if process.stdout else ""
            raise RuntimeError(f"the sample service ended with status {process.returncode}: {said}")
        if time.monotonic() > deadline:
            raise TimeoutError(f"the sample service was not ready after {START_LIMIT:.0f} seconds")
        time.sleep(POLL)


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
