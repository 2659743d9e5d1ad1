"""What the last run of a request found out, for lenses and diagnostics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Place = tuple[str, str]
"""A request: the absolute path of its file, and its name."""


@dataclass(frozen=True)
class FailedAssertion:
    """`line` counts from 0, from the first line of the request's block. `said` is what is so."""

    line: int
    text: str
    said: str


@dataclass(frozen=True)
class RunReport:
    """The last run of a request.

    `block` is the text of its block as it was run: what is said about places in it holds as long as the text is the same.
    `violations` are fields that the server refused, and its words (`google.rpc.BadRequest`). `duration` is in seconds,
    None when no call was made.
    """

    block: str
    summary: str
    status: str | None
    duration: float | None
    passed: bool
    response_path: str | None
    assertions: int = 0
    failed: tuple[FailedAssertion, ...] = ()
    violations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class RunReports:
    """The last run of each request, and the requests that are running; an immutable state of a session."""

    last: Mapping[Place, RunReport] = field(default_factory=dict)
    running: frozenset[Place] = frozenset()
