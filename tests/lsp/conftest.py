"""Servers over the real wire, and the sample service for them to call."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from samples.service import Addresses, running_process
from tests.lsp.requests import REQUESTS
from tests.lsp.wire import Wire, prepared


@pytest.fixture(scope="session")
def service() -> Iterator[Addresses]:
    """The sample service in a process of its own, so that its work does not slow the tests."""
    with running_process() as addresses:
        yield addresses


@pytest.fixture
def wire() -> Iterator[Wire]:
    """A server that nobody has spoken to yet."""
    with Wire() as own:
        yield own


@pytest.fixture
def workspace(tmp_path: Path, service: Addresses) -> Path:
    """A folder with the sample protos, and with an environment file that names the running service."""
    return prepared(tmp_path, service.variables())


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory, service: Addresses) -> Path:
    """One workspace for all tests of a module; what they add is removed after each."""
    return prepared(tmp_path_factory.mktemp("workspace"), service.variables())


@pytest.fixture
def file(run_folder: Path) -> Iterator[Path]:
    """The request file."""
    kept = set(run_folder.iterdir())
    path = run_folder / "orders.grpc"
    path.write_text(REQUESTS)
    yield path
    for added in set(run_folder.iterdir()) - kept:
        shutil.rmtree(added) if added.is_dir() else added.unlink()


@pytest.fixture(scope="module")
def editor(run_folder: Path) -> Iterator[Wire]:
    """The session of a plain client, for all tests that need nothing else."""
    with Wire() as own:
        own.initialize(run_folder)
        yield own
        assert own.end() == 0
        assert own.violations == []
        assert own.odd_log_lines() == []


@pytest.fixture
def uri(editor: Wire, file: Path) -> Iterator[str]:
    """The request file, open in the editor. What still runs after the test is cancelled."""
    own = editor.open(file)
    editor.forget()
    yield own
    params = {"command": "protowright.cancelRequest", "arguments": [{"uri": own}]}
    for _ in range(editor.result("workspace/executeCommand", params)):
        editor.notification("protowright/run", state="cancelled")
    editor.close(own)
