"""One line a figure, one line a bar."""

from __future__ import annotations


def figure(topic: str, text: str) -> None:
    """Print a figure."""
    print(f"{topic}: {text}", flush=True)


def bar(topic: str, what: str, value: float, limit: float, unit: str = "") -> bool:
    """Print a value and the bar it has to stay under; tells whether it does."""
    good = value <= limit
    print(f"{topic}: {what} = {value:.2f}{unit} (bar {limit:g}{unit}) {'ok' if good else 'MISSED'}", flush=True)
    return good


def failed(topic: str, what: str, error: object) -> bool:
    """Print that a bar could not be measured, which counts as missed."""
    print(f"{topic}: {what}: not measured, MISSED: {error}", flush=True)
    return False


def reached(topic: str, what: str, value: float, limit: float, unit: str = "") -> bool:
    """Print a value and the bar that it has to reach; tells whether it does."""
    good = value >= limit
    print(f"{topic}: {what} = {value:.2f}{unit} (at least {limit:g}{unit}) {'ok' if good else 'MISSED'}", flush=True)
    return good
