"""The lines above requests that one can click."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.ide.languages import is_request
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.text.span import Span

RUN_TITLE = "▶ Run"


@dataclass(frozen=True)
class RunLens:
    """A lens that runs the request of that name."""

    span: Span
    title: str
    request: str


def code_lenses(snapshot: Snapshot, path: str) -> list[RunLens]:
    """A run lens for each request of the file at `path`, at its request line."""
    document = snapshot.document(path)
    if document is None or not is_request(path):
        return []
    named = request_names(document.requests)
    return [RunLens(block.line.span, RUN_TITLE, name) for block, name in named if block.line is not None]
