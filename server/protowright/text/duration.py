"""Durations for people."""

from __future__ import annotations


def shown_duration(seconds: float) -> str:
    """A duration as a person reads it: `12.4 ms`, `3.21 s`."""
    milliseconds = f"{seconds * 1000:.1f}"
    return f"{milliseconds} ms" if float(milliseconds) < 1000 else f"{seconds:.2f} s"
