"""The server in an editor, beside buf's: one client, the same files and edits, small and large workspaces.

Seconds of a busy machine say little: ratios compare what was measured in one run, and the figures of milliseconds are
those of this machine as it was then.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import editor_bars, peers
from benchmarks.editor_session import EditorSession, p95
from benchmarks.editor_workspaces import Place, google, toy, xds
from benchmarks.language_client import LanguageClient
from benchmarks.measuring import Failed
from benchmarks.printing import failed, figure

_STARTS = 5
_PATIENCE = 120.0
_COLD_SESSIONS = 3
_LOADING = 1.5
"""For so many seconds after its start, a server loads what it was started without."""
_ANSWERS = 100
_ROUNDS = 20
_SLOW_ANSWERS = 8
"""Of a peer that takes seconds an answer, so many are enough."""


@dataclass
class Measured:
    """The figures of one server in one workspace: milliseconds (95th percentiles), counts and megabytes, by name."""

    server: str
    figures: dict[str, float] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, measure: Callable[[], float]) -> None:
        """Measure; what cannot be measured is kept with its reason."""
        try:
            self.figures[name] = measure()
        except Failed as error:
            self.failures[name] = str(error)


def run() -> bool:
    """Print the figures of both servers; tells whether all are on the right side of their bars."""
    figure("editor", f"load of the machine at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    good = [_compare(place) for place in (toy(), xds(), google())]
    return all(good)


def _compare(place: Place) -> bool:
    own = Measured("protowright")
    peer = Measured("buf")
    for measured, command in ((own, _own()), (peer, _peer())):
        try:
            _measure(measured, command, place)
        except Failed as error:
            failed("editor", f"{place.name}: {measured.server}", error)
            return False
    _format_in_turn(place, own, peer)
    return editor_bars.judge(place, own.figures, peer.figures, own.failures, peer.failures)


def _own() -> list[str]:
    return peers.protowright("lsp")


def _peer() -> list[str]:
    return peers.buf("lsp", "serve")


def _measure(measured: Measured, command: Sequence[str], place: Place) -> None:
    with new_session(command, place) as (client, initialized):
        measured.figures["initialize"] = initialized
        session = EditorSession(client, place, place.file)
        measured.figures["first diagnostics"] = session.open() * 1000
        measured.take("first hover", lambda: next(session.hovers(1.0)) * 1000)
        if measured.server == "protowright":
            measured.figures["delay by the index"] = _delay(session, client)
        _type(measured, session)
        _ask(measured, session)
        measured.figures["memory"] = client.megabytes
        if measured.server == "protowright":
            _edit_long(measured, session, client)
    _search_cold(measured, command, place)
    _start_often(measured, command, place)


def _search_cold(measured: Measured, command: Sequence[str], place: Place) -> None:
    """Ask for a name that is used everywhere in sessions that have just begun: the median of some, as of starts."""
    found: dict[str, list[float]] = {"references": [], "rename": []}
    for _ in range(_COLD_SESSIONS):
        with new_session(command, place) as (client, _):
            session = EditorSession(client, place, place.used)
            session.open()
            measured.take("references", partial(_uses, measured, session, place.declaration))
            if client.capabilities.get("renameProvider"):
                measured.take("rename", partial(_renamed, measured, session, place.declaration))
        for name, milliseconds in found.items():
            milliseconds += [measured.figures[name]] if name in measured.figures else []
    measured.figures |= {name: statistics.median(each) for name, each in found.items() if each}


def _type(measured: Measured, session: EditorSession) -> None:
    slow = measured.figures["first diagnostics"] > 1000 and measured.server != "protowright"
    count = _SLOW_ANSWERS if slow else _ANSWERS
    measured.take("keystroke", lambda: p95(session.keystrokes(count)))

    def complete() -> float:
        seconds, items = session.completions(_SLOW_ANSWERS if slow else _ANSWERS)
        measured.figures["items"] = items
        return p95(seconds)

    measured.take("completion", complete)


def _ask(measured: Measured, session: EditorSession) -> None:
    for method in ("hover", "definition", "documentHighlight"):
        measured.take(method, lambda: p95(session.at_types(f"textDocument/{method}", _ANSWERS)))  # noqa: B023
    measured.take("workspace symbol", lambda: p95(session.workspace_symbols(20)))


def _format_in_turn(place: Place, own: Measured, peer: Measured) -> None:
    """Both servers in turn: within a minute, a machine may become twice as fast, and back."""
    with new_session(_own(), place) as (client, _), new_session(_peer(), place) as (other, _):
        sessions = [EditorSession(each, place, place.file) for each in (client, other)]
        for session in sessions:
            session.open()
            session.formatting(1)  # loads what the others find there
        client.wait_for_index()
        found: tuple[list[float], list[float]] = ([], [])
        for _ in range(_ROUNDS):
            for session, seconds in zip(sessions, found, strict=True):
                seconds += session.formatting(1)
        for measured, seconds in zip((own, peer), found, strict=True):
            measured.figures["formatting"] = p95(seconds)


def _uses(measured: Measured, session: EditorSession, declaration: str) -> float:
    return _found(session.uses(declaration), measured, "files with references")


def _renamed(measured: Measured, session: EditorSession, declaration: str) -> float:
    return _found(session.rename(declaration), measured, "files that change")


def _found(answer: tuple[float, int], measured: Measured, what: str) -> float:
    seconds, files = answer
    measured.figures[what] = files
    return seconds * 1000


def _delay(session: EditorSession, client: LanguageClient) -> float:
    """How much longer than the median the slowest answer takes while the index is made, in milliseconds."""
    list(session.hovers(_LOADING))  # modules are loaded meanwhile
    busy = list(session.hovers(6.0))
    client.wait_for_index()
    idle = sorted(session.hovers(1.0))
    return (max(busy) - idle[len(idle) // 2]) * 1000


def _edit_long(measured: Measured, session: EditorSession, client: LanguageClient) -> None:
    measured.take("edit", lambda: session.many_edits(editor_bars.EDITS // 10) * 1000)
    before = client.megabytes
    measured.take("edit", lambda: session.many_edits(editor_bars.EDITS) * 1000)
    measured.figures["growth"] = client.megabytes / before


def _start_often(measured: Measured, command: Sequence[str], place: Place) -> None:
    starts = []
    for _ in range(_STARTS):
        with new_session(command, place) as (_, initialized):
            starts.append(initialized)
    measured.figures["initialize"] = sorted(starts)[_STARTS // 2]


@contextmanager
def new_session(command: Sequence[str], place: Place) -> Iterator[tuple[LanguageClient, float]]:
    """A new session that knows nothing from before, and the milliseconds until `initialize` was answered."""
    with tempfile.TemporaryDirectory() as cache:
        environment = {"XDG_CACHE_HOME": cache, "BUF_CACHE_DIR": str(Path(cache, "buf"))}
        with LanguageClient(command, place.folder, environment, _PATIENCE) as client:
            initialized = client.initialize() * 1000
            yield client, initialized
