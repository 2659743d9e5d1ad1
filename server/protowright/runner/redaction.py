"""Keeping secrets out of everything that is shown: events are cleaned before any consumer sees them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from protowright.runner.events import AssertionOutcome, Event, MessageReceived
from protowright.text.redaction import text_redactor


def event_redactor(secrets: tuple[str, ...]) -> Callable[[Event], Event]:
    """A function that puts `***` in the place of every secret in an event's texts."""
    redact_text = text_redactor(secrets)

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            return redact_text(value)
        if isinstance(value, AssertionOutcome):
            return replace(value, text=redact_text(value.text), said=redact_text(value.said))
        return tuple(clean(item) for item in value) if isinstance(value, tuple) else value

    def redact(event: Event) -> Event:
        if isinstance(event, MessageReceived):  # of which there may be many thousands
            return MessageReceived(redact_text(event.json), event.after)
        return replace(event, **{field.name: clean(getattr(event, field.name)) for field in fields(event)})

    return redact
