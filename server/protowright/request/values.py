"""Values as people write them in directives: durations, sizes, switches, choices."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}
_NUMBER = r"\d{1,18}(?:\.\d{1,40})?"
_PART = re.compile(rf"({_NUMBER})\s*({'|'.join(_UNITS)})\s*", re.ASCII)
_BARE = re.compile(_NUMBER, re.ASCII)
_SIZE = re.compile(rf"({_NUMBER})\s*(?:([kmg])(?:i?b)?|b)?", re.ASCII | re.IGNORECASE)
_FACTORS = {"k": 1024, "m": 1024**2, "g": 1024**3}
_ON = ("", "true", "on", "yes", "1")
_OFF = ("false", "off", "no", "0")

LONGEST = 1_000_000_000.0
"""The longest duration, in seconds: some 30 years. Clocks of operating systems end not far above."""

LARGEST = 2**31 - 1
"""The largest size in bytes: gRPC counts in 32 bits."""


def parse_duration(text: str, bare_unit: str) -> float | None:
    """The seconds of `5s`, `300 ms`, `1.5m` or `1m30s`; a bare number is in `bare_unit`. None for anything else."""
    text = text.strip()
    if _BARE.fullmatch(text):
        seconds = float(text) * _UNITS[bare_unit]
    else:
        parts = list(_PART.finditer(text))
        if not parts or "".join(part[0] for part in parts) != text:
            return None
        seconds = sum(float(part[1]) * _UNITS[part[2]] for part in parts)
    return seconds if seconds <= LONGEST else None


def parse_size(text: str) -> int | None:
    """The bytes of `4194304`, `4MB`, `4 MiB` or `512k`, where a kilobyte has 1024 bytes. None for anything else.

    gRPC's own limit of 4 MB is 4 * 1024 * 1024 bytes, and so are the units here.
    """
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        return None
    size = float(found[1]) * _FACTORS[found[2].lower()] if found[2] else float(found[1])
    return int(size) if 1 <= size <= LARGEST else None


def parse_flag(text: str) -> bool | None:
    """Whether a switch is on: nothing, `true`, `on`, `yes` or `1`, and their opposites. None for anything else."""
    text = text.strip().lower()
    return True if text in _ON else False if text in _OFF else None


def parse_count(text: str, largest: int) -> int | None:
    """A whole number from 1 to `largest`."""
    text = text.strip()
    return int(text) if re.fullmatch(r"0{0,9}[1-9]\d{0,9}", text, re.ASCII) and int(text) <= largest else None


def split_list(text: str) -> tuple[str, ...]:
    """The words of `a, b` or `a b`, each once."""
    return tuple(dict.fromkeys(word for word in re.split(r"[\s,]+", text) if word))


def either(words: Sequence[str]) -> str:
    """The words for a sentence: `a`, `b` or `c`."""
    shown = [f"`{word}`" for word in words]
    return f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else "".join(shown)
