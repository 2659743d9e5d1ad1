"""Opening the workspace, which is not what the client waits for when it says `initialize`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from platformdirs import user_cache_dir

from protowright.lsp.warming import warm_up
from protowright.project.host import Host

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def new_host(_: ProtowrightServer) -> Host:
    """The files of a session."""
    host = Host()
    host.keep_scans(user_cache_dir("protowright"))
    return host


def open_workspace(server: ProtowrightServer, folders: Sequence[str], options: object) -> None:
    """Take the absolute paths of the folders and the `initializationOptions`; then get ready for what will be asked."""
    server.memory.end_start()
    server.host.is_told_of_files = server.is_told_of_files
    server.host.set_folders(folders)
    server.configuration.initialize(options)
    server.in_background(warm_up(server))
