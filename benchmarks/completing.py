"""Completion in a workspace of 8,000 files: at the names of a file of 2,000 lines, one after the other."""

from __future__ import annotations

import gc
import random
import statistics
import time

from benchmarks import peers
from benchmarks.printing import bar, figure
from protowright.ide.completion import completion
from protowright.project.files import read_text
from protowright.project.host import Host
from protowright.proto.syntax.lexer import Tokens, is_identifier

LIST = 30.0
PLACES = 400
_LETTERS = 2


def run() -> bool:
    """Print the figures; tells whether the slow lists are under the bar."""
    root = str(peers.large_folder())
    host = Host([root], [root])
    host.is_told_of_files = True  # as by an editor
    started = time.perf_counter()
    host.snapshot().names()
    seconds = time.perf_counter() - started
    figure("completion", f"{len(host.proto_index().paths)} files, index made in {seconds:.1f} s")
    host.disk_changed()
    started = time.perf_counter()
    host.snapshot().names()
    figure(
        "completion", f"index looked through after a change on disk in {(time.perf_counter() - started) * 1000:.0f} ms"
    )
    gc.collect()
    gc.freeze()  # as the server does in a pause
    return _lists(host, f"{root}/{peers.ONE_FILE}")


def _lists(host: Host, path: str) -> bool:
    """Names cut back to no, one and two letters, as they are while somebody types them."""
    text = read_text(path) or ""
    tokens, source = Tokens(text), random.Random(1)
    names = [index for index, token in enumerate(tokens.texts) if is_identifier(token) and len(token) > _LETTERS]
    times, walls = [], []
    for number, index in enumerate(sorted(source.sample(names, min(PLACES, len(names))))):
        for letters in range(_LETTERS + 1):
            cursor = tokens.start(index) + letters
            host.open(path, text)
            host.snapshot().linked(path)
            host.open(path, text[:cursor] + text[tokens.end(index) :])
            wall, started = time.perf_counter(), time.process_time()
            completion(host.snapshot(), path, cursor)
            if number:  # the first one links the imports
                times.append((time.process_time() - started) * 1000)
                walls.append((time.perf_counter() - wall) * 1000)
            gc.collect()  # as the server does when a key's diagnostics are out
    times.sort()
    walls.sort()
    figure("completion", f"{len(times)} lists: median {statistics.median(times):.1f} ms, slowest {times[-1]:.1f} ms")
    figure(
        "completion", f"95th percentile by the clock, other programs included: {walls[int(len(walls) * 0.95)]:.1f} ms"
    )
    return bar("completion", "processor time of a list, 95th percentile", times[int(len(times) * 0.95)], LIST, " ms")
