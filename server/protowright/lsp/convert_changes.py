"""Edits of many files as the protocol has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lsprotocol import types

from protowright.lsp.convert import Converter, UriOf
from protowright.project.snapshot import Snapshot
from protowright.text.edit import Edit
from protowright.text.line_index import LineIndex, PositionEncoding

Changes = Mapping[str, Sequence[Edit]]


def workspace_edit(
    changes: Changes, snapshot: Snapshot, encoding: PositionEncoding, uri_of: UriOf, with_versions: bool
) -> types.WorkspaceEdit:
    """Edits of files, by their absolute paths; `with_versions` for a client that takes the versions they are made for."""
    edits = {uri_of(path): _edits(changes[path], snapshot, path, encoding) for path in changes}
    if not with_versions:
        return types.WorkspaceEdit(changes=edits)
    versions = {uri_of(path): _version(snapshot, path) for path in changes}
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, versions[uri]), list(each))
            for uri, each in edits.items()
        ]
    )


def takes_versions(capabilities: types.ClientCapabilities) -> bool:
    """Whether the client takes edits with the versions of documents."""
    workspace = capabilities.workspace
    edit = None if workspace is None else workspace.workspace_edit
    return edit is not None and bool(edit.document_changes)


def _edits(edits: Sequence[Edit], snapshot: Snapshot, path: str, encoding: PositionEncoding) -> list[types.TextEdit]:
    document = snapshot.document(path)
    lines = LineIndex("") if document is None else document.lines
    return Converter(lines, encoding).edits(edits)


def _version(snapshot: Snapshot, path: str) -> int | None:
    """The version of an open document, None for a file on disk."""
    document = snapshot.overlay.get(path)
    return None if document is None else document.version
