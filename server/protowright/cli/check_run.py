"""Checking all files of one command: what is kept from last time, the rest in one process or in several."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from protowright.cli.check_work import LOADED_CHARACTERS, Chunk, ChunkResult, check_chunk, keepable
from protowright.diagnostics.finding import Finding
from protowright.project.check_cache import CheckCache, CheckResults
from protowright.project.check_sources import Imports, unchanged
from protowright.project.ignored import IgnoreRules

MANY_FILES = 200
"""From here on, several processes are worth their start."""

_CHUNKS_PER_JOB = 6
_LEAST_CHARACTERS = 3_000_000

Advance = Callable[[int], object]


class WorkerDied(Exception):
    """A process that checked files ended before it was done."""


@dataclass(frozen=True)
class Checking:
    """What to check: absolute paths, sorted, by workspace folder. `jobs` None: as many as are worth it.

    `rules` say what is left out when something is looked for in the workspace folders.
    """

    files: Mapping[str, list[str]]
    import_paths: tuple[str, ...] = ()
    jobs: int | None = None
    cache: CheckCache | None = None
    rules: IgnoreRules = field(default_factory=IgnoreRules)


@dataclass
class Outcome:
    """The findings, and clauses about files that could not be checked (`faults`) or could (`remarks`), by absolute path."""

    findings: dict[str, list[Finding]] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)


def run(checking: Checking, advance: Advance = lambda _: None) -> Outcome:
    """Check all files; `advance` hears how many more are done.

    Raises WorkerDied.
    """
    kept = checking.cache.load() if checking.cache is not None else CheckResults()
    valid = {folder: _valid(checking, kept, folder) for folder in checking.files}
    advance(sum(map(len, valid.values())))
    left = {folder: [path for path in paths if path not in valid[folder]] for folder, paths in checking.files.items()}
    chunks = list(_chunks(checking, left))
    results: dict[str, list[ChunkResult]] = {folder: [] for folder in checking.files}
    for chunk, result in zip(chunks, _results(chunks, _jobs(checking, left), advance), strict=True):
        results[chunk.folder].append(result)
    outcome = Outcome()
    for folder, found in results.items():
        outcome.findings.update({path: kept.findings[folder][path] for path in valid[folder]})
        for result in found:
            outcome.findings.update(result.findings)
            outcome.faults.update(result.faults)
            outcome.remarks.update(result.remarks)
    if checking.cache is not None and chunks:
        checking.cache.save(_to_keep(kept, valid, results))
    return outcome


def _valid(checking: Checking, kept: CheckResults, folder: str) -> set[str]:
    findings = kept.findings.get(folder)
    if not findings:
        return set()
    return unchanged(kept.sources.get(folder, {}), list(findings), Imports(folder, checking.import_paths))


def _to_keep(
    kept: CheckResults, valid: Mapping[str, set[str]], results: Mapping[str, list[ChunkResult]]
) -> CheckResults:
    """What still holds of last time, and what was found now."""
    new = CheckResults()
    for folder, found in results.items():
        old = ChunkResult(keepable=valid[folder])
        if valid[folder]:
            old.findings = kept.findings[folder]
            old.sources = dict(kept.sources[folder])
        new.findings[folder], new.sources[folder] = keepable([*found, old])
    return new


# Processes


def _jobs(checking: Checking, left: Mapping[str, Iterable[str]]) -> int:
    count = sum(len(list(paths)) for paths in left.values())
    if checking.jobs is not None:
        return min(checking.jobs, max(1, count))
    return available_cores() if count > MANY_FILES else 1


def available_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(checking: Checking, left: Mapping[str, list[str]]) -> Iterator[Chunk]:
    """Neighbours stay together. Request files look at the whole workspace, so they make one chunk."""
    jobs = _jobs(checking, left)
    limit = max(LOADED_CHARACTERS // jobs, _LEAST_CHARACTERS)
    for folder, paths in left.items():
        protos = [path for path in paths if path.endswith(".proto")]
        requests = [path for path in paths if not path.endswith(".proto")]
        size = max(1, len(protos) if jobs == 1 else -(-len(protos) // (jobs * _CHUNKS_PER_JOB)))
        for start in range(0, len(protos), size):
            yield Chunk(folder, checking.import_paths, tuple(protos[start : start + size]), limit, checking.rules)
        if requests:
            yield Chunk(folder, checking.import_paths, tuple(requests), limit, checking.rules)


def _results(chunks: list[Chunk], jobs: int, advance: Advance) -> Iterator[ChunkResult]:
    if jobs == 1:
        for chunk in chunks:
            yield check_chunk(chunk, lambda: advance(1))
    elif chunks:
        yield from _in_processes(chunks, jobs, advance)


def _in_processes(chunks: list[Chunk], jobs: int, advance: Advance) -> Iterator[ChunkResult]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(min(jobs, len(chunks)), mp_context=context, initializer=_end_at_interrupt)
    try:
        with _interrupts_held():
            results = executor.map(check_chunk, chunks)  # starts the processes
        for chunk, result in zip(chunks, results, strict=True):
            advance(len(chunk.paths))
            yield result
    except BrokenProcessPool as error:
        raise WorkerDied from error
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """A Ctrl-C waits: here until the end, and in processes that are started until they are ready for it.

    While they import what they need, it would end them with a traceback.
    """
    import signal

    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_at_interrupt() -> None:
    """A Ctrl-C reaches every process of the terminal: workers end at once, and the one that waits says so."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
