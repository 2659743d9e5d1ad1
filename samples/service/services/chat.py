"""`chat.v1.Chat`: rooms, and all four kinds of call."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from samples.service.binding import Call
from samples.service.clock import after_start, seconds
from samples.service.errors import invalid
from samples.service.store import Store

CLOCK_ROOM = "clock"
CLOCK_INTERVAL = 0.1
# A listener that waits for the next message looks this often whether its call is still on, in seconds.
LISTENER_WAKE_UP = 0.1
BOT = "barista"


class Chat:
    """Rooms where people write to one another."""

    def __init__(self, store: Store) -> None:
        self._types = store.schema.package("chat.v1")
        self._changed = threading.Condition()
        self._rooms: dict[str, list[Any]] = {}
        for row in store.seeded_messages:
            self._write(**row)

    def send(self, request: Any, call: Call) -> Any:
        """The message as it was written; INVALID_ARGUMENT when something is missing."""
        fields = {name: getattr(request, name) for name in ("room", "author", "text")}
        missing = {name: "must be given" for name, value in fields.items() if not value}
        if missing:
            raise invalid(missing)
        if request.room == CLOCK_ROOM:
            raise invalid({"room": f"only the clock writes into {CLOCK_ROOM!r}"})
        return self._write(**fields)

    def subscribe(self, request: Any, call: Call) -> Iterator[Any]:
        """The messages of a room, until there were enough of them or the call is over."""
        if not request.room:
            raise invalid({"room": "must be given"})
        if request.limit < 0:
            raise invalid({"limit": f"must not be negative, is {request.limit}"})
        messages = self._tick(request, call) if request.room == CLOCK_ROOM else self._listen(request.room, call)
        return islice(messages, request.limit or None)

    def upload(self, requests: Iterator[Any], call: Call) -> Any:
        """What the file came to; INVALID_ARGUMENT when the pieces are out of order."""
        info = next(requests, None)
        if info is None or not info.HasField("info"):
            raise invalid({"info": "must be in the first message"})
        digest, size, chunks = hashlib.sha256(), 0, 0
        for request in requests:
            if not request.HasField("chunk"):
                raise invalid({"chunk": "must be in every message but the first"})
            digest.update(request.chunk)
            size, chunks = size + len(request.chunk), chunks + 1
        return self._types.UploadSummary(name=info.info.name, size=size, chunks=chunks, sha256=digest.digest())

    def converse(self, requests: Iterator[Any], call: Call) -> Iterator[Any]:
        """An answer to each line; the call ends after `bye`, and as INVALID_ARGUMENT at an empty line."""
        for number, request in enumerate(requests, 1):
            if not request.text:
                raise invalid({"text": "must be given"})
            over = request.text.strip().lower() == "bye"
            said = f"Bye, {request.author}." if over else f"{request.author} says: {request.text}"
            yield self._message("counter", number, BOT, said)
            if over:
                return

    def _tick(self, request: Any, call: Call) -> Iterator[Any]:
        given = request.interval if request.HasField("interval") else None
        pause = seconds(given, CLOCK_INTERVAL)
        for number in count(1):
            if not call.active or (pause and number > 1 and not call.pause(pause)):
                return
            yield self._message(CLOCK_ROOM, number, CLOCK_ROOM, f"tick {number}")

    def _listen(self, room: str, call: Call) -> Iterator[Any]:
        sent = 0
        while call.active:
            with self._changed:
                messages = self._rooms.get(room, [])[sent:]
                if not messages:
                    self._changed.wait(LISTENER_WAKE_UP)
            yield from messages
            sent += len(messages)

    def _write(self, room: str, author: str, text: str, reactions: dict[str, int] | None = None) -> Any:
        with self._changed:
            messages = self._rooms.setdefault(room, [])
            message = self._message(room, len(messages) + 1, author, text)
            message.reactions.update(reactions or {})
            messages.append(message)
            self._changed.notify_all()
        return message

    def _message(self, room: str, number: int, author: str, text: str) -> Any:
        time = after_start(number)
        return self._types.Message(id=f"{room}/{number}", room=room, author=author, text=text, time=time)
