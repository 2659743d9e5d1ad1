"""End-to-end tests: real editors, the real server, a real gRPC service; see README.md beside this file."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from tests.e2e.support import REPOSITORY, stop

ENVIRONMENT_FILE = "http-client.private.env.json"
SERVICE_START_SECONDS = 20.0
NO_EDITORS = "EDITORS=none: nothing was tested in VS Code, Neovim or Emacs"


@pytest.fixture(scope="session", autouse=True)
def editors_wanted() -> None:
    """Skip every end-to-end test when the user asked for it by ``EDITORS=none``."""
    if os.environ.get("EDITORS") == "none":
        pytest.skip(NO_EDITORS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Give these skips one place, so that the summary has one line for all of them and not one for each test."""
    report = yield
    if report.skipped and NO_EDITORS in str(report.longrepr):
        report.longrepr = (__file__, 1, NO_EDITORS)
    return report


@pytest.fixture
def service_environment(editors_wanted: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Start the sample service in a process of its own; the path of the environment file that leads to it.

    Each test has a service of its own: it keeps orders, and one that is tried again has to find it as it was.
    """
    folder = tmp_path_factory.mktemp("service")
    environment = folder / ENVIRONMENT_FILE
    command = [sys.executable, "-m", "samples.service", "--environment", str(environment)]
    with (folder / "service.log").open("w+b") as log:
        process = subprocess.Popen(command, cwd=REPOSITORY, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for_file(environment, process, Path(log.name))
            yield environment
        finally:
            stop(process)


def _wait_for_file(file: Path, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + SERVICE_START_SECONDS
    while not file.exists():
        if process.poll() is not None or time.monotonic() > end:
            pytest.fail(f"the sample service did not start:\n{log.read_text()}", pytrace=False)
        time.sleep(0.05)


@pytest.fixture
def workspace(service_environment: Path, tmp_path: Path) -> Path:
    """A copy of the sample protos and requests, which the test may change; its requests reach the sample service."""
    folder = tmp_path / "shop"
    generated = shutil.ignore_patterns("*.grpc-response", ENVIRONMENT_FILE)
    for name in ("protos", "requests"):
        shutil.copytree(REPOSITORY / "samples" / name, folder / name, ignore=generated)
    shutil.copy(service_environment, folder / "requests")
    return folder
