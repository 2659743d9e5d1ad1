"""The progress bar of long checks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_WORTH_A_BAR = 200


@contextmanager
def progress(files: int, is_quiet: bool) -> Iterator[Callable[[int], object]]:
    """Gives a function that takes how many more files are done. There is a bar only for many files, on a terminal."""
    if is_quiet or files < _WORTH_A_BAR or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("checking", total=files)
        yield lambda count: bar.advance(task, count)
