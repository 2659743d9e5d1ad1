"""What the surroundings of a type tell about it: the method it belongs to, the name of the field, the types used so far."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.completion.context import Place
from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import IMPORTED, MEANT, SAME_FILE
from protowright.proto.semantic.linking import type_uses

_NAME_BEHIND = re.compile(r"(?:[\w.]*)(?:\s*>)?\s+(\w+)\s*=")
_VERBS = re.compile(r"(?:Get|List|Create|Update|Delete|Search|BatchGet|Set|Watch|Stream)(?=[A-Z])")


class Hints:
    """The hints of one place."""

    def __init__(self, question: Question) -> None:
        context = question.context
        words = context.words
        self._method = words[1] if context.place is Place.RPC_TYPE and len(words) > 1 else ""
        self._is_response = "returns" in words
        behind = _NAME_BEHIND.match(question.rest_of_line)
        self._type_names = frozenset(_type_names(behind[1]) if behind is not None and not self._method else ())
        self._used = {use.path.text.rpartition(".")[2] for use in type_uses(question.link.symbols)}

    def starts(self, typed: str) -> Iterator[str]:
        """How the names that are meant begin, those that begin with what is `typed`; all in lower case."""
        method = self._method.lower()
        names = {method, _VERBS.sub("", self._method, count=1).lower()} if method else self._type_names
        return (name for name in sorted(names) if name.startswith(typed) or (name == method and typed.startswith(name)))

    def nearness(self, full_name: str, otherwise: int) -> int:
        """How near a type is: nearer than `otherwise` when something hints at it."""
        if self.is_meant(full_name):
            return MEANT
        return SAME_FILE if otherwise == IMPORTED and full_name.rpartition(".")[2] in self._used else otherwise

    def is_meant(self, full_name: str) -> bool:
        """Whether the name of the method or of the field hints at a type."""
        name = full_name.rpartition(".")[2]
        return name.lower() in self._type_names or bool(self._method and self._fits_method(name))

    def _fits_method(self, name: str) -> bool:
        """`GetUser` takes a `GetUserRequest`, and gives a `GetUserResponse` or a `User`."""
        if name.startswith(self._method):
            return name.endswith(("Response", "Reply", "Result")) if self._is_response else name.endswith("Request")
        return self._is_response and name == _VERBS.sub("", self._method, count=1)


def _type_names(field: str) -> Iterator[str]:
    """Names of types that fit a field, in lower case: `home_address` may be an `Address`, and `users` be of `User`."""
    words = field.lower().split("_")
    for index in range(len(words)):
        name = "".join(words[index:])
        yield name
        yield name.removesuffix("s")
