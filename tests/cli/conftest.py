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


@pytest.fixture(scope="session", autouse=True)
def own_cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What commands keep on disk does not go where the user's things are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield
