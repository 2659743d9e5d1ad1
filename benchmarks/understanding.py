"""Hover, definition, highlights and workspace symbols in a workspace of 8,000 files."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable
from functools import partial

from benchmarks import peers
from benchmarks.printing import bar, figure
from protowright.ide.definition import definition
from protowright.ide.hover import hover
from protowright.ide.references import highlights
from protowright.ide.workspace_symbols import workspace_symbols
from protowright.project.files import read_text
from protowright.project.host import Host
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.lexer import Tokens, is_identifier

ANSWER = 15.0
SEARCH = 50.0
FILES = 12
PLACES = 40
_FEATURES: tuple[tuple[str, Callable[[Snapshot, str, int], object]], ...] = (
    ("hover", hover),
    ("definition", definition),
    ("highlights", highlights),
)
_QUERIES = ("m", "mo", "money", "getop", "list", "google.type.M", "zzz", "a", "Cluster", "spec", "req", "resp", "v1.Op")


def run() -> bool:
    """Print the figures, of processor time; tells whether the slow answers are under the bars."""
    root = str(peers.large_folder())
    host = Host([root], [root])
    paths = [f"{root}/{peers.ONE_FILE}", *random.Random(1).sample(sorted(host.proto_index().paths), FILES)]
    times: dict[str, list[float]] = {name: [] for name, _ in _FEATURES}
    for path in paths:
        _ask(host, path, times)
    good = [bar("understanding", f"{name}, 95th percentile", _slow(times[name]), ANSWER, " ms") for name in times]
    return all([*good, _symbols(host)])


def _ask(host: Host, path: str, times: dict[str, list[float]]) -> None:
    """Every feature at some names of an open file."""
    text = read_text(path) or ""
    tokens, source = Tokens(text), random.Random(1)
    names = [tokens.start(index) for index, token in enumerate(tokens.texts) if is_identifier(token)]
    host.open(path, text)
    host.snapshot().linked(path)
    for offset in source.sample(names, min(PLACES, len(names))):
        snapshot = host.snapshot()
        for name, feature in _FEATURES:
            times[name].append(_milliseconds(partial(feature, snapshot, path, offset)))


def _symbols(host: Host) -> bool:
    started = time.perf_counter()
    workspace_symbols(host.snapshot(), "warm")
    figure("understanding", f"the first search for a workspace symbol: {time.perf_counter() - started:.2f} s")
    gc.collect()
    gc.freeze()  # as the server does in a pause
    times = [_milliseconds(partial(workspace_symbols, host.snapshot(), query)) for query in _QUERIES * 3]
    figure("understanding", f"the slowest search: {max(times):.0f} ms")
    return bar("understanding", "workspace symbols, 95th percentile", _slow(times), SEARCH, " ms")


def _milliseconds(work: Callable[[], object]) -> float:
    """The processor time that a piece of work takes: other programs do not count."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def _slow(times: list[float]) -> float:
    """The 95th percentile."""
    return sorted(times)[int(len(times) * 0.95)]
