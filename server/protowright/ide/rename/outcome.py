"""What comes of a rename."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.text.edit import Edit
from protowright.text.span import Span

Changes = dict[str, list[Edit]]
"""The edits of each file, by its absolute path, in the order of its text."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What can be renamed: where its name stands in the asked file, and the name to start from."""

    span: Span
    placeholder: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing is renamed: one clause, without capital and final dot."""

    reason: str


class Refused(Exception):
    """Ends a rename; the message is the reason of the refusal."""
