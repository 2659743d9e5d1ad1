"""The response document: a call as a readable text, made of its events."""

from __future__ import annotations

from protowright.runner.events import (
    Asserted,
    AssertionOutcome,
    Event,
    Finished,
    Headers,
    MessageReceived,
    Pairs,
    Started,
    Trailers,
)
from protowright.text.duration import shown_duration


class ResponseDocument:
    """Takes events, and gives the document as it is so far."""

    def __init__(self) -> None:
        self._begin(None)

    def _begin(self, started: Started | None) -> None:
        self._started = started
        self._headers: Pairs = ()
        self._messages: list[str] = []
        self._trailers: Pairs = ()
        self._assertions: tuple[AssertionOutcome, ...] = ()
        self._finished: Finished | None = None

    def add(self, event: Event) -> None:
        """Take the next event. With `Started` the document begins anew: a request may be run several times."""
        if isinstance(event, MessageReceived):
            self._messages.append(f"// {shown_duration(event.after)}\n{event.json}" if event.after else event.json)
        elif isinstance(event, Started):
            self._begin(event)
        elif isinstance(event, Headers):
            self._headers = event.metadata
        elif isinstance(event, Trailers):
            self._trailers = event.metadata
        elif isinstance(event, Asserted):
            self._assertions = event.results
        else:
            self._finished = event

    @property
    def message_count(self) -> int:
        """How many messages came so far."""
        return len(self._messages)

    def text(self) -> str:
        """The document. What differs from run to run stands on its second line alone, but for times above messages."""
        sections = [self._head()]
        if self._messages:
            sections.append("\n\n===\n\n".join(self._messages))
        finished = self._finished
        if finished is not None and finished.message:
            sections.append(f"### message\n{finished.message}")
        if finished is not None and finished.details:
            sections.append("### details\n" + "\n\n".join(finished.details))
        if self._trailers:
            sections.append("### trailers\n" + _lines(self._trailers))
        if self._assertions:
            sections.append("### assertions\n" + "\n".join(_assertion_line(result) for result in self._assertions))
        return "\n\n".join(sections) + "\n"

    def _head(self) -> str:
        finished, started = self._finished, self._started
        lines = ["GRPC - RUNNING" if finished is None else f"GRPC {finished.code} - {finished.status}"]
        if started is not None:
            duration = "" if finished is None else f" · {shown_duration(finished.duration)}"
            method = f"{started.service}/{started.method}".lstrip("/")
            lines.append(f"# {method} at {started.target}{duration} · {started.time}")
            lines.append(f"# schema: {started.schema}")
        if finished is not None and finished.explanation:
            lines.append(f"# {finished.explanation}")
        if self._headers:
            lines.append(_lines(self._headers))
        return "\n".join(lines)


def _lines(metadata: Pairs) -> str:
    return "\n".join(f"{key}: {value}" for key, value in metadata)


def _assertion_line(result: AssertionOutcome) -> str:
    return f"✓ {result.text}" if result.passed else f"✗ {result.text}: {result.said}"
