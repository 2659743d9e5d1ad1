"""One file a feature: snapshot -> convert -> feature -> convert.

What a session lives on is registered at once. The rest is offered: the client is told of it, and its module is imported
when it is first asked for, or when nobody waits (`late_features.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from protowright.lsp.features import lifecycle, synchronization
from protowright.lsp.offers import COMMANDS, METHODS

if TYPE_CHECKING:
    from protowright.lsp.server import ProtowrightServer


def register_features(server: ProtowrightServer) -> None:
    """Add every feature to the server."""
    lifecycle.register(server)
    synchronization.register(server)
    for module, methods in METHODS.items():
        for method in methods:
            server.offer_feature(method, f"{__name__}.{module}")
    for module, names in COMMANDS.items():
        for name in names:
            server.offer_command(name, f"{__name__}.{module}")
