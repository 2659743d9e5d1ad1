"""Filling `{{variables}}` in."""

from __future__ import annotations

import datetime
import os
import random
import re
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from protowright.request.syntax.nodes import RequestFile
from protowright.text.span import Span

EXPRESSION = re.compile(r"\{\{([^{}\n]*)\}\}")
MAXIMUM_DEPTH = 50
"""How many variables may lead from one to another."""
_ARGUMENTS = re.compile(r"[\s(),]+")

MAXIMUM_LENGTH = 1_000_000
"""How long a variable may get: variables of variables can double at every step."""


class UnresolvedVariable(ValueError):
    """A variable without a value. `expression` is what stands between the braces."""

    def __init__(self, expression: str, reason: str) -> None:
        super().__init__(f"the variable `{expression}` {reason}")
        self.expression = expression


@dataclass(frozen=True)
class Variables:
    """Where variables get their values: the file's own win over those of the environment, `overrides` over both.

    `dotenv` holds the variables of the nearest `.env` file.
    """

    file: RequestFile
    environment: Mapping[str, str]
    dotenv: Mapping[str, str]
    overrides: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _own(self) -> dict[str, str]:
        return {variable.name.text: variable.value.text for variable in self.file.variables}

    def names(self) -> list[str]:
        """All names that have a value here, dynamic ones apart."""
        return sorted({*self._own, *self.environment, *self.overrides})

    def fill(self, text: str) -> str:
        """`text` with every variable replaced. Raises UnresolvedVariable for the first that has no value."""
        return self._fill(text, (), {})

    def _fill(self, text: str, pending: tuple[str, ...], known: dict[str, str]) -> str:
        """`known` are the values worked out so far: a variable has one value within one text, dynamic ones apart."""
        if "{{" not in text:
            return text
        return EXPRESSION.sub(lambda match: self._value(match[1].strip(), pending, known), text)

    def _value(self, expression: str, pending: tuple[str, ...], known: dict[str, str]) -> str:
        if expression in known:
            return known[expression]
        if expression in pending:
            raise UnresolvedVariable(expression, "refers to itself")
        if len(pending) == MAXIMUM_DEPTH:
            raise UnresolvedVariable(expression, f"is more than {MAXIMUM_DEPTH} variables deep in other ones")
        raw = self.overrides.get(expression, self._own.get(expression, self.environment.get(expression)))
        if raw is not None:
            value = self._fill(raw, (*pending, expression), known)
            if len(value) > MAXIMUM_LENGTH:
                raise UnresolvedVariable(expression, f"is more than {MAXIMUM_LENGTH:,} characters long when filled in")
            if "{{$" not in raw:
                known[expression] = value
            return value
        if expression.startswith("$"):
            return self._dynamic(expression)
        raise UnresolvedVariable(expression, "has no value")

    def _dynamic(self, expression: str) -> str:
        if expression.startswith("$env."):
            return _process_variable(expression, expression.removeprefix("$env."))
        name, *arguments = [part for part in _ARGUMENTS.split(expression) if part]
        if name == "$processEnv" and arguments:
            return _process_variable(expression, arguments[0])
        if name == "$dotenv" and arguments:
            if arguments[0] not in self.dotenv:
                raise UnresolvedVariable(expression, "is not in a `.env` file here or above")
            return self.dotenv[arguments[0]]
        make = DYNAMIC.get(name)
        if make is None:
            raise UnresolvedVariable(expression, "is no dynamic variable")
        try:
            return make(arguments)
        except (ValueError, IndexError):
            raise UnresolvedVariable(expression, "has arguments that do not fit") from None


def expressions(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """The variables used in `text`, which stands at offset `start`: what is between the braces, and where they are."""
    for match in EXPRESSION.finditer(text):
        yield match[1].strip(), Span(start + match.start(), start + match.end())


def _process_variable(expression: str, name: str) -> str:
    if name not in os.environ:
        raise UnresolvedVariable(expression, "is not set in the environment of the process")
    return os.environ[name]


def _random_integer(arguments: list[str]) -> str:
    low, high = (int(arguments[0]), int(arguments[1])) if arguments else (0, 1000)
    return str(random.randrange(low, high))


def _now(arguments: list[str]) -> str:
    now = datetime.datetime.now(datetime.timezone.utc)
    if arguments[:1] == ["rfc1123"]:
        return now.strftime("%a, %d %b %Y %H:%M:%S GMT")
    return now.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _uuid(arguments: list[str]) -> str:
    return str(uuid.uuid4())


DYNAMIC: Mapping[str, Callable[[list[str]], str]] = {
    "$uuid": _uuid,
    "$guid": _uuid,
    "$random.uuid": _uuid,
    "$timestamp": lambda arguments: str(int(time.time())),
    "$isoTimestamp": _now,
    "$datetime": _now,
    "$randomInt": _random_integer,
    "$random.integer": _random_integer,
}
"""The variables that have a new value at each use."""
