"""`shop.v1.Users`: accounts, and the tokens that open them. The bearer token is checked before a call comes here."""

from __future__ import annotations

from typing import Any

from samples.service.access import TOKEN_PREFIX
from samples.service.binding import Call
from samples.service.clock import after_start
from samples.service.errors import already_exists, forbidden, invalid, refused, unauthenticated
from samples.service.listing import page, updated
from samples.service.store import Store

KIND = "shop.v1.User"
ADMINISTRATOR = 2
DAY = 24 * 60


class Users:
    """Accounts of the shop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._types = store.schema.package("shop.v1")
        self._empty = store.schema.message("google.protobuf.Empty")

    def sign_in(self, request: Any, call: Call) -> Any:
        """A session that ends after a day, or UNAUTHENTICATED."""
        user = self._store.user_of(request.email)
        if user is None or self._store.passwords.get(request.email) != request.password:
            message = "no account has this email address and password"
            raise unauthenticated("SIGN_IN_REFUSED", message, "/shop.v1.Users/SignIn")
        token = TOKEN_PREFIX + user.user_id
        return self._types.Session(token=token, user_id=user.user_id, expire_time=after_start(DAY))

    def get(self, request: Any, call: Call) -> Any:
        """One user, or NOT_FOUND."""
        return self._store.users.get(request.user_id)

    def list(self, request: Any, call: Call) -> Any:
        """A page of users, by id."""
        users = sorted(self._store.users.all(), key=lambda user: int(user.user_id))
        if request.HasField("role"):
            users = [user for user in users if user.role == request.role]
        shown, token = page(users, request.page_size, request.page_token)
        return self._types.ListUsersResponse(users=shown, next_page_token=token, total_size=len(users))

    def create(self, request: Any, call: Call) -> Any:
        """The new user; INVALID_ARGUMENT or ALREADY_EXISTS."""
        violations = self._violations(request.user, "user.")
        if violations:
            raise invalid(violations)
        with self._store.lock:
            if self._store.user_of(request.user.email):
                raise already_exists(KIND, request.user.email)
            user = self._opened(request.user)
            self._store.users.put(user)
        return user

    def update(self, request: Any, call: Call) -> Any:
        """The changed user; INVALID_ARGUMENT, NOT_FOUND or ALREADY_EXISTS."""
        with self._store.lock:
            before = self._store.users.get(request.user.user_id)
            user = updated(before, request.user, request.update_mask, ("user_id", "create_time"))
            violations = self._violations(user, "user.")
            if violations:
                raise invalid(violations)
            if user.email != before.email and self._store.user_of(user.email):
                raise already_exists(KIND, user.email)
            self._store.users.put(user)
        return user

    def delete(self, request: Any, call: Call) -> Any:
        """Nothing; PERMISSION_DENIED, FAILED_PRECONDITION for oneself, or NOT_FOUND."""
        with self._store.lock:
            caller = self._store.user_with(call.token)
            if caller.role != ADMINISTRATOR:
                raise forbidden("only an administrator may close an account", "ROLE_ADMINISTRATOR")
            if caller.user_id == request.user_id:
                raise refused("OWN_ACCOUNT", f"users/{caller.user_id}", "nobody can close the account they are using")
            self._store.users.remove(request.user_id)
        return self._empty()

    def _opened(self, wanted: Any) -> Any:
        user = self._types.User()
        user.CopyFrom(wanted)
        number = next(self._store.user_ids)
        user.user_id, user.role = str(number), wanted.role or 1
        user.create_time.seconds = after_start(number)["seconds"]
        user.create_time.nanos = 0
        return user

    def _violations(self, user: Any, prefix: str) -> dict[str, str]:
        violations = {} if user.display_name else {prefix + "display_name": "must be given"}
        name, at, domain = user.email.partition("@")
        if not (name and at and "." in domain):
            violations[prefix + "email"] = f"must be an email address, is {user.email!r}"
        return violations
