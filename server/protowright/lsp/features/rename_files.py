"""`workspace/willRenameFiles`: what names a file is changed before the editor moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.ide.rename import rename_files
from protowright.lsp.convert_changes import takes_versions, workspace_edit
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register(server: ProtowrightServer) -> None:
    """Add the handler."""

    @server.feature(types.WORKSPACE_WILL_RENAME_FILES)
    async def will_rename(params: types.RenameFilesParams) -> types.WorkspaceEdit | None:
        snapshot = server.host.snapshot()
        moves = [(to_path(file.old_uri), to_path(file.new_uri)) for file in params.files]
        found = await server.run_search(rename_files, snapshot, moves)
        if not found:
            return None
        with_versions = takes_versions(server.client_capabilities)
        return workspace_edit(found, snapshot, server.encoding, server.uri_of, with_versions)
