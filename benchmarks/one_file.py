"""One file of 2,000 lines with its imports: checked cold, again after one character was typed, and asked for actions."""

from __future__ import annotations

import os
import statistics
import time

from benchmarks import peers
from benchmarks.measuring import Failed, best
from benchmarks.measuring import run as run_command
from benchmarks.printing import bar, failed, figure
from protowright.ide.actions import actions
from protowright.ide.diagnostics import proto_diagnostics
from protowright.project.files import read_text
from protowright.project.host import Host
from protowright.text.span import Span

COLD = 0.5
EDIT = 20.0
CURSOR = 5.0
EDITS = 40
_ROUNDS = 5


def run() -> bool:
    """Print the figures; tells whether all are under their bars."""
    text = read_text(str(peers.large_folder() / peers.ONE_FILE)) or ""
    figure("one file", f"{peers.ONE_FILE}: {text.count(chr(10))} lines, {text.count(chr(10) + 'import ')} imports")
    return all([_cold(), _edit(text), _cursor(text)])


def _cold() -> bool:
    """Through the command line: the start of the interpreter counts."""
    root = peers.large_folder()
    command = peers.protowright("check", "--no-cache", "-I", str(root), str(root / peers.ONE_FILE))
    floor = best(lambda: run_command(peers.protoc(peers.ONE_FILE)).seconds, _ROUNDS)
    figure("one file", f"protoc {floor * 1000:.0f} ms")
    _buf(floor)
    try:
        seconds = best(lambda: run_command(command).seconds, _ROUNDS)
    except Failed as error:
        return failed("one file", "cold", error)
    figure("one file", f"protowright check / protoc = {seconds / floor:.1f}")
    return bar("one file", "protowright check, cold", seconds, COLD, " s")


def _buf(floor: float) -> None:
    """What buf takes is a figure without a bar."""
    command = peers.buf("build", "--path", peers.ONE_FILE, "-o", os.devnull)
    try:
        seconds = best(lambda: run_command(command, folder=peers.large_folder()).seconds, _ROUNDS)
    except Failed as error:
        figure("one file", f"buf build: {error}")
        return
    figure("one file", f"buf build {seconds * 1000:.0f} ms, {seconds / floor:.1f} times protoc")


def _edit(text: str) -> bool:
    """As an editor does it: characters typed into a name and into a comment, in turn, all over the file."""
    root = peers.large_folder()
    path = str(root / peers.ONE_FILE)
    host = Host([str(root)], [str(root)])
    times = []
    for number, place in enumerate(_places(text)):
        host.open(path, text)
        proto_diagnostics(host.snapshot(), path)
        changed = f"{text[:place]}x{text[place:]}"
        started = time.perf_counter()
        host.open(path, changed)
        proto_diagnostics(host.snapshot(), path)
        if number:  # the first one links the imports
            times.append((time.perf_counter() - started) * 1000)
    figure(
        "one file", f"check after a character: median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms"
    )
    return bar("one file", "check after a character, median", statistics.median(times), EDIT, " ms")


def _cursor(text: str) -> bool:
    """The code actions at a cursor that moves while nothing changes."""
    root = peers.large_folder()
    path, host = str(root / peers.ONE_FILE), Host([str(root)], [str(root)])
    host.open(path, text)
    times = []
    for number, place in enumerate(_places(text)):
        started = time.perf_counter()
        actions(host.snapshot(), path, Span(place, place))
        if number:  # the first one checks the file
            times.append((time.perf_counter() - started) * 1000)
    return bar("one file", "code actions where the cursor moves to, median", statistics.median(times), CURSOR, " ms")


def _places(text: str) -> list[int]:
    """Offsets behind the `=` of statements and inside comments, evenly over the text."""
    lines = [index for index, character in enumerate(text) if character == "\n"]
    step = max(1, len(lines) // EDITS)
    return [lines[index] - 1 for index in range(step, len(lines) - 1, step)]
