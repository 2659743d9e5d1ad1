"""How a request reaches its target: the address, and with or without TLS."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.project.snapshot import Snapshot
from protowright.request.directive_values import directive_values
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.request.target import InvalidTarget, Target, parse_target, target_text
from protowright.request.variables import UnresolvedVariable, Variables


@dataclass(frozen=True, slots=True)
class Transport:
    """The target with its variables filled in. `is_verified`: the server's certificate is looked at.

    `is_written` tells that the request line itself says whether there is TLS.
    """

    target: Target
    is_verified: bool
    is_written: bool

    @property
    def title(self) -> str:
        """In a few words."""
        if not self.target.tls:
            return "plaintext"
        return "TLS" if self.is_verified else "TLS, certificate not verified"


def transport_of(
    snapshot: Snapshot, path: str, file: RequestFile, block: Block, environment: str | None = None
) -> Transport | None:
    """The transport of a block of the request file at `path`; None for a target that cannot be told before the call."""
    if block.line is None:
        return None
    known = snapshot.environment(path, environment)
    variables = Variables(file, known.variables, known.dotenv)
    values = directive_values(block, file)
    try:
        text = target_text(block.line, variables.names())
        filled = variables.fill(text)
        target = parse_target(filled, plaintext=values.plaintext is True, tls=values.plaintext is False)
    except (InvalidTarget, UnresolvedVariable):
        return None
    return Transport(
        target, not values.insecure, text.startswith(("grpc://", "grpcs://", "http://", "https://", "unix"))
    )
