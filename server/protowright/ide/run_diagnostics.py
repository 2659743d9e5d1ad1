"""What the last run of each request found wrong with it."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.run_codes import ASSERTION_FAILED, FIELD_VIOLATION
from protowright.project.run_reports import FailedAssertion, RunReport, RunReports
from protowright.project.snapshot import Snapshot
from protowright.request.json_places import place_of_field
from protowright.request.names import request_names
from protowright.request.syntax.nodes import Block
from protowright.text.line_index import LineIndex
from protowright.text.span import Span


def run_diagnostics(snapshot: Snapshot, path: str, reports: RunReports) -> list[Diagnostic]:
    """The assertions that did not hold and the fields that servers refused, in requests that did not change since.

    A request that passed with refused fields asserts that it is refused, so nothing is wrong with it.
    """
    document = snapshot.document(path)
    if document is None or not any(place[0] == path for place in reports.last):
        return []
    found: list[Diagnostic] = []
    for block, name in request_names(document.requests):
        report = reports.last.get((path, name))
        if report is not None and report.block == block.span.of(document.text):
            first_line = document.lines.line_of(block.span.start)
            found += [_failed(document.lines, block, first_line, failed) for failed in report.failed]
            if not report.passed:  # else the request is meant to be refused
                found += _violations(block, report)
    return sorted(found, key=lambda diagnostic: diagnostic.span)


def _failed(lines: LineIndex, block: Block, first_line: int, failed: FailedAssertion) -> Diagnostic:
    words = [word for word in block.assertions if lines.line_of(word.span.start) - first_line == failed.line]
    span = words[0].span if words else block.title.span
    return Diagnostic(ASSERTION_FAILED, f"this did not hold: {failed.said}", span)


def _violations(block: Block, report: RunReport) -> Iterator[Diagnostic]:
    assert block.line is not None, "only requests have reports"
    for field, description in report.violations:
        span = _place(block, field) or block.line.span
        yield Diagnostic(FIELD_VIOLATION, f"the server refused `{field}`: {description.rstrip('.')}", span)


def _place(block: Block, field: str) -> Span | None:
    for message in block.messages:
        found = None if message.json is None else place_of_field(message.json, field)
        if found is not None:
            return found
    return None
