"""Requests that need the responses of others: which have to run first."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING, TypeAlias

from protowright.project.request_calls import RequestNames
from protowright.project.snapshot import Snapshot
from protowright.request.assertions.outcome import Outcome
from protowright.request.dependencies import CircularReference, Need
from protowright.request.names import find_request, request_names
from protowright.request.syntax.nodes import RequestFile
from protowright.runner.plan import NotSent, Plan
from protowright.text.nearest import did_you_mean
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.project.run_reports import Place

Known: TypeAlias = "dict[Place, tuple[Plan, Outcome]]"
"""What requests sent and got in this session."""


def steps_before(snapshot: Snapshot, path: str, name: str, known: Container[Place]) -> list[Place]:
    """The requests to run first, in order: those referred to that have no response yet, and those that are forced.

    Raises NotSent for a reference to a request that is not there, and for a circle.
    """
    steps: list[Place] = []
    _collect(snapshot, (path, name), known, steps, frozenset())
    return steps


def references_of(snapshot: Snapshot, path: str, name: str) -> list[Place]:
    """The requests that a request refers to itself."""
    document = snapshot.document(path)
    if document is None or find_request(document.requests, name) is None:
        return []
    file = document.requests
    needs = RequestNames(snapshot, path, file).dependencies().needs(name)
    places = (find_place(snapshot, path, file, need.name) for need in needs)
    return list(dict.fromkeys(place for place in places if place is not None))


def find_place(snapshot: Snapshot, path: str, file: RequestFile, name: str) -> Place | None:
    """The request that `name` means in the file at `path`: one of its own, else one of a file that it imports."""
    found = RequestNames(snapshot, path, file).names.get(name)
    return None if found is None else (found[0], name)


def _collect(
    snapshot: Snapshot, place: Place, known: Container[Place], steps: list[Place], pending: frozenset[Place]
) -> None:
    document = snapshot.document(place[0])
    if document is None:
        return
    for need in _needs(snapshot, place, document.requests):
        found = find_place(snapshot, place[0], document.requests, need.name)
        if found is None:
            raise _unknown(snapshot, place[0], document.requests, need)
        if found not in steps and found not in pending and (need.always or found not in known):
            _collect(snapshot, found, known, steps, pending | {place})
            if found not in steps:
                steps.append(found)


def _needs(snapshot: Snapshot, place: Place, file: RequestFile) -> list[Need]:
    """What a request needs. Raises NotSent when it needs itself, by way of others."""
    dependencies, block = RequestNames(snapshot, place[0], file).dependencies(), find_request(file, place[1])
    if block is None or block.line is None:
        return []
    try:
        dependencies.order(place[1])
    except CircularReference as error:
        raise _not_sent(snapshot, place[0], str(error), block.line.span) from None
    return [need for need in dependencies.needs(place[1]) if need.name != place[1]]


def _unknown(snapshot: Snapshot, path: str, file: RequestFile, need: Need) -> NotSent:
    names = [name for _, name in request_names(file)]
    near = did_you_mean(need.name, names)
    sentence = f"there is no request `{need.name}` here{f': {near}' if near else ''}"
    return _not_sent(snapshot, path, sentence, need.span)


def _not_sent(snapshot: Snapshot, path: str, sentence: str, span: Span) -> NotSent:
    document = snapshot.document(path)
    return NotSent(sentence, path, 1 if document is None else document.lines.line_of(span.start) + 1)
