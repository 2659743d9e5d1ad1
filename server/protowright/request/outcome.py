"""What came of a call, as assertions and other requests see it."""

from __future__ import annotations

from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A call that is over.

    `code` and `status` are gRPC's status code and its name, `message` the server's words; `duration` is in seconds.
    `headers` and `trailers` are metadata as shown: binary values are base64. Each of `messages` and `details` is a JSON
    text.
    """

    code: int
    status: str
    message: str
    duration: float
    headers: Pairs
    trailers: Pairs
    messages: tuple[str, ...]
    details: tuple[str, ...]
