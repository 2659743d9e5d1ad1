"""What happens during a call, in the order it happens. Consumers: the response document, the terminal, JSON."""

from __future__ import annotations

import datetime
from dataclasses import asdict, dataclass
from typing import Any

Pairs = tuple[tuple[str, str], ...]
"""Metadata as shown: binary values are base64."""


@dataclass(frozen=True, slots=True)
class Started:
    """The call begins. `schema` says where its schema came from; `time` is UTC, ISO 8601 with seconds.

    `is_stream` tells whether several messages may come, and time may pass between them.
    """

    service: str
    method: str
    target: str
    schema: str
    time: str
    is_stream: bool = True


@dataclass(frozen=True, slots=True)
class Headers:
    """The server's initial metadata came."""

    metadata: Pairs


@dataclass(frozen=True, slots=True)
class MessageReceived:
    """A message came; `json` is its proto3 JSON, indented by two. The answer to `describe` is `.proto` text instead.

    `after` is how long after the start of the call it came, in seconds; 0 when nobody wants to know.
    """

    json: str
    after: float = 0.0


@dataclass(frozen=True, slots=True)
class Trailers:
    """The server's trailing metadata came."""

    metadata: Pairs


@dataclass(frozen=True, slots=True)
class AssertionOutcome:
    """What came of one assertion: its text, its line in the request file from 1, and what is so when it does not hold."""

    line: int
    text: str
    passed: bool
    said: str


@dataclass(frozen=True, slots=True)
class Asserted:
    """The assertions were evaluated. The event comes before `Finished`, when a request has assertions."""

    results: tuple[AssertionOutcome, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The call is over.

    `code` is the gRPC status code and `status` its name; `message` is the server's; `details` are the `google.rpc`
    details, each as JSON; `explanation` is a sentence of ours where the status alone says too little; `duration` is in
    seconds.
    """

    code: int
    status: str
    message: str
    details: tuple[str, ...]
    explanation: str
    duration: float


Event = Started | Headers | MessageReceived | Trailers | Asserted | Finished

_TYPES = {kind.__name__: kind for kind in (Started, Headers, MessageReceived, Trailers, Asserted, Finished)}


def event_to_json(event: Event) -> dict[str, Any]:
    """The event as an object for JSON; its class name is the member `event`."""
    data = asdict(event) if isinstance(event, Asserted) else {name: getattr(event, name) for name in event.__slots__}
    return {"event": type(event).__name__, **data}


def event_from_json(data: dict[str, Any]) -> Event:
    """The event that `event_to_json` made. Raises KeyError or TypeError for anything else."""
    fields = {key: _tuples(value) for key, value in data.items() if key != "event"}
    if data["event"] == Asserted.__name__:
        return Asserted(tuple(AssertionOutcome(**result) for result in data["results"]))
    event: Event = _TYPES[data["event"]](**fields)
    return event


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value


def utc_now() -> str:
    """The time, as events have it."""
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
