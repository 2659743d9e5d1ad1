"""The texts of open files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.lsp.uris import to_path
from protowright.text.line_index import LineIndex

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handlers. They are not asynchronous: the next message must see what they did."""

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        path = server.remember_uri(params.text_document.uri, str(params.text_document.language_id))
        server.host.open(path, params.text_document.text, params.text_document.version)
        server.publisher.changed(path)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        path = to_path(params.text_document.uri)
        lines = server.host.lines(path)
        if lines is None:
            return
        for change in params.content_changes:
            lines = LineIndex(_applied(server, lines, change))
        server.host.open(path, lines.text, params.text_document.version)
        server.publisher.changed(path)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    def did_save(params: types.DidSaveTextDocumentParams) -> None:
        if not server.is_told_of_files:
            server.host.disk_changed()
            server.indexing.start()

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        path = to_path(params.text_document.uri)
        server.host.close(path)
        server.publisher.closed(path)
        server.token_results.forget(params.text_document.uri)


def _applied(server: ProtowrightServer, lines: LineIndex, change: types.TextDocumentContentChangeEvent) -> str:
    """The text whose lines are `lines`, changed."""
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return change.text
    start = lines.offset(change.range.start.line, change.range.start.character, server.encoding)
    end = lines.offset(change.range.end.line, change.range.end.character, server.encoding)
    return lines.text[:start] + change.text + lines.text[max(start, end) :]
