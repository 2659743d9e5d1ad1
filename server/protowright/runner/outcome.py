"""What came of a call, as a whole: made of its events, and read by assertions and by other requests."""

from __future__ import annotations

from protowright.request.assertions.outcome import Outcome
from protowright.runner.events import Event, Finished, Headers, MessageReceived, Pairs, Trailers


class OutcomeCollector:
    """A consumer of events. `outcome` is None until the call is over."""

    def __init__(self) -> None:
        self._headers: Pairs = ()
        self._trailers: Pairs = ()
        self._messages: list[str] = []

    def add(self, event: Event) -> None:
        """Take the next event."""
        if isinstance(event, MessageReceived):
            self._messages.append(event.json)
        elif isinstance(event, Headers):
            self._headers = event.metadata
        elif isinstance(event, Trailers):
            self._trailers = event.metadata

    def outcome(self, finished: Finished) -> Outcome:
        """What came of the call that ended so."""
        return Outcome(
            code=finished.code,
            status=finished.status,
            message=finished.message,
            duration=finished.duration,
            headers=self._headers,
            trailers=self._trailers,
            messages=tuple(self._messages),
            details=finished.details,
        )
