"""What came of a call, as far as assertions and references look at it."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]
"""Metadata in its order; binary values are base64."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a call.

    `code` and `status` are the number and the name of its status, `message` is what the server said about it.
    `duration` is in seconds. `messages` are the JSON texts (proto3 mapping) of what came, in its order; `details` are
    those of the `google.rpc` details of the status.
    """

    code: int
    status: str
    message: str
    duration: float
    headers: Pairs = ()
    trailers: Pairs = ()
    messages: tuple[str, ...] = ()
    details: tuple[str, ...] = ()


def values_of(pairs: Pairs, key: str) -> list[str]:
    """The values of a key of metadata; letter case counts for nothing (RFC 9110, 5.1)."""
    return [value for name, value in pairs if name.lower() == key.lower()]
