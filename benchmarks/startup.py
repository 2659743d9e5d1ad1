"""How long the command line and the server take to start, against the interpreter and the libraries alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.language_client import LanguageClient
from benchmarks.measuring import Failed, medians_in_turn
from benchmarks.printing import bar, failed, figure

_ROUNDS = 25
_SESSIONS = 15
_BAR = 12.0
"""`protowright --help` takes at most so many times the interpreter's own start."""
_INITIALIZE_BAR = 1.5
"""`initialize` is answered after at most so many times what importing the libraries for the protocol takes."""
_FIRST_SESSION = 5.0
"""So many seconds after its start, the first session has compiled the modules that the next ones find compiled."""
_PATIENCE = 60.0
_ENVIRONMENT = {"PYTHONDONTWRITEBYTECODE": ""}
"""Users have compiled modules; an environment may forbid to write them."""
_LIBRARIES = "import pygls.lsp.server, lsprotocol.types"


def run() -> bool:
    """Print the ratios; tells whether they are under their bars."""
    command = str(Path(sys.executable).with_name("protowright"))
    if not Path(command).exists():
        command = shutil.which("protowright") or command
    try:
        return all([_command_line(command), _server(command)])
    except Failed as error:
        return failed("start", "initialize", error)


def _command_line(command: str) -> bool:
    floor, own = medians_in_turn(
        [lambda: _seconds([sys.executable, "-c", "pass"]), lambda: _seconds([command, "--help"])], _ROUNDS
    )
    figure("start", f"python -c pass {floor * 1000:.1f} ms, protowright --help {own * 1000:.1f} ms (medians)")
    return bar("start", "protowright --help / python -c pass", own / floor, _BAR)


def _server(command: str) -> bool:
    _initialize(command, _FIRST_SESSION)
    floor, own = medians_in_turn(
        [lambda: _seconds([sys.executable, "-c", _LIBRARIES]), lambda: _initialize(command)], _SESSIONS
    )
    libraries = "importing pygls and lsprotocol"
    figure("start", f"{libraries} {floor * 1000:.0f} ms, initialize answered after {own * 1000:.0f} ms (medians)")
    return bar("start", f"initialize / {libraries}", own / floor, _INITIALIZE_BAR)


def _seconds(command: Sequence[str]) -> float:
    """What a command takes, in seconds."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _initialize(command: str, length: float = 0.0) -> float:
    """The seconds from the start of a server to its first answer; the session lasts `length` seconds longer."""
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as folder:
        environment = {**_ENVIRONMENT, "XDG_CACHE_HOME": cache}
        with LanguageClient([command, "lsp"], Path(folder), environment, _PATIENCE) as client:
            answered = client.initialize()
            time.sleep(length)
            return answered
