"""Filling `{{variables}}` in."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from protowright.request.names import request_names
from protowright.request.syntax.nodes import RequestFile, Variable
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.request.references import Reference

EXPRESSION = re.compile(r"\{\{([^{}\n]*)\}\}")
_UNCLOSED = re.compile(r"\{\{(?=([^{}\s\"']*))(?![^{}\n]*\}\})")
MAXIMUM_DEPTH = 50
"""How many variables may lead from one to another."""

MAXIMUM_LENGTH = 1_000_000
"""How long a variable may get: variables of variables can double at every step."""

TOKEN = "$auth.token"
"""The dynamic variable that stands for a token (JetBrains' HTTP client)."""

_NAMING = ("$env", "$processEnv", "$dotenv")

MAXIMUM_STEPS = 100_000
"""How many variables one text may lead to."""


class UnresolvedVariable(ValueError):
    """A variable without a value. `expression` is what stands between the braces."""

    def __init__(self, expression: str, reason: str) -> None:
        super().__init__(f"the variable `{expression}` {reason}")
        self.expression = expression


class UnresolvedReference(UnresolvedVariable):
    """A reference to another request that has no value; `sentence` says why."""

    def __init__(self, expression: str, sentence: str) -> None:
        super().__init__(expression, sentence)
        self.args = (sentence,)


@dataclass(frozen=True)
class Variables:
    """Where variables get their values: the file's own win over those of the environment, and those over `.env`.

    `overrides` win over all. `tokens` are the names that `{{$auth.token("name")}}` may have; such a variable stays as it
    is, in this spelling, until the call is made.

    `dotenv` holds the variables of the nearest `.env` file. `references` gives the value of what a reference means in
    another request, and may raise NothingThere; without it, references have no value.

    `imported` are the names of requests of other files, which short references may begin with as well.

    A variable `@name = value` has one value for all texts that one object fills, one that is `:=` a new one each time.
    """

    file: RequestFile
    environment: Mapping[str, str]
    dotenv: Mapping[str, str]
    references: Callable[[Reference], str] | None = None
    overrides: Mapping[str, str] = field(default_factory=dict)
    tokens: frozenset[str] = frozenset()
    imported: frozenset[str] = frozenset()

    @cached_property
    def own(self) -> dict[str, Variable]:
        """The file's own variables; of several of one name, the last."""
        return {variable.name.text: variable for variable in self.file.variables}

    @cached_property
    def requests(self) -> frozenset[str]:
        """The names of the requests that references may begin with."""
        return self.imported.union(name for _, name in request_names(self.file))

    @cached_property
    def settled(self) -> dict[str, str]:
        """The values of the file's variables that were asked for."""
        return {}

    def names(self) -> list[str]:
        """All names that have a value here, dynamic ones apart."""
        return sorted({*self.own, *self.environment, *self.dotenv, *self.overrides})

    def fill(self, text: str) -> str:
        """`text` with every variable replaced. Raises UnresolvedVariable for the first that has no value."""
        return _Filling(self).fill(text, ())


class _Filling:
    """Fills one text. A variable has one value within it, dynamic ones and lazy ones of them apart."""

    def __init__(self, variables: Variables) -> None:
        self._variables = variables
        self._known: dict[str, str] = {}
        self._steps = 0

    def fill(self, text: str, pending: tuple[str, ...]) -> str:
        """`text` filled in; `pending` are the variables it is a part of."""
        if "{{" not in text:
            return text
        return EXPRESSION.sub(lambda match: self._value(match[1].strip(), pending), text)

    def _value(self, expression: str, pending: tuple[str, ...]) -> str:
        if not expression:
            raise UnresolvedReference(expression, "there is no name between the braces")
        if expression in self._variables.overrides:
            return self._variables.overrides[expression]
        known = self._variables.settled.get(expression, self._known.get(expression))
        if known is not None:
            return known
        self._check(expression, pending)
        raw = self._raw(expression)
        if raw is None:
            return self._dynamic(expression, pending) if expression.startswith("$") else self._reference(expression)
        value = self.fill(raw, (*pending, expression))
        if len(value) > MAXIMUM_LENGTH:
            raise UnresolvedVariable(expression, f"is more than {MAXIMUM_LENGTH:,} characters long when filled in")
        return self._kept(expression, raw, value)

    def _check(self, expression: str, pending: tuple[str, ...]) -> None:
        self._steps += 1
        if expression in pending:
            raise UnresolvedVariable(expression, "refers to itself")
        if len(pending) == MAXIMUM_DEPTH:
            raise UnresolvedVariable(expression, f"is more than {MAXIMUM_DEPTH} variables deep in other ones")
        if self._steps > MAXIMUM_STEPS:
            raise UnresolvedVariable(expression, f"is one of more than {MAXIMUM_STEPS:,} in one text")

    def _raw(self, expression: str) -> str | None:
        """The value of a variable as it is written."""
        own = self._variables.own.get(expression)
        if own is not None:
            return own.value.text
        return self._variables.environment.get(expression, self._variables.dotenv.get(expression))

    def _kept(self, expression: str, raw: str, value: str) -> str:
        own = self._variables.own.get(expression)
        if own is not None and not own.is_lazy:
            return self._variables.settled.setdefault(expression, value)
        if "{{$" not in raw:
            self._known[expression] = value
        return value

    def _reference(self, expression: str) -> str:
        from protowright.request.references import InvalidReference, NothingThere, parse_reference

        variables = self._variables
        try:
            reference = parse_reference(expression, variables.requests)
            if reference is None:
                raise UnresolvedVariable(expression, "has no value")
            if variables.references is None:
                reason = f"`{expression}` has a value when the request `{reference.request}` has run"
                raise UnresolvedReference(expression, reason)
            return variables.references(reference)
        except (InvalidReference, NothingThere) as error:
            raise UnresolvedReference(expression, str(error)) from None

    # Dynamic variables

    def _dynamic(self, expression: str, pending: tuple[str, ...]) -> str:
        from protowright.request.dynamic import dynamic_value, split_call, unquoted

        name, arguments = split_call(expression)
        if expression.startswith("$env."):
            return _process_variable(expression, expression.removeprefix("$env."))
        if name in _NAMING:
            if len(arguments) != 1:
                raise UnresolvedVariable(expression, "takes one name")
            wanted = self._indirect(unquoted(arguments[0]), (*pending, expression))
            return self._dotenv(expression, wanted) if name == "$dotenv" else _process_variable(expression, wanted)
        if name == TOKEN:
            return self._token(expression, [unquoted(argument) for argument in arguments])
        try:
            value = dynamic_value(expression)
        except ValueError:
            raise UnresolvedVariable(expression, "has arguments that do not fit") from None
        if value is None:
            raise UnresolvedVariable(expression, "is no dynamic variable")
        return value

    def _token(self, expression: str, names: list[str]) -> str:
        known = sorted(self._variables.tokens)
        if len(names) == 1 and names[0] in known:
            return token_place(names[0])
        there = f"there are {', '.join(known)}" if known else "there is none"
        raise UnresolvedVariable(expression, f"is no token of the environment's `Security.Auth`: {there}")

    def _indirect(self, name: str, pending: tuple[str, ...]) -> str:
        """The name that is meant: `%X` means the one that the variable `X` holds (REST Client's way)."""
        return self._value(name[1:], pending) if name.startswith("%") else name

    def _dotenv(self, expression: str, name: str) -> str:
        if name not in self._variables.dotenv:
            raise UnresolvedVariable(expression, "is not in a `.env` file here or above")
        return self._variables.dotenv[name]


def token_place(name: str) -> str:
    """What stands in a filled text until the token of that name is known."""
    return f'{{{{{TOKEN}("{name}")}}}}'


def _process_variable(expression: str, name: str) -> str:
    try:
        value = os.environ.get(name)
    except UnicodeEncodeError:  # half of a surrogate pair is in no name
        value = None
    if value is None:
        raise UnresolvedVariable(expression, "is not set in the environment of the process")
    return value


def expressions(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """The variables used in `text`, which stands at offset `start`: what is between the braces, and where they are."""
    for match in EXPRESSION.finditer(text):
        yield match[1].strip(), Span(start + match.start(), start + match.end())


def unclosed(text: str, start: int) -> Iterator[Span]:
    """Where variables are opened in `text`, which stands at offset `start`, and not closed: the braces and the name."""
    for match in _UNCLOSED.finditer(text):
        yield Span(start + match.start(), start + match.end(1))
