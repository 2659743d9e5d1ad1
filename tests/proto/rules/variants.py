"""Variants of a case in which some of its faults are mended, so that each fault can be looked at alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tests.proto.rules.reader import Case, Mark

Files = dict[str, str]


def alone(case: Case, fault: Mark) -> Files:
    """The files of `case` with every fault mended but `fault`."""
    return without(case, [mark for mark in case.errors if mark is not fault], keep=fault)


def clean(case: Case) -> Files:
    """The files of `case` with every fault mended."""
    return without(case, case.errors)


def without(case: Case, faults: Iterable[Mark], keep: Mark | None = None) -> Files:
    """The files of `case` with `faults` mended; line numbers stay as they are.

    A fault on the same line as `keep` is mended only when it says how (its `repair`).
    """
    lines = {path: text.split("\n") for path, text in case.files.items()}
    for fault in faults:
        shared = keep is not None and (keep.path, keep.line) == (fault.path, fault.line)
        if fault.repair is not None:
            lines[fault.path][fault.line - 1] = fault.repair
        elif not shared:
            _blank(lines[fault.path], fault.line - 1)
    return {path: "\n".join(content) for path, content in lines.items()}


def _blank(lines: list[str], first: int) -> None:
    for index in _block(lines, first):
        lines[index] = ""


def _block(lines: list[str], first: int) -> Collection[int]:
    depth = 0
    for index in range(first, len(lines)):
        code = lines[index].split("//")[0]
        depth += code.count("{") - code.count("}")
        if depth <= 0:
            return range(first, index + 1)
    return range(first, first + 1)
