"""One run of a session, and what is reported of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from protowright.lsp.run_progress import RunProgress
from protowright.project.run_reports import FailedAssertion, Place, RunReport
from protowright.project.snapshot import Snapshot
from protowright.request.names import find_request
from protowright.runner.events import AssertionOutcome, Finished
from protowright.text.duration import shown_duration

_BAD_REQUEST = "google.rpc.BadRequest"


@dataclass
class Run:
    """One run, and what became of it so far. `response_path` is set once the document is on disk.

    `snapshot` is what it was started with.
    """

    path: str
    name: str
    id: int
    snapshot: Snapshot
    finished: Finished | None = None
    assertions: tuple[AssertionOutcome, ...] = ()
    refused: str = ""
    problem: str = ""
    problems: tuple[str, ...] = ()
    response_path: str | None = None
    passed: bool = False
    cancelled: bool = False
    sent: bool = False
    shown: bool = False
    progress: RunProgress | None = None

    @property
    def place(self) -> Place:
        """The request."""
        return self.path, self.name

    @property
    def state(self) -> str:
        """What clients are told: `finished`, `notSent` or `cancelled`."""
        if self.finished is not None and self.finished.status != "CANCELLED":
            return "finished"  # also when it was cancelled too late
        if self.cancelled:
            return "cancelled"
        return "finished" if self.finished is not None else "notSent"

    @property
    def summary(self) -> str:
        """One line about the outcome."""
        finished = self.finished
        if finished is None:
            return self.refused or "cancelled"
        text = f"{finished.status} in {shown_duration(finished.duration)}"
        said = finished.explanation or finished.message
        parts = [f"{text}: {said}" if said and finished.code else text, self._failed_assertions()]
        return "; ".join(part for part in (*parts, self.problem, *self.problems) if part)

    def _failed_assertions(self) -> str:
        failed = [f"{each.text}: {each.said}" for each in self.assertions if not each.passed]
        return f"{len(failed)} of {len(self.assertions)} assertions failed: {failed[0]}" if failed else ""

    @property
    def line(self) -> int:
        """The line of the request, from 1."""
        document = self.snapshot.document(self.path)
        block = None if document is None else find_request(document.requests, self.name)
        if document is None or block is None or block.line is None:
            return 1
        return document.lines.line_of(block.line.span.start) + 1


def report_of(run: Run) -> RunReport:
    """What lenses and diagnostics show of a run."""
    document = run.snapshot.document(run.path)
    block = None if document is None else find_request(document.requests, run.name)
    text, first_line = "", 0
    if document is not None and block is not None:
        text, first_line = block.span.of(document.text), document.lines.line_of(block.span.start)
    failed = tuple(
        FailedAssertion(each.line - 1 - first_line, each.text, each.said) for each in run.assertions if not each.passed
    )
    finished = run.finished
    return RunReport(
        block=text,
        summary=run.summary,
        status=None if finished is None else finished.status,
        duration=None if finished is None else finished.duration,
        passed=run.passed,
        response_path=run.response_path,
        assertions=len(run.assertions),
        failed=failed,
        violations=() if finished is None else tuple(_violations(finished)),
    )


def _violations(finished: Finished) -> Iterator[tuple[str, str]]:
    """The fields that a `google.rpc.BadRequest` among the details names, and what it says of them."""
    for detail in finished.details:
        content = json.loads(detail)
        if str(content.get("@type", "")).endswith(f"/{_BAD_REQUEST}"):
            for violation in content.get("fieldViolations", ()):
                if violation.get("field"):
                    yield (
                        violation["field"],
                        violation.get("description") or violation.get("reason") or "no reason given",
                    )
