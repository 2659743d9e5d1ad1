"""What came of each request of a command."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from protowright.request.assertions.outcome import Outcome
from protowright.runner.events import AssertionOutcome, Started
from protowright.runner.plan import Plan


class State(Enum):
    """How it went."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_SENT = "notSent"
    PLANNED = "planned"


@dataclass(frozen=True)
class RunResult:
    """One request, run once.

    `path` is absolute, `line` that of the request, from 1. `reason` is a sentence for what did not go well. `document` is
    the text of the response document. `plan` is None when there was none to be made.
    """

    path: str
    name: str
    line: int
    state: State
    reason: str = ""
    plan: Plan | None = None
    started: Started | None = None
    outcome: Outcome | None = None
    assertions: tuple[AssertionOutcome, ...] = ()
    document: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing went wrong."""
        return self.state in (State.PASSED, State.PLANNED)


def went_well(results: Iterable[RunResult]) -> bool:
    """Whether nothing went wrong with any."""
    return all(result.is_good for result in results)
