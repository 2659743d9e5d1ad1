"""`addressbook.AddressBook`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from samples.service.binding import Call
from samples.service.errors import invalid
from samples.service.store import Store


class AddressBook:
    """Keeps people."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get_person(self, request: Any, call: Call) -> Any:
        """One person, or NOT_FOUND."""
        return self._store.people.get(request.id)

    def add_person(self, request: Any, call: Call) -> Any:
        """Adds or replaces; INVALID_ARGUMENT without a name or with a negative id."""
        violations = {} if request.name else {"name": "must be given"}
        if request.id < 0:
            violations["id"] = f"must not be negative, is {request.id}"
        if violations:
            raise invalid(violations)
        with self._store.lock:
            request.id = request.id or self._next_id()
            self._store.people.put(request)
        return request

    def list_people(self, request: Any, call: Call) -> Iterator[Any]:
        """Everyone, or those who have or lack a ponycopter."""
        for person in self._sorted():
            if not request.HasField("has_ponycopter") or person.has_ponycopter == request.has_ponycopter:
                yield person

    def _sorted(self) -> list[Any]:
        return sorted(self._store.people.all(), key=lambda person: int(person.id))

    def _next_id(self) -> int:
        return max((int(person.id) for person in self._store.people.all()), default=0) + 1
