"""The sample service, for the command line to call."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from samples.service import Addresses, running_service


@pytest.fixture(scope="session")
def service() -> Iterator[Addresses]:
    """The sample service, in this process."""
    with running_service() as addresses:
        yield addresses
