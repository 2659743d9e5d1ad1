"""Whether an assertion holds for the outcome of a call."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from protowright.request.assertions.comparing import NOT_JSON, Expected, expected_of, load, shown
from protowright.request.assertions.nodes import Assertion, Subject
from protowright.request.assertions.operators import OPERATORS, Operator, Unfit
from protowright.request.assertions.outcome import Outcome, values_of
from protowright.request.json_path import InvalidPath, find, is_singular, what_is_there
from protowright.request.status_codes import status_code
from protowright.request.values import parse_duration
from protowright.request.variables import UnresolvedVariable
from protowright.text.nearest import did_you_mean

Fill = Callable[[str], str]
"""Fills the `{{variables}}` of a text in; it may raise UnresolvedVariable."""

MAXIMUM_KEYS = 12
"""How many keys of metadata are named."""


@dataclass(frozen=True, slots=True)
class AssertionResult:
    """Whether an assertion holds. `text` is the assertion as written, `said` a clause about what is there: "it is 0"."""

    passed: bool
    text: str
    said: str

    @property
    def sentence(self) -> str:
        """The assertion and what is said about it."""
        return f"`{self.text}`: {self.said}"


def evaluate(assertion: Assertion, outcome: Outcome, fill: Fill) -> AssertionResult:
    """Look whether `assertion` holds. An assertion that cannot be looked at does not hold, and `said` has the reason."""
    try:
        passed, said = _Judge(assertion, outcome, fill).judge()
    except (Unfit, InvalidPath, UnresolvedVariable) as error:
        passed, said = False, str(error)
    return AssertionResult(passed, assertion.text, said)


class _Judge:
    """Looks at one assertion."""

    def __init__(self, assertion: Assertion, outcome: Outcome, fill: Fill) -> None:
        self._assertion = assertion
        self._outcome = outcome
        self._fill = fill

    def judge(self) -> tuple[bool, str]:
        """Whether it holds, and what is there. Raises what `evaluate` catches when it cannot be looked at."""
        subject, outcome = self._assertion.subject, self._outcome
        if not subject.is_run:
            raise Unfit(f"`{subject.value}` is not looked at here")
        if subject is Subject.STATUS:
            return self._status()
        if subject is Subject.DURATION:
            return self._duration()
        if subject is Subject.MESSAGES:
            return self._said([len(outcome.messages)], self._expected())
        if subject is Subject.HEADER:
            return self._metadata("header", outcome.headers)
        if subject is Subject.TRAILER:
            return self._metadata("trailer", outcome.trailers)
        return self._json(self._document())

    # The two sides

    def _operator(self) -> Operator:
        return OPERATORS[self._assertion.operator.text]

    def _expected_text(self) -> str:
        value = self._assertion.value
        return "" if value is None else self._fill(value.text)

    def _expected(self) -> Expected:
        return expected_of(self._expected_text())

    def _said(self, values: list[Any], expected: Expected, as_text: str | None = None) -> tuple[bool, str]:
        """Whether it holds for one of `values`; what must not be there (`!=`) must be none of them."""
        answers = self._answers(values, expected)
        passed = all(answers) if self._operator().name == "!=" else any(answers)
        is_or_are = "it is" if len(values) == 1 else "they are"
        said = f"{is_or_are} {as_text or _listed(shown(value) for value in values)}"
        value = self._assertion.value
        if not passed and value is not None and "{{" in value.text:
            said += f", where `{value.text}` is {shown(expected.value)}"
        return passed, said

    def _answers(self, values: list[Any], expected: Expected) -> list[bool]:
        """Whether it holds for each of `values`. Raises Unfit when it makes no sense for any of them."""
        answers: list[bool] = []
        unfit: Unfit | None = None
        for value in values:
            try:
                answers.append(self._operator().holds(value, expected))
            except Unfit as error:
                unfit = error
        if unfit is not None and not answers:
            raise unfit
        return answers

    # The subjects

    def _status(self) -> tuple[bool, str]:
        expected = self._expected()
        code = status_code(expected.text)
        if code is None:
            raise Unfit(f"`{expected.text}` is no status of gRPC")
        status, message = self._outcome.status, self._outcome.message
        return self._said(
            [self._outcome.code], Expected(expected.text, code), f"{status}: {message}" if message else status
        )

    def _duration(self) -> tuple[bool, str]:
        text = expected_of(self._expected_text()).text
        seconds = parse_duration(text, bare_unit="ms")
        if seconds is None:
            raise Unfit(f"`{text}` is no duration: write a number with a unit, such as `300ms`")
        return self._said([self._outcome.duration], Expected(text, seconds), _time(self._outcome.duration))

    def _metadata(self, called: str, pairs: tuple[tuple[str, str], ...]) -> tuple[bool, str]:
        assert self._assertion.argument is not None, "the parser asks for a key"
        key = self._fill(self._assertion.argument.text)
        values: list[Any] = [*values_of(pairs, key)]
        if not values:
            return False, _no_key(called, key, [name for name, _ in pairs])
        return self._said(values, self._expected())

    def _document(self) -> Any:
        outcome, subject = self._outcome, self._assertion.subject
        if subject is Subject.DETAILS:
            return [_loaded(text) for text in outcome.details]
        count = len(outcome.messages)
        index = count - 1 if subject is Subject.BODY else self._assertion.index or 0
        if not 0 <= index < count:
            there = "is no message" if count == 0 else "is one message" if count == 1 else f"are {count} messages"
            raise Unfit(f"there {there}, and the call ended with {outcome.status}")
        return _loaded(outcome.messages[index])

    def _json(self, document: Any) -> tuple[bool, str]:
        path = "$" if self._assertion.argument is None else self._fill(self._assertion.argument.text)
        values = find(path, document)
        if not values:
            return False, f"there is nothing at `{path}`: {what_is_there(path, document)}"
        expected = self._expected()
        whole = len(values) > 1 or self._operator().looks_inside or isinstance(expected.value, list)
        return self._said([values if whole and not is_singular(path) else values[0]], expected)


def _loaded(text: str) -> Any:
    value = load(text)
    return text if value is NOT_JSON else value


def _no_key(called: str, key: str, names: list[str]) -> str:
    near = did_you_mean(key, names)
    if not names:
        return f"there is no {called} `{key}`; there is none at all"
    there = _listed(f"`{name}`" for name in list(dict.fromkeys(names))[:MAXIMUM_KEYS])
    return f"there is no {called} `{key}`; {near or f'there are {there}'}"


def _listed(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _time(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"
