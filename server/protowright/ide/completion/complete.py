"""The way in: which language the cursor is in."""

from __future__ import annotations

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.request_lines import request_completion
from protowright.ide.languages import is_request
from protowright.project.snapshot import Snapshot


def completion(snapshot: Snapshot, path: str, offset: int) -> CompletionList:
    """The items for the place `offset` of the file at `path`."""
    return request_completion(snapshot, path, offset) if is_request(path) else CompletionList()
