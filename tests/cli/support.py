"""The command line as a person has it: a process, its exit code, and what it prints."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "protowright"]
LIMIT = 30.0


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The only line of the error, without the lines about usage that stand before it."""
        lines = [line for line in self.err.splitlines() if line and not line.startswith(("Usage:", "Try "))]
        assert len(lines) == 1, self
        return lines[0]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a command: no terminal, and nothing of the caller's that changes its output."""
    own = {
        key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR", "PYTHONIOENCODING")
    }
    return {**own, "PYTHONPATH": str(ROOT / "server"), **(extra or {})}


def protowright(*arguments: str | Path, cwd: Path | None = None, extra: Mapping[str, str] | None = None) -> Said:
    """Run a command to its end."""
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=cwd,
        env=environment(extra),
        capture_output=True,
        timeout=LIMIT,
        stdin=subprocess.DEVNULL,
    )
    said = Said(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
    assert "Traceback" not in said.out + said.err, said
    return said
