"""The servers that the workspace's requests call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protowright.project.request_schemas import shown_target
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.request.target import InvalidTarget, parse_target


@dataclass(frozen=True)
class TargetUse:
    """A request that calls a target: `target` as it is shown, `text` as it is written; `path` is absolute.

    `service` is empty for a request that asks for services.
    """

    target: str
    text: str
    path: str
    request: str
    service: str


def targets_in_use(snapshot: Snapshot, environment: str | None) -> Iterator[TargetUse]:
    """Every request of the workspace whose target can be told in that environment, in the order of the files."""
    for path in snapshot.request_paths():
        if path.endswith(".grpc"):
            yield from _of_file(snapshot, path, environment)


def _of_file(snapshot: Snapshot, path: str, environment: str | None) -> Iterator[TargetUse]:
    document = snapshot.document(path)
    if document is None:
        return
    for block, name in request_names(document.requests):
        target = shown_target(snapshot, path, document.requests, block, environment)
        if target is not None and block.line is not None:
            yield TargetUse(target, block.line.target.text, path, name, block.line.service.text)


def typed_target(text: str) -> str | None:
    """A target that somebody typed as it is shown: `localhost:50051` is `grpc://localhost:50051`; None when it is none."""
    try:
        return str(parse_target(text.strip()))
    except InvalidTarget:
        return None
