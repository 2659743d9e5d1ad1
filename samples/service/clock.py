"""The time of the samples: it moves with the counted ids only, so that equal runs give equal responses."""

from __future__ import annotations

from datetime import datetime, timezone

START = int(datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc).timestamp())
MINUTE = 60


def after_start(minutes: int) -> dict[str, int]:
    """So many minutes after the start of the samples' time, as the fields of a `google.protobuf.Timestamp`."""
    return {"seconds": START + minutes * MINUTE}


def seconds(duration: object, otherwise: float) -> float:
    """The length of a `google.protobuf.Duration` in seconds, or another length when the message is None."""
    if duration is None:
        return otherwise
    return float(getattr(duration, "seconds", 0)) + float(getattr(duration, "nanos", 0)) / 1e9
