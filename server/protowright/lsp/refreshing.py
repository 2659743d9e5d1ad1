"""Asking the client to ask again for what it shows without being asked: lenses, hints, colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def refresh_lenses(server: ProtowrightServer) -> None:
    """Lenses say something else now."""
    workspace = server.client_capabilities.workspace
    lenses = None if workspace is None else workspace.code_lens
    if lenses is not None and lenses.refresh_support:
        server.workspace_code_lens_refresh(None)


def refresh_hints(server: ProtowrightServer) -> None:
    """Hints say something else now: a schema is known, a setting or the environment changed."""
    workspace = server.client_capabilities.workspace
    hints = None if workspace is None else workspace.inlay_hint
    if hints is not None and hints.refresh_support:
        server.workspace_inlay_hint_refresh(None)
