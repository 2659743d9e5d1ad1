"""The sample service and a plain client of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from samples.service import Addresses, running_service
from samples.service.client import Client, connect
from samples.service.schema import Schema, load_schema


@pytest.fixture(scope="session")
def schema() -> Schema:
    """The sample protos as descriptors."""
    return load_schema()


@pytest.fixture(scope="module")
def service() -> Iterator[Addresses]:
    """A service for one test module, as it is right after the start."""
    with running_service() as addresses:
        yield addresses


@pytest.fixture(scope="module")
def client(service: Addresses, schema: Schema) -> Iterator[Client]:
    """A client of the plaintext listener."""
    with connect(service.address) as channel:
        yield Client(channel, schema)
