"""Parts of a session that are made when they are first asked for, as what they import takes longer than `initialize` may."""

from __future__ import annotations

import importlib
import threading
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class LatePart(Generic[T]):
    """An attribute of the session: `place` is the module and the name, `a.module:Name`, of what makes it from the session.

    It is made once, on whatever thread asks first.
    """

    _making = threading.RLock()  # one for all, as parts ask for one another

    def __init__(self, place: str) -> None:
        self.module, _, self._maker = place.partition(":")

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, session: None, owner: type) -> LatePart[T]: ...

    @overload
    def __get__(self, session: object, owner: type) -> T: ...

    def __get__(self, session: object | None, owner: type) -> T | LatePart[T]:
        if session is None:
            return self
        with self._making:
            if self._name not in vars(session):  # from now on, Python finds it there and comes here no more
                make: Any = getattr(importlib.import_module(self.module), self._maker)
                vars(session)[self._name] = make(session)
        part: T = vars(session)[self._name]
        return part

    def is_made(self, session: object) -> bool:
        """Whether the session has the part already."""
        return self._name in vars(session)
