"""What the figures of an editor's session have to be, alone and against buf's."""

from __future__ import annotations

from collections.abc import Mapping

from benchmarks.editor_workspaces import Place
from benchmarks.printing import bar, failed, figure, reached

EDITS = 20_000

_TIMES_FASTER = {"first diagnostics": 8.0, "keystroke": 50.0, "formatting": 1.0}
"""At least so many times as fast as buf, in the large workspace."""
_MILLISECONDS = {
    "keystroke": 50.0,
    "completion": 30.0,
    "hover": 15.0,
    "definition": 15.0,
    "documentHighlight": 15.0,
    "workspace symbol": 50.0,
    "references": 1500.0,
    "rename": 1500.0,
    "delay by the index": 50.0,
}
"""At most so many, in the large workspace."""
_TOY = ("keystroke", "completion", "hover", "definition", "documentHighlight", "workspace symbol")
_TOY_MILLISECONDS = 10.0
"""Of every answer there; the first of a session may load what it needs."""
_START = 450.0
_MEMORY = 0.2
"""At most such a part of buf's."""
_ITEMS = 200
_GROWTH = 1.1
"""After as many edits as `EDITS`, at most so many times the memory of before."""
_UNITS = {"memory": " MB", "items": "", "growth": "", "files with references": "", "files that change": ""}

Figures = Mapping[str, float]


def judge(place: Place, own: Figures, peer: Figures, own_failures: Mapping[str, str], peer_failures: object) -> bool:
    """Print both servers' figures, and the bars; tells whether they hold."""
    _print(place, own, peer)
    for name, reason in own_failures.items():
        failed("editor", f"{place.name}: {name}", reason)
    if peer_failures:
        figure("editor", f"{place.name}: buf has no figure for {peer_failures}")
    good = _bars(place, own)
    if place.is_large:
        good += _against(place, own, peer)
    return all(good) and not own_failures


def _print(place: Place, own: Figures, peer: Figures) -> None:
    for name, value in own.items():
        unit = _UNITS.get(name, " ms")
        other = peer.get(name)
        against = f", buf {other:.1f}{unit}: {other / value:.2f} times ours" if other is not None and value else ""
        figure("editor", f"{place.name}: {name} {value:.1f}{unit}{against}")


def _bars(place: Place, own: Figures) -> list[bool]:
    limits = dict(_MILLISECONDS) if place.is_large else {}
    if place.name == "toy":
        limits = {**dict.fromkeys(_TOY, _TOY_MILLISECONDS), "initialize": _START}
    good = [
        bar("editor", f"{place.name}: {name}", own[name], limit, " ms") for name, limit in limits.items() if name in own
    ]
    good.append(bar("editor", f"{place.name}: items of a completion list", own.get("items", _ITEMS + 1), _ITEMS))
    good.append(bar("editor", f"{place.name}: memory after {EDITS} edits / before", own["growth"], _GROWTH))
    return good


def _against(place: Place, own: Figures, peer: Figures) -> list[bool]:
    good = []
    for name, times in _TIMES_FASTER.items():
        if name in own and name in peer:
            good.append(reached("editor", f"{place.name}: {name}, buf / ours", peer[name] / own[name], times))
        else:
            good.append(failed("editor", f"{place.name}: {name}, buf / ours", "a figure is missing"))
    good.append(bar("editor", f"{place.name}: memory, ours / buf", own["memory"] / peer["memory"], _MEMORY))
    return good
