"""What the sample services know: read from `seed.json` at start, changed by calls, forgotten at the end."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from samples.service.access import TOKEN_PREFIX
from samples.service.errors import not_found
from samples.service.schema import Schema

SEED = Path(__file__).with_name("seed.json")


class Table:
    """Messages of one kind by their ids. A message in it is never changed, only replaced."""

    def __init__(self, key: str, messages: Iterable[Any], kind: str) -> None:
        """`key` is the field that holds the id, `kind` the message's full name."""
        self._key = key
        self._kind = kind
        self._messages = {getattr(message, key): message for message in messages}

    def get(self, identity: Any) -> Any:
        """The message with this id. Raises a NOT_FOUND Failure."""
        if identity not in self._messages:
            raise not_found(self._kind, str(identity))
        return self._messages[identity]

    def find(self, identity: Any) -> Any | None:
        """The message with this id, or None."""
        return self._messages.get(identity)

    def put(self, message: Any) -> None:
        """Adds the message, or replaces the one with its id."""
        self._messages[getattr(message, self._key)] = message

    def remove(self, identity: Any) -> None:
        """Forgets the message with this id. Raises a NOT_FOUND Failure."""
        self.get(identity)
        del self._messages[identity]

    def all(self) -> list[Any]:
        """All messages, in the order in which they were first added."""
        return list(self._messages.values())


class Store:
    """All tables. Hold `lock` from reading a message until its replacement is in."""

    def __init__(self, schema: Schema) -> None:
        seed = json.loads(SEED.read_text("utf-8"))
        self.schema = schema
        self.lock = threading.RLock()
        self.users = self._table("shop.v1.User", "user_id", seed["users"])
        self.products = self._table("shop.v1.Product", "sku", seed["products"])
        self.orders = self._table("shop.v1.Order", "order_id", ())
        self.people = self._table("addressbook.Person", "id", seed["people"])
        self.passwords: dict[str, str] = seed["passwords"]
        self.seeded_orders: list[dict[str, Any]] = seed["orders"]
        self.seeded_messages: list[dict[str, Any]] = seed["messages"]
        self.user_ids = count(101)
        self.order_ids = count(1001)

    def user_of(self, email: str) -> Any | None:
        """The user with this email address, or None."""
        return next((user for user in self.users.all() if user.email == email), None)

    def tokens(self) -> list[str]:
        """The bearer tokens of everyone who can sign in."""
        users = filter(None, map(self.user_of, self.passwords))
        return [TOKEN_PREFIX + user.user_id for user in users]

    def user_with(self, token: str) -> Any:
        """Whose token it is. Raises a NOT_FOUND Failure when that account was closed."""
        return self.users.get(token.removeprefix(TOKEN_PREFIX))

    def read(self, kind: str, values: dict[str, Any]) -> Any:
        """A message from its JSON form. Raises json_format.ParseError when it isn't one."""
        message = self.schema.message(kind)()
        return json_format.ParseDict(values, message, descriptor_pool=self.schema.pool)

    def _table(self, kind: str, key: str, rows: Iterable[dict[str, Any]]) -> Table:
        return Table(key, [self.read(kind, row) for row in rows], kind)
