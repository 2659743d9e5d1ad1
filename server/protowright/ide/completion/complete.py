"""The way in: which language the cursor is in, and the documentation of an item."""

from __future__ import annotations

from protowright.ide.completion.items import CompletionList, Declared
from protowright.ide.completion.proto_files import proto_completion
from protowright.ide.completion.requests.complete import request_completion
from protowright.ide.completion_triggers import REQUEST_TRIGGERS
from protowright.ide.declarations import find_declaration
from protowright.ide.languages import is_proto, is_request
from protowright.project.snapshot import Snapshot
from protowright.proto.syntax.comments import doc_comment


def completion(snapshot: Snapshot, path: str, offset: int, snippets: bool = False, trigger: str = "") -> CompletionList:
    """The items for the place `offset` of the file at `path`.

    `snippets`: the client takes them. `trigger` is the character whose typing asked for the list, empty when a person did.
    """
    if is_proto(path) and trigger in REQUEST_TRIGGERS:
        return CompletionList()
    if is_proto(path):
        return proto_completion(snapshot, path, offset, snippets, trigger)
    return request_completion(snapshot, path, offset, snippets, trigger) if is_request(path) else CompletionList()


def documentation(snapshot: Snapshot, declared: Declared) -> str:
    """The comment of a declaration; empty when there is none, or when it is gone."""
    found = find_declaration(snapshot, declared.path, declared.full_name)
    return "" if found is None else doc_comment(found[0].declaration)
