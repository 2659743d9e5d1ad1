"""One file a feature: snapshot -> convert -> feature -> convert."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protowright.lsp.features import (
    authoring,
    code_action,
    code_lens,
    completion,
    diagnostic,
    formatting,
    hover,
    lifecycle,
    running,
    symbols,
    synchronization,
)

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register_features(server: ProtowrightServer) -> None:
    """Add every feature to the server."""
    for module in (
        lifecycle,
        synchronization,
        diagnostic,
        code_action,
        completion,
        hover,
        symbols,
        code_lens,
        formatting,
        running,
        authoring,
    ):
        module.register(server)
