"""Actions and their changes to types of the protocol, by what the client can take."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.actions import Action, Change
from protowright.lsp.convert import Converter
from protowright.lsp.convert_changes import takes_versions
from protowright.lsp.convert_changes import workspace_edit as edits_alone
from protowright.project.snapshot import Snapshot
from protowright.text.edit import Edit
from protowright.text.line_index import LineIndex

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_START = types.Range(types.Position(0, 0), types.Position(0, 0))
_ANNOTATION = "protowright"


@dataclass(frozen=True, slots=True)
class ActionSupport:
    """What a client does with actions. Without literals it takes commands alone."""

    takes_literals: bool
    resolves_edits: bool
    document_changes: bool
    creates_files: bool
    confirms: bool


def action_support(capabilities: types.ClientCapabilities) -> ActionSupport:
    """What the client said of itself."""
    document = capabilities.text_document
    action = None if document is None else document.code_action
    workspace = None if capabilities.workspace is None else capabilities.workspace.workspace_edit
    resolve = None if action is None else action.resolve_support
    changes = takes_versions(capabilities)
    operations = (workspace.resource_operations if workspace is not None else None) or ()
    return ActionSupport(
        bool(action and action.code_action_literal_support),
        bool(resolve and "edit" in resolve.properties and action and action.data_support),
        changes,
        changes and types.ResourceOperationKind.Create in operations,
        changes and bool(workspace and workspace.change_annotation_support),
    )


def shown_title(action: Action, support: ActionSupport) -> str:
    """The title, with the warning where the client has no other place for it."""
    return f"{action.title} ({action.warning})" if action.warning and not support.confirms else action.title


def workspace_edit(
    server: ProtowrightServer, snapshot: Snapshot, action: Action, change: Change, support: ActionSupport
) -> types.WorkspaceEdit:
    """The change, as edits of documents in the versions that the snapshot has of them."""
    if not support.document_changes:
        return edits_alone(change.edits, snapshot, server.encoding, server.uri_of, with_versions=False)
    writer = _Writer(server, snapshot, _ANNOTATION if action.warning and support.confirms else None)
    annotations = None
    if writer.annotation is not None:
        annotation = types.ChangeAnnotation(action.title, needs_confirmation=True, description=action.warning)
        annotations = {writer.annotation: annotation}
    return types.WorkspaceEdit(document_changes=[*writer.changes(change)], change_annotations=annotations)


def _converter(server: ProtowrightServer, snapshot: Snapshot, path: str) -> Converter:
    return server.converter(snapshot, path) or Converter(LineIndex(""), server.encoding)


@dataclass(frozen=True, slots=True)
class _Writer:
    server: ProtowrightServer
    snapshot: Snapshot
    annotation: str | None

    def changes(self, change: Change) -> Iterator[types.CreateFile | types.TextDocumentEdit]:
        """New files first: edits of others may refer to them."""
        for path, text in change.new_files.items():
            uri = self.server.uri_of(path)
            yield types.CreateFile(uri, options=types.CreateFileOptions(overwrite=False, ignore_if_exists=False))
            yield self._document(uri, None, [types.TextEdit(_START, text)])
        for path, edits in change.edits.items():
            version = self.snapshot.overlay[path].version if path in self.snapshot.overlay else None
            yield self._document(self.server.uri_of(path), version, self._edits(path, edits))

    def _edits(self, path: str, edits: tuple[Edit, ...]) -> list[types.TextEdit]:
        return _converter(self.server, self.snapshot, path).edits(edits)

    def _document(self, uri: str, version: int | None, edits: list[types.TextEdit]) -> types.TextDocumentEdit:
        marked: list[types.TextEdit | types.AnnotatedTextEdit | types.SnippetTextEdit] = []
        for edit in edits:
            is_marked = self.annotation is not None
            marked.append(
                types.AnnotatedTextEdit(self.annotation, edit.range, edit.new_text)
                if is_marked and self.annotation is not None
                else edit
            )
        return types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, version), marked)
