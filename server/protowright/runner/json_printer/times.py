"""Points in time and spans of it, as JSON strings."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = 86_400
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799
"""0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970: what a `Timestamp` may be."""
_MOST_SECONDS = 315_576_000_000
"""What a `Duration` may be at most, about 10,000 years."""
_NANOS = 1_000_000_000
# Looked up, for to format a number takes as long as all the rest.
_TWO_DIGITS = tuple(f"{number:02}" for number in range(60))
_THREE_DIGITS = tuple(f"{number:03}" for number in range(1000))


def timestamp(seconds: int, nanos: int) -> str | None:
    """The time in UTC after RFC 3339, in quotes. None when google/protobuf/timestamp.proto does not allow the numbers."""
    if not (_FIRST_SECOND <= seconds <= _LAST_SECOND and 0 <= nanos < _NANOS):
        return None
    day, second = divmod(seconds, _DAY)
    minute, second = divmod(second, 60)
    clock = f"{_TWO_DIGITS[minute // 60]}:{_TWO_DIGITS[minute % 60]}:{_TWO_DIGITS[second]}"
    return f'"{_date(day)}T{clock}{_fraction(nanos)}Z"'


def duration(seconds: int, nanos: int) -> str | None:
    """The seconds with an `s`, in quotes. None when google/protobuf/duration.proto does not allow the numbers."""
    if not (-_MOST_SECONDS <= seconds <= _MOST_SECONDS and -_NANOS < nanos < _NANOS):
        return None
    if seconds >= 0 and nanos >= 0:
        return f'"{seconds}{_fraction(nanos)}s"'
    return f'"-{-seconds}{_fraction(-nanos)}s"' if seconds <= 0 and nanos <= 0 else None


@lru_cache(maxsize=64)
def _date(day: int) -> str:
    """The date that is `day` days after 1970-01-01."""
    return (date(1970, 1, 1) + timedelta(day)).isoformat()


def _fraction(nanos: int) -> str:
    """The point and three, six or nine digits; nothing for a whole second."""
    if not nanos:
        return ""
    if not nanos % 1_000_000:
        return f".{_THREE_DIGITS[nanos // 1_000_000]}"
    return f".{nanos:09}" if nanos % 1_000 else f".{nanos // 1_000:06}"
