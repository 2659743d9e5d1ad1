"""Every way in which a call can go wrong ends in time, with one sentence, and leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.runner.faults import FAULTS
from tests.runner.faults.fault import Fault, judge
from tests.runner.support import call, run_text, serving


@pytest.fixture(scope="module", autouse=True)
def warm(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A call before the first is judged: grpc keeps what it opens once for all channels."""
    with serving(one=lambda request, context: request) as address:
        assert run_text(tmp_path_factory.mktemp("warm"), call(address, "One", "{}")).finished.status == "OK"


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name.replace(" ", "-"))
def test_a_fault_has_its_sentence(fault: Fault, tmp_path: Path) -> None:
    outcome = judge(fault, tmp_path)
    assert outcome.problems == (), outcome.sentence


def test_the_names_of_faults_differ() -> None:
    assert len({fault.name for fault in FAULTS}) == len(FAULTS) >= 45
