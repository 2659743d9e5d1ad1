"""How fast text becomes tokens and trees, beside the whole work of protoc and buf on the same text."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import peers
from benchmarks.measuring import run as run_command
from benchmarks.printing import figure
from protowright.project.files import read_text
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.syntax.lexer import Tokens
from protowright.proto.syntax.parser import parse

_EVERY = 4
"""One file of so many is read: a sample that takes a fourth of the time."""


def run() -> bool:
    """Print millions of bytes a second; there is no bar."""
    texts = [read_text(str(peers.large_folder() / name)) or "" for name in peers.names()[::_EVERY]]
    size = sum(len(text.encode("utf-8", "surrogateescape")) for text in texts) / 1e6
    works: dict[str, Callable[[str], object]] = {
        "lex": Tokens,
        "lex and parse": parse,
        "lex, parse and declare": lambda text: FileSymbols(parse(text)),
    }
    for what, work in works.items():
        figure("syntax", f"{what} {size / _seconds(work, texts):.1f} MB/s (ours, in Python)")
    with tempfile.TemporaryDirectory() as folder:
        cost = run_command(peers.protoc_all(Path(folder)))
    figure("syntax", f"protoc, all its work: {peers.megabytes() / cost.seconds:.1f} MB/s")
    return True


def _seconds(work: Callable[[str], object], texts: list[str]) -> float:
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        for text in texts:
            work(text)
        return time.process_time() - started
    finally:
        gc.enable()
