"""Neovim with its own language client: each test is one scenario of ``neovim/``."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.e2e.support import find_program, protowright_path, run_to_end

MAIN = Path(__file__).with_name("neovim") / "main.lua"
SCENARIO_SECONDS = 60.0

pytestmark = pytest.mark.timeout(90)


@pytest.mark.parametrize("name", ["requests", "runs", "proto"])
def test_scenario(name: str, workspace: Path, tmp_path: Path) -> None:
    """Neovim keeps its own files (state, caches, logs) in the test's folder."""
    home = {variable: str(tmp_path / "home") for variable in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")}
    variables = {**home, "SCENARIO": name, "PROTOWRIGHT": protowright_path()}
    command = [find_program("Neovim", "nvim"), "--headless", "--clean", "-c", f"luafile {MAIN}"]
    run_to_end(command, variables, folder=workspace, seconds=SCENARIO_SECONDS)
