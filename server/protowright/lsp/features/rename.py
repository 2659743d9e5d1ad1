"""`textDocument/prepareRename` and `textDocument/rename`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from protowright.ide.rename import Refusal, prepare_rename, rename
from protowright.lsp.convert_changes import takes_versions, workspace_edit
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_REQUEST_FAILED = -32803


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def prepare(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        found = await server.run_feature(prepare_rename, snapshot, path, converter.offset(params.position))
        if isinstance(found, Refusal):
            raise _refused(found)
        return types.PrepareRenamePlaceholder(converter.range(found.span), found.placeholder)

    @server.feature(types.TEXT_DOCUMENT_RENAME)
    async def rename_everywhere(params: types.RenameParams) -> types.WorkspaceEdit | None:
        snapshot, path = server.host.snapshot(), to_path(params.text_document.uri)
        converter = server.converter(snapshot, path)
        if converter is None:
            return None
        offset = converter.offset(params.position)
        found = await server.run_search(rename, snapshot, path, offset, params.new_name)
        if isinstance(found, Refusal):
            raise _refused(found)
        with_versions = takes_versions(server.client_capabilities)
        return workspace_edit(found, snapshot, server.encoding, server.uri_of, with_versions)


def _refused(refusal: Refusal) -> JsonRpcException:
    """The answer that nothing is renamed: its message is the reason, which editors show."""
    return JsonRpcException(refusal.reason, _REQUEST_FAILED)
