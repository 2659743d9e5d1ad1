"""The private environment file, by which the sample requests find the service."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from samples.service.addresses import Addresses

DEFAULT_FILE = Path(__file__).parents[1] / "requests" / "http-client.private.env.json"
SHARED = "$shared"


@contextmanager
def environment_file(path: Path, addresses: Addresses) -> Iterator[None]:
    """Keeps the file in place for the block, and removes it afterwards if nobody has changed it.

    Raises FileExistsError when there is a file that this service didn't write.
    """
    _refuse_foreign(path, addresses)
    text = json.dumps({SHARED: addresses.variables()}, indent=2) + "\n"
    _replace(path, text)
    try:
        yield
    finally:
        if path.is_file() and path.read_text("utf-8") == text:
            path.unlink()


def read_environment(path: Path) -> Addresses:
    """The addresses that a service wrote into its file. Raises OSError, ValueError or KeyError when it isn't one."""
    return Addresses.from_variables(json.loads(path.read_text("utf-8"))[SHARED])


def _refuse_foreign(path: Path, addresses: Addresses) -> None:
    if not path.exists():
        return
    try:
        content = json.loads(path.read_text("utf-8"))
        ours = list(content) == [SHARED] and set(content[SHARED]) == set(addresses.variables())
    except (ValueError, TypeError):
        ours = False
    if not ours:
        advice = "move it away, or choose --environment FILE or --no-environment"
        raise FileExistsError(f"{path} was not written by this service; {advice}")


def _replace(path: Path, text: str) -> None:
    # A reader sees the whole file or none, as the file takes its name when it is complete.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).replace(path)
