"""How long the command line and the server take to start, against the interpreter and the libraries alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.language_client import LanguageClient
from benchmarks.measuring import Failed, medians_in_turn
from benchmarks.printing import bar, failed, figure

_ROUNDS = 25
_SESSIONS = 15
_BAR = 12.0
"""`protowright --help` takes at most so many times the interpreter's own start."""
_INITIALIZE_BAR = 1.5
"""`initialize` is answered after at most so many times what `protowright --help` takes: nothing is loaded for it."""
_READY_BAR = 1.7
"""The next request is answered after at most so many times what importing the libraries for the protocol takes."""
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
        return all([_command_line(command), _greeting(command), _server(command)])
    except Failed as error:
        return failed("start", "initialize", error)


def _command_line(command: str) -> bool:
    floor, own = medians_in_turn(
        [lambda: _seconds([sys.executable, "-c", "pass"]), lambda: _seconds([command, "--help"])], _ROUNDS
    )
    figure("start", f"python -c pass {floor * 1000:.1f} ms, protowright --help {own * 1000:.1f} ms (medians)")
    return bar("start", "protowright --help / python -c pass", own / floor, _BAR)


def _greeting(command: str) -> bool:
    floor, own = medians_in_turn(
        [lambda: _seconds([command, "--help"]), lambda: _session(command, LanguageClient.initialize)], _SESSIONS
    )
    figure(
        "start", f"protowright --help {floor * 1000:.0f} ms, initialize answered after {own * 1000:.0f} ms (medians)"
    )
    return bar("start", "initialize / protowright --help", own / floor, _INITIALIZE_BAR)


def _server(command: str) -> bool:
    _session(command, _leave_modules)
    floor, own = medians_in_turn(
        [lambda: _seconds([sys.executable, "-c", _LIBRARIES]), lambda: _session(command, _ready)], _SESSIONS
    )
    libraries = "importing pygls and lsprotocol"
    figure("start", f"{libraries} {floor * 1000:.0f} ms, the next request after {own * 1000:.0f} ms (medians)")
    return bar("start", f"a request / {libraries}", own / floor, _READY_BAR)


def _leave_modules(client: LanguageClient) -> float:
    """A first session, which compiles the modules that the next ones find compiled."""
    seconds = client.initialize()
    time.sleep(_FIRST_SESSION)
    return seconds


def _ready(client: LanguageClient) -> float:
    """The seconds from the start of a server to its answer to the first request after `initialize`."""
    client.initialize()
    client.request("workspace/symbol", {"query": ""})
    return time.perf_counter() - client.started


def _seconds(command: Sequence[str]) -> float:
    """What a command takes, in seconds."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _session(command: str, act: Callable[[LanguageClient], float]) -> float:
    """What `act` gives in a new session in an empty folder."""
    with tempfile.TemporaryDirectory() as cache, tempfile.TemporaryDirectory() as folder:
        environment = {**_ENVIRONMENT, "XDG_CACHE_HOME": cache}
        with LanguageClient([command, "lsp"], Path(folder), environment, _PATIENCE) as client:
            return act(client)
