"""Keeping secrets out of everything that is shown: events are cleaned before any consumer sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from protowright.runner.events import Event

MASK = "***"


def redactor(secrets: tuple[str, ...]) -> Callable[[Event], Event]:
    """A function that puts `***` in the place of every secret in an event's texts."""
    if not secrets:
        return lambda event: event
    ordered = sorted(secrets, key=len, reverse=True)

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            for secret in ordered:
                value = value.replace(secret, MASK)
            return value
        return tuple(clean(item) for item in value) if isinstance(value, tuple) else value

    def redact(event: Event) -> Event:
        return replace(event, **{field.name: clean(getattr(event, field.name)) for field in fields(event)})

    return redact
