"""Requests that need the responses of others: which have to run first."""

from __future__ import annotations

from collections.abc import Mapping

from protowright.project.snapshot import Snapshot
from protowright.request.assertions.outcome import Outcome
from protowright.runner.plan import Plan

Place = tuple[str, str]
"""A request: the absolute path of its file, and its name."""

Known = dict[Place, tuple[Plan, Outcome]]
"""What requests sent and got in this session."""


def steps_before(
    snapshot: Snapshot, path: str, name: str, known: Mapping[Place, object], environment: str | None
) -> list[Place]:
    """The requests to run first, in order: those referred to that have no response yet, and those that are forced.

    Raises NotSent for a reference to a request that is not there, and for a circle.
    """
    return []
