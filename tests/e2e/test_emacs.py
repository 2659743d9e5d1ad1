"""Emacs with eglot, its own language client: each test is one scenario of ``emacs/``."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.support import find_program, protowright_path, run_to_end

SCENARIOS = Path(__file__).with_name("emacs")
SCENARIO_SECONDS = 60.0

pytestmark = pytest.mark.timeout(90)


@pytest.mark.parametrize("name", ["proto", "requests"])
def test_scenario(name: str, workspace: Path, tmp_path: Path) -> None:
    """Emacs keeps its own files in the test's folder."""
    variables = {"HOME": str(tmp_path / "home"), "WORKSPACE": str(workspace), "PROTOWRIGHT": protowright_path()}
    scenario = ("-L", str(SCENARIOS), "-l", str(SCENARIOS / f"scenario-{name}.el"))
    command = [find_program("Emacs", "emacs"), "--batch", "-Q", *scenario]
    run_to_end(command, variables, folder=workspace, seconds=SCENARIO_SECONDS)
