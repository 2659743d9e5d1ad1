"""What the end-to-end tests share: where things are, and programs that run for a bounded time."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SCREENSHOTS = REPOSITORY / ".cache" / "screenshots"
STOP_SECONDS = 10.0


def missing(what: str) -> NoReturn:
    """Fail the test because a part of the set-up is missing; the message says what to do."""
    remedy = "run tests/e2e/install-editors.sh, or set EDITORS=none to run the tests without editors"
    pytest.fail(f"{what} is not installed: {remedy}", pytrace=False)


def find_program(what: str, *names: str) -> str:
    """The absolute path of the first of these programs on the PATH; fails the test when there is none."""
    for name in names:
        if path := shutil.which(name):
            return path
    missing(what)


def protowright_path() -> str:
    """The absolute path of the ``protowright`` command of the environment that runs the tests."""
    path = Path(sys.executable).with_name("protowright")
    if not path.exists():
        pytest.fail(f"{path} is missing: install the project into this environment (pip install -e .)", pytrace=False)
    return str(path)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ask a process that this test started to end, and insist after a while."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def run_to_end(command: Sequence[str], variables: Mapping[str, str], *, folder: Path, seconds: float) -> None:
    """Run a program to its end; fail the test, with its output, unless it ends with status 0 within ``seconds``.

    ``variables`` are environment variables on top of those of this process, ``folder`` is the working directory.
    """
    with tempfile.TemporaryFile() as output:
        environment = {**os.environ, **variables}
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            outcome = f"ended with status {process.wait(seconds)}"
        except subprocess.TimeoutExpired:
            outcome = f"did not end within {seconds:.0f} seconds"
        finally:
            stop(process)
        output.seek(0)
        text = output.read().decode(errors="replace")
    print(text)
    if outcome != "ended with status 0":
        pytest.fail(f"{shlex.join(command)} {outcome}", pytrace=False)
