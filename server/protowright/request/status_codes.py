"""The status codes of gRPC (grpc/doc/statuscodes.md)."""

from __future__ import annotations

from typing import Final

STATUS_NAMES: Final = (
    *("OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS"),
    *("PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED"),
    *("INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"),
)
"""The names of the codes, each at the index that is its number."""

_NUMBERS: Final = {name.replace("_", "").lower(): number for number, name in enumerate(STATUS_NAMES)}


def status_code(text: str) -> int | None:
    """The number that a name (`NOT_FOUND`, and `NotFound` as Go writes it) or a number stands for; None if for none."""
    if text.isascii() and text.isdigit():
        number = int(text[:4])
        return number if number < len(STATUS_NAMES) and len(text) < 4 else None
    return _NUMBERS.get(text.replace("_", "").lower())
