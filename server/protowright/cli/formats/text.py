"""`--format text`: for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from protowright.cli.formats import Show
from protowright.diagnostics.codes import Severity
from protowright.diagnostics.finding import Finding, printable
from protowright.diagnostics.render import Piece, render_finding

MAXIMUM_IN_A_FILE = 1000
"""Nobody reads more about one file; the other formats have all."""


def text_pieces(findings: Iterable[Finding], show: Show) -> Iterator[Piece]:
    """The findings, one below the other; those of one file are neighbours."""
    for path, found in groupby(findings, key=lambda finding: finding.place.path):
        in_file = list(found)
        for finding in in_file[:MAXIMUM_IN_A_FILE]:
            yield from render_finding(finding, show)
        left = len(in_file) - MAXIMUM_IN_A_FILE
        if left > 0:
            yield "message", f"{printable(show(path))} has {left} more; `--format json` writes all of them\n\n"


def summary_pieces(files: int, unreadable: int, findings: Iterable[Finding]) -> list[Piece]:
    """One line with the counts. A file that could not be read counts as an error."""
    counts = Counter(finding.severity for finding in findings)
    counts[Severity.ERROR.value] += unreadable
    parts = [_counted(counts[severity.value], severity.value) for severity in Severity if counts[severity.value]]
    style = "bad" if counts[Severity.ERROR.value] else "good"
    return [(style, f"{', '.join(parts) or 'no problems'} in {_counted(files, 'file')}\n")]


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"
