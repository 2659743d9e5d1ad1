"""Our verdict and protoc's on the same mutants of real files.

`python -m tests.corpus.verdicts --count 2000 --seed 7` prints the figures, and writes what differs into
`.cache/corpus-differences/`.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import re
import shutil
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.corpus.corpora import ALL, CACHE, Corpus
from tests.corpus.lines import Line, compare_lines
from tests.corpus.loader import Loader, all_diagnostics
from tests.corpus.mutations import Mutant, mutate
from tests.corpus.protoc import Judgement, Protoc

from protowright.diagnostics.codes import Severity
from protowright.text.line_index import LineIndex
from protowright.text.span import Span

DIFFERENCES = CACHE / "corpus-differences"
LONGEST = 40_000
"""Files with more characters are left out: they say little more, and take long."""
SHARES = {"bundled": 0.3, "google-gax": 0.1, "grpc-js-xds": 0.25, "google-proto-files": 0.35}
"""How the mutants are shared out among the corpora of real files."""
_NATIVE_ONLY = re.compile(r'^\s*edition\s*=\s*["\'](?:2026|UNSTABLE)', re.MULTILINE)


class OurError(NamedTuple):
    """The lines count from 1; the related ones are those of its other places in the same file."""

    line: int
    text: str
    related: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """One mutant and both verdicts. `ours` are our errors, in the order of the text."""

    corpus: str
    name: str
    mutant: Mutant
    ours: tuple[OurError, ...]
    protoc: Judgement

    @property
    def raised(self) -> bool:
        """Whether our check raised an exception."""
        return bool(self.ours) and self.ours[0].line == 0

    @property
    def is_same(self) -> bool:
        """Whether both accept, or both reject. Of a file that protoc died of, there is nothing to compare."""
        if self.raised:
            return False
        return self.protoc.accepted is None or self.protoc.accepted == (not self.ours)

    @property
    def line(self) -> Line:
        """How the line of protoc's first error compares with ours."""
        places = self.protoc.places(self.name)
        if not places or not self.ours or self.raised:
            return Line.NONE
        lines = {error.line for error in self.ours}
        related = {line for error in self.ours for line in error.related}
        return compare_lines(self.mutant.text, places[0][:2], lines, related)

    def report(self) -> str:
        """All there is to say of a difference."""
        ours = "\n".join(f"  line {error.line}: {error.text}" for error in self.ours) or "  accepted"
        theirs = self.protoc.output.strip() or f"accepted={self.protoc.accepted}"
        return f"{self.corpus} {self.name}\n{self.mutant.change}\n--- ours\n{ours}\n--- protoc\n{theirs}\n"


def compare_all(count: int, seed: int, jobs: int = 2, shares: dict[str, float] | None = None) -> Iterator[Comparison]:
    """`count` mutants, the same for the same seed, compared in `jobs` processes."""
    plan = [(name, max(1, round(count * share)), seed) for name, share in (shares or SHARES).items()]
    parts = [
        (name, number // jobs + (index < number % jobs), f"{key}:{index}")
        for name, number, key in plan
        for index in range(jobs)
    ]
    if jobs == 1:
        for part in parts:
            yield from _compare_part(part)
        return
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        for found in pool.imap_unordered(_compare_part, parts):
            yield from found


def _compare_part(part: tuple[str, int, str]) -> list[Comparison]:
    name, count, key = part
    corpus = ALL[name]()
    source = random.Random(f"{name}:{key}")
    bases = [each for each in corpus.names if Path(corpus.path(each)).stat().st_size <= LONGEST]
    loader = Loader(corpus.roots)
    with Protoc() as protoc:
        chosen = _chosen(source, corpus, loader, protoc, bases, count)
        return [_compare(corpus, loader, protoc, each, mutate(source, corpus.text(each))) for each in chosen]


def _chosen(
    source: random.Random, corpus: Corpus, loader: Loader, protoc: Protoc, bases: list[str], count: int
) -> list[str]:
    """The names of `count` files that protoc accepts as they are; a few mutants of each, so that imports are read once."""
    found: list[str] = []
    while len(found) < count:
        name = source.choice(bases)
        if protoc.judge(name, corpus.text(name), corpus.roots, _is_native_only(corpus.text(name))).accepted:
            found += [name] * min(5, count - len(found))
    return found


def _is_native_only(text: str) -> bool:
    return _NATIVE_ONLY.search(text) is not None


def _compare(corpus: Corpus, loader: Loader, protoc: Protoc, name: str, mutant: Mutant) -> Comparison:
    judgement = protoc.judge(name, mutant.text, corpus.roots, _is_native_only(mutant.text))
    return Comparison(corpus.name, name, mutant, our_errors(loader, corpus.roots, name, mutant.text), judgement)


def our_errors(base: Loader, roots: Iterable[str], name: str, text: str) -> tuple[OurError, ...]:
    """Our errors; one of line 0 when the check raised an exception."""
    try:
        return _errors(base, roots, name, text)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        text = f"[raised] {type(error).__name__}: {error} in {Path(where.filename).name}:{where.lineno}"
        return (OurError(0, text),)


def _errors(base: Loader, roots: Iterable[str], name: str, text: str) -> tuple[OurError, ...]:
    file = Loader(tuple(roots), {name: text}, base).linked(name)
    assert file is not None
    lines = LineIndex(text.removeprefix("\ufeff"))

    def line(span: Span) -> int:
        return lines.position(span.start)[0] + 1

    return tuple(
        OurError(
            line(fault.span),
            f"[{fault.code.name}] {fault.message}",
            tuple(line(related.span) for related in fault.related if not related.path),
        )
        for fault in all_diagnostics(file)
        if fault.severity is Severity.ERROR
    )


class Figures:
    """What came out of many comparisons."""

    def __init__(self, comparisons: Iterable[Comparison]) -> None:
        self.count = self.same = self.rejected = self.died = self.raised = 0
        self.lines: Counter[Line] = Counter()
        self.different: list[Comparison] = []
        self.other_line: list[Comparison] = []
        for comparison in comparisons:
            self._add(comparison)

    def _add(self, comparison: Comparison) -> None:
        self.count += 1
        self.same += comparison.is_same
        self.rejected += comparison.protoc.accepted is False
        self.raised += comparison.raised
        self.died += comparison.protoc.accepted is None
        self.lines[comparison.line] += 1
        if not comparison.is_same:
            self.different.append(comparison)
        if comparison.line is Line.DIFFERENT:
            self.other_line.append(comparison)

    @property
    def agreement(self) -> float:
        """The share of mutants with the same verdict, 0 to 1."""
        return self.same / self.count

    def line_share(self, *kinds: Line) -> float:
        """The share of those kinds among the mutants that both reject, where protoc names a line; 0 to 1."""
        compared = sum(count for kind, count in self.lines.items() if kind is not Line.NONE)
        return sum(self.lines[kind] for kind in kinds) / max(1, compared)

    def __str__(self) -> str:
        compared = [kind for kind in Line if kind is not Line.NONE]
        lines = (f"  {self.lines[kind]:6d} {self.line_share(kind):7.2%} {kind.value}" for kind in compared)
        verdicts = f"{self.same} of {self.count} verdicts equal ({self.agreement:.3%})"
        rest = f"protoc rejects {self.rejected}, dies of {self.died}; ours raised {self.raised} times"
        return "\n".join((f"{verdicts}; {rest}", "protoc's first error is on this line of ours:", *lines))

    def write(self, folder: Path = DIFFERENCES) -> None:
        """One folder for each message of protoc, with a file for each mutant and a report beside it."""
        shutil.rmtree(folder, ignore_errors=True)
        for kind, found in (("verdict", self.different), ("line", self.other_line)):
            for number, comparison in enumerate(found):
                target = folder / kind / _group(comparison)
                target.mkdir(parents=True, exist_ok=True)
                (target / f"{number}.proto").write_bytes(comparison.mutant.text.encode("utf-8", "surrogateescape"))
                (target / f"{number}.txt").write_text(comparison.report(), encoding="utf-8", errors="backslashreplace")


def _group(comparison: Comparison) -> str:
    """protoc's message without the names in it; our code, when protoc accepts."""
    if comparison.raised:
        return re.sub(r"[^A-Za-z0-9]+", "-", comparison.ours[0].text).strip("-")
    if comparison.protoc.accepted:
        return "protoc-accepts-" + comparison.ours[0].text.split("]")[0].strip("[")
    message = re.sub(r"\"[^\"]*\"|'[^']*'|\d+", "_", comparison.protoc.first_message())
    return re.sub(r"[^A-Za-z0-9]+", "-", message).strip("-")[:90] or "no-message"


def main() -> int:
    """Compare, print, and write what differs; gives 1 when there is a difference."""
    parser = argparse.ArgumentParser(description="Compare our verdict with protoc's on mutants of real files.")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--corpus", choices=tuple(ALL), help="mutants of this one alone")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args()
    started = time.perf_counter()
    shares = SHARES if options.corpus is None else {options.corpus: 1.0}
    figures = Figures(compare_all(options.count, options.seed, options.jobs, shares))
    figures.write()
    print(figures)
    print(f"{time.perf_counter() - started:.0f} s; what differs is in {DIFFERENCES}")
    return 0 if not figures.different else 1


if __name__ == "__main__":
    sys.exit(main())
