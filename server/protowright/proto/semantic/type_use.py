"""Where a type is named."""

from __future__ import annotations

from typing import NamedTuple

from protowright.proto.syntax.nodes import Path


class TypeUse(NamedTuple):
    """The use of `path` as a type, looked up in `scope`. `starts_statement` tells whether no label is in front of it."""

    path: Path
    scope: str
    wants_message: bool = False
    is_extendee: bool = False
    starts_statement: bool = False
