"""Proves the rule cases against protoc: `python -m tests.proto.rules.verify [--newer-protoc PATH] [--show] [words]`.

A case holds when protoc's verdict is the marks' verdict and, for each error mark, protoc reports an error on that line,
either in the case itself or once the case's other faults are mended (protoc stops after the first phase that fails).
With all marked faults mended the case must be accepted: so nothing is left unmarked but follow-up errors.

In the table `several` counts the cases with more than one fault, `hidden` those of them that hide a fault from protoc.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.proto.rules import variants
from tests.proto.rules.oracle import Oracle, Verdict, find_newer, needs_newer
from tests.proto.rules.reader import FOLDER, Case, Mark, read_all

Outcome = tuple[Case, list[str], Verdict, bool]


def codes() -> dict[str, tuple[str, str, str]]:
    """`codes.txt`: code to severity, summary and protoc's wording."""
    table = {}
    for line in (FOLDER / "codes.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            code, severity, summary, wording = (part.strip() for part in line.split(" | "))
            table[code] = (severity, summary, wording)
    return table


def differences(case: Case, oracle: Oracle, verdict: Verdict) -> Iterator[str]:
    """What protoc sees differently than `case` declares; `verdict` is protoc's on the case as it stands."""
    if verdict.aborted:
        yield "protoc aborted"
    if verdict.accepted == bool(case.errors):
        yield "accepted, but has error marks" if verdict.accepted else "rejected, but has no error mark"
    yield from _unproven(case, oracle, verdict)
    if case.errors:
        mended = oracle.ask(variants.clean(case))
        if not mended.accepted:
            yield f"still rejected with all faults mended: {_first_error(mended)}"
    yield from _warnings(case, verdict)


def _unproven(case: Case, oracle: Oracle, verdict: Verdict) -> Iterator[str]:
    reported = Counter((message.path, message.line) for message in verdict.messages if not message.warning)
    marked = Counter((mark.path, mark.protoc_line) for mark in case.errors)
    for mark in case.errors:
        place = (mark.path, mark.protoc_line)
        if reported[place] >= marked[place]:
            continue
        single = oracle.ask(variants.alone(case, mark))
        if place not in single.lines(warnings=False):
            yield f"line {mark.line} [{mark.code}]: no such error, alone: {_first_error(single)}"


def _warnings(case: Case, verdict: Verdict) -> Iterator[str]:
    table = codes()
    for mark in case.marks:
        if mark.code in table and table[mark.code][0] != mark.severity:
            yield f"line {mark.line}: code {mark.code} is no {mark.severity}"
    said = verdict.lines(warnings=True)
    ours = [mark for mark in case.marks if mark.severity == "warning"]
    unmarked = said - {(mark.path, mark.protoc_line) for mark in ours}
    if verdict.accepted:
        yield from (f"{path}:{line}: protoc warns, no mark" for path, line in sorted(unmarked))
    for mark in ours:
        own = table.get(mark.code, ("", "", ""))[2] == "-"
        if not own and verdict.accepted and (mark.path, mark.protoc_line) not in said:
            yield f"line {mark.line} [{mark.code}]: protoc does not warn"


def _first_error(verdict: Verdict) -> str:
    errors = [f"{message.path}:{message.line}: {message.text}" for message in verdict.messages if not message.warning]
    return errors[0] if errors else "no error"


def _examine(work: tuple[Case, str | None]) -> Outcome:
    case, newer = work
    oracle = Oracle(find_newer(newer))
    verdict = oracle.ask(case.files)
    hidden = len(case.errors) > 1 and _hides(case.errors, verdict)
    return case, list(differences(case, oracle, verdict)), verdict, hidden


def _hides(errors: tuple[Mark, ...], verdict: Verdict) -> bool:
    said = verdict.lines(warnings=False)
    return any((mark.path, mark.protoc_line) not in said for mark in errors)


def _show(case: Case, verdict: Verdict) -> None:
    print(f"--- {case.topic}: {case.title}: {'accepted' if verdict.accepted else 'rejected'}")
    for message in verdict.messages:
        print(f"    {message.path}:{message.line}: {'warning: ' if message.warning else ''}{message.text}")


def _table(outcomes: list[Outcome]) -> None:
    print(f"{'topic':32}{'cases':>6}{'valid':>7}{'faults':>8}{'several':>9}{'hidden':>8}")
    for topic in sorted({case.topic for case, *_ in outcomes}):
        _row(topic, [outcome for outcome in outcomes if outcome[0].topic == topic])
    _row("all", outcomes)


def _row(name: str, outcomes: list[Outcome]) -> None:
    cases = [case for case, *_ in outcomes]
    valid = sum(not case.errors for case in cases)
    faults = sum(len(case.errors) for case in cases)
    several = sum(len(case.errors) > 1 for case in cases)
    hidden = sum(hidden for *_, hidden in outcomes)
    print(f"{name:32}{len(cases):6}{valid:7}{faults:8}{several:9}{hidden:8}")


def _code_differences(cases: list[Case], *, all_read: bool) -> Iterator[str]:
    used = {mark.code for case in cases for mark in case.marks}
    yield from (f"codes.txt: {code} is missing" for code in sorted(used - set(codes())))
    if all_read:
        yield from (f"codes.txt: {code} is used by no case" for code in sorted(set(codes()) - used))


def main() -> int:
    """Print the table and the differences; the number of differences is the exit status, at most 100."""
    options = _options()
    cases = [case for case in read_all() if _wanted(case, options.words)]
    if find_newer(options.newer_protoc) is None and any(needs_newer(case.files) for case in cases):
        print("cases of the newest edition need a native protoc: name one with --newer-protoc", file=sys.stderr)
        return 2
    with ProcessPoolExecutor(2) as pool:
        outcomes = list(pool.map(_examine, [(case, options.newer_protoc) for case in cases], chunksize=8))
    if options.show:
        for case, _, verdict, _ in outcomes:
            _show(case, verdict)
    _table(outcomes)
    found = [f"{case.topic}: {case.title}: {text}" for case, texts, *_ in outcomes for text in texts]
    found += _code_differences(cases, all_read=not options.words)
    print(*found, sep="\n")
    print(f"{len(cases)} cases, {len(found)} differences")
    return min(len(found), 100)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only cases whose topic or title contains one of these")
    parser.add_argument("--newer-protoc", help="a native protoc that knows the newest edition")
    parser.add_argument("--show", action="store_true", help="print everything protoc says")
    return parser.parse_args()


def _wanted(case: Case, words: list[str]) -> bool:
    return not words or any(word in f"{case.topic}: {case.title}" for word in words)


if __name__ == "__main__":
    sys.exit(main())
