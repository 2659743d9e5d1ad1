"""`initialize`, `initialized`, workspace folders, watched files."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from lsprotocol import types

from protowright.lsp.refreshing import refresh_hints, refresh_lenses
from protowright.lsp.uris import to_path

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer

_ROOT_FILES = ("**/buf.yaml", "**/buf.work.yaml", "**/.pbls.toml", "**/protols.toml")
_LANGUAGE_FILES = ("**/*.proto", "**/*.grpc")
_ENVIRONMENTS = ("**/http-client.env.json", "**/http-client.private.env.json", "**/.env")
_IGNORE_FILES = ("**/.gitignore", "**/.git/info/exclude")
_WATCHED = (*_ROOT_FILES, *_LANGUAGE_FILES, *_ENVIRONMENTS, *_IGNORE_FILES)
_PARENT_CHECK_INTERVAL = 2.0


def register(server: ProtowrightServer) -> None:
    """Add the handlers."""

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        folders = [to_path(folder.uri) for folder in params.workspace_folders or []]
        if not folders and params.root_uri:
            folders = [to_path(params.root_uri)]
        asyncio.get_running_loop().call_soon(_open, server, folders, params.initialization_options)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        _register_watchers(server)
        server.in_background(server.memory.watch())
        if server.process_id:
            server.in_background(_leave_with_parent(server, server.process_id))
        server.indexing.start()
        await server.configuration.initialized()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders_changed(params: types.DidChangeWorkspaceFoldersParams) -> None:
        removed = {to_path(folder.uri) for folder in params.event.removed}
        kept = [folder for folder in server.host.folders if folder not in removed]
        server.host.set_folders([*kept, *(to_path(folder.uri) for folder in params.event.added)])
        if not server.configuration.applied():  # which would have done the same
            server.publisher.disk_changed()
            refresh_hints(server)
            refresh_lenses(server)
        server.indexing.start()
        server.in_background(server.configuration.folders_changed())

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched_files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        server.host.disk_changed()
        if any(change.uri.endswith(server.configuration.files) for change in params.changes):
            server.configuration.applied()
        server.publisher.disk_changed()
        refresh_hints(server)
        server.indexing.start()

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configuration_changed(params: types.DidChangeConfigurationParams) -> None:
        await server.configuration.changed(params.settings)


def _open(server: ProtowrightServer, folders: list[str], options: object) -> None:
    """Open the workspace when `initialize` is answered, and before the next message is taken up."""
    from protowright.lsp.opening import open_workspace

    open_workspace(server, folders, options)


def _register_watchers(server: ProtowrightServer) -> None:
    if not server.is_told_of_files:
        return
    globs = (*_WATCHED, *(f"**/{name}" for name in server.configuration.files))
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in globs])
    registration = types.Registration("watched-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    server.client_register_capability(types.RegistrationParams([registration]))


async def _leave_with_parent(server: ProtowrightServer, process_id: int) -> None:
    """End the process when the editor that started it is gone (LSP 3.17, `processId`)."""
    while True:
        await asyncio.sleep(_PARENT_CHECK_INTERVAL)
        if not _is_alive(process_id):
            os._exit(1)


def _is_alive(process_id: int) -> bool:
    if os.name != "posix":
        return True  # there, signal 0 would end the process; the closed stream tells
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
