"""`user.UserService`: the shop's users, in fewer fields."""

from __future__ import annotations

from typing import Any

from samples.service.binding import Call
from samples.service.store import Store


class UserService:
    """Looks up users."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._types = store.schema.package("user")

    def get_user(self, request: Any, call: Call) -> Any:
        """One user, or NOT_FOUND."""
        user = self._store.users.get(request.id)
        return self._types.User(id=user.user_id, name=user.display_name, email=user.email)
