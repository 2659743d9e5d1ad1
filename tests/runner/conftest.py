"""The sample service, and a server that says what it sees, for the runner to call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from samples.service import Addresses, running_service
from tests.runner.observing.observer import Observer, observing


@pytest.fixture(scope="session")
def service() -> Iterator[Addresses]:
    """The sample service, in this process."""
    with running_service() as addresses:
        yield addresses


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an authority, a server of it that is called `elsewhere.example`, and a client of it."""
    folder, authority = tmp_path_factory.mktemp("certificates"), trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    for name, identity in {"server": "elsewhere.example", "client": "client@shop.example"}.items():
        leaf = authority.issue_cert(identity)
        leaf.cert_chain_pems[0].write_to_path(str(folder / f"{name}.pem"))
        leaf.private_key_pem.write_to_path(str(folder / f"{name}-key.pem"))
    return folder


@pytest.fixture(scope="session")
def observing_server(certificates: Path) -> Iterator[Observer]:
    """The observing server, in a process of its own."""
    with observing(certificates=certificates) as found:
        yield found


@pytest.fixture
def observer(observing_server: Observer) -> Observer:
    """The observing server, which has seen nothing of earlier tests."""
    observing_server.begin()
    return observing_server
