"""Parsing assertions: `subject argument operator value`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import ASSERTION_NOT_RUN, INVALID_ASSERTION
from protowright.request.assertions.comparing import expected_of, number_of
from protowright.request.assertions.nodes import Assertion, ParsedAssertion, Subject
from protowright.request.assertions.operators import OPERATORS, compiled_expression
from protowright.request.json_path import InvalidPath, check_path, path_end
from protowright.request.status_codes import STATUS_NAMES, status_code
from protowright.request.syntax.nodes import Block, Word
from protowright.request.values import either, parse_duration
from protowright.text.nearest import nearest, suggestion
from protowright.text.span import Span

_SUBJECT = re.compile(r"([^\s\[]*)(\[(?P<index>[^\]\s]*)\]?)?")
_WORD = re.compile(r"(?:\{\{[^{}\n]*\}\}|[^\s{]+|\S)+")
_ORDERINGS = tuple(operator.name for operator in OPERATORS.values() if operator.is_ordering)
_HABITS = {"=": "==", "===": "==", "!==": "!=", "<>": "!=", "=~": "matches", "has": "includes", "in": "includes"}
"""Operators of other languages, and what is meant by them here."""

_SUBJECTS = {subject.value: subject for subject in Subject}
_NAMES = tuple(subject.value for subject in Subject if subject.is_run)
_PATHS = (Subject.BODY, Subject.MESSAGE, Subject.DETAILS)
_COMPARED = (Subject.STATUS, Subject.DURATION, Subject.MESSAGES)


def parse_assertion(word: Word) -> ParsedAssertion:
    """The assertion that a line `?? ...` holds; `word` is what stands behind the `??`. Never raises."""
    parser = _Parser(word)
    try:
        assertion = parser.parse()
    except _Fault as fault:
        return ParsedAssertion(None, (fault.diagnostic,))
    return ParsedAssertion(assertion, tuple(parser.diagnostics))


def assertions_of(block: Block) -> list[Assertion]:
    """The assertions of a block that can be looked at, in their order; `assertion_faults` says why one is not here."""
    parsed = [parse_assertion(word) for word in block.assertions]
    return [item.assertion for item in parsed if item.assertion is not None]


def assertion_faults(block: Block) -> Iterator[Diagnostic]:
    """What is wrong with the assertions of a block. Values with variables are judged when they are filled in."""
    for word in block.assertions:
        yield from parse_assertion(word).diagnostics


class _Fault(Exception):
    """What keeps an assertion from being one."""

    def __init__(self, message: str, span: Span, help: str | None = None, near: list[str] | None = None) -> None:
        fixes = guesses(span, near or [])
        help = help or suggestion(near or [])
        self.diagnostic = Diagnostic(INVALID_ASSERTION, message, span, help=help, fixes=fixes)


class _Parser:
    """Parses one assertion."""

    def __init__(self, word: Word) -> None:
        self._text = word.text
        self._start = word.span.start
        self._word = word
        self._position = 0
        self.diagnostics: list[Diagnostic] = []

    def parse(self) -> Assertion:
        """The assertion. Raises _Fault."""
        subject, subject_word, index = self._subject()
        if not subject.is_run:
            return self._not_run(subject, subject_word)
        argument = self._argument(subject, subject_word)
        operator = self._operator(subject, argument)
        value = self._value(subject, operator)
        return Assertion(self._text, self._word.span, subject, subject_word, index, argument, operator, value)

    # Words

    def _part(self, start: int, end: int) -> Word:
        return Word(self._text[start:end], Span(self._start + start, self._start + end))

    def _skip_blanks(self) -> int:
        rest = self._text[self._position :]
        self._position += len(rest) - len(rest.lstrip())
        return self._position

    def _next(self) -> Word:
        """The next word; an empty one at the end."""
        start = self._skip_blanks()
        found = _WORD.match(self._text, start)
        self._position = found.end() if found else len(self._text)
        return self._part(start, self._position)

    def _behind(self, word: Word) -> Span:
        """Where something is missing: the word in front of it, which can be seen."""
        return word.span if word.text else self._word.span

    # Parts

    def _subject(self) -> tuple[Subject, Word, int | None]:
        found = _SUBJECT.match(self._text)
        assert found is not None, "the expression matches any text"
        self._position = found.end()
        name, whole = self._part(*found.span(1)), self._part(0, found.end())
        subject = _SUBJECTS.get(name.text)
        if subject is None:
            near = nearest(name.text, _NAMES)
            help = None if near else f"it begins with {either(_NAMES)}"
            what = f"an assertion cannot begin with `{name.text}`" if name.text else "the assertion is empty"
            raise _Fault(what, self._behind(name), help, near)
        return subject, whole, self._index(subject, whole, found["index"])

    def _index(self, subject: Subject, whole: Word, index: str | None) -> int | None:
        if subject is Subject.MESSAGE:
            if index is None or not re.fullmatch(r"\d{1,9}", index, re.ASCII):
                help = "`body` is the last message, `messages count` is how many there are"
                raise _Fault("`message` needs a number from 0: `message[0]`", whole.span, help)
            if not whole.text.endswith("]"):
                raise _Fault("the bracket of `message[` is not closed", whole.span)
            return int(index)
        if index is not None:
            raise _Fault(f"`{subject.value}` takes no number in brackets", whole.span)
        return None

    def _not_run(self, subject: Subject, word: Word) -> Assertion:
        what = "JavaScript" if subject is Subject.JAVASCRIPT else "a path into XML"
        message = f"`{subject.value}` assertions are {what}, which is not looked at: the assertion never holds"
        help = "look at the response with `body $.path`"
        self.diagnostics.append(Diagnostic(ASSERTION_NOT_RUN, message, word.span, help=help))
        nothing = self._part(len(self._text), len(self._text))
        argument = self._part(self._skip_blanks(), len(self._text))
        return Assertion(self._text, self._word.span, subject, word, None, argument, nothing, None)

    def _argument(self, subject: Subject, subject_word: Word) -> Word | None:
        if subject is Subject.MESSAGES:
            count = self._next()
            if count.text != "count":
                raise _Fault("`messages` can be counted alone: `messages count == 3`", self._behind(count))
            return None
        if subject in (Subject.HEADER, Subject.TRAILER):
            return self._key(subject, subject_word)
        start = self._skip_blanks()
        if subject not in _PATHS or not self._text.startswith("$", start):
            return None
        self._position = path_end(self._text, start)
        path = self._part(start, self._position)
        self._check_path(path)
        return path

    def _key(self, subject: Subject, subject_word: Word) -> Word:
        key = self._next()
        if not key.text or key.text in OPERATORS:
            message = f"`{subject.value}` needs a key: `{subject.value} x-request-id exists`"
            raise _Fault(message, self._behind(key) if key.text else subject_word.span)
        return key

    def _check_path(self, path: Word) -> None:
        if "{{" not in path.text:
            try:
                check_path(path.text)
            except InvalidPath as error:
                raise _Fault(str(error), path.span) from None

    def _operator(self, subject: Subject, argument: Word | None) -> Word:
        operator = self._next()
        known = OPERATORS.get(operator.text)
        if known is None:
            raise self._unknown_operator(subject, argument, operator)
        if subject in _COMPARED and not known.is_ordering:
            message = f"`{operator.text}` does not fit `{subject.value}`"
            raise _Fault(message, operator.span, f"compare it with {either(_ORDERINGS)}")
        return operator

    def _unknown_operator(self, subject: Subject, argument: Word | None, operator: Word) -> _Fault:
        names = _ORDERINGS if subject in _COMPARED else tuple(OPERATORS)
        if not operator.text:
            return _Fault("the assertion has no operator", self._word.span, f"write {either(names)} behind it")
        habit = _HABITS.get(operator.text)
        near = [habit] if habit in names else nearest(operator.text, names)
        is_path = subject in _PATHS and argument is None and not near
        help = "a path starts with `$`" if is_path else None if near else f"use {either(names)}"
        return _Fault(f"`{operator.text}` is no operator", operator.span, help, near)

    def _value(self, subject: Subject, operator: Word) -> Word | None:
        start = self._skip_blanks()
        value = self._part(start, len(self._text))
        if not OPERATORS[operator.text].takes_value:
            if value.text:
                raise _Fault(f"`{operator.text}` takes no value", value.span)
            return None
        if not value.text:
            raise _Fault(f"`{operator.text}` has no value behind it", operator.span)
        if "{{" not in value.text:
            self._check_value(subject, operator, value)
        return value

    def _check_value(self, subject: Subject, operator: Word, value: Word) -> None:
        text = expected_of(value.text).text
        if subject is Subject.STATUS and status_code(text) is None:
            near = nearest(text, STATUS_NAMES)
            help = None if near else f"it is a number from 0 to {len(STATUS_NAMES) - 1}, or a name such as `NOT_FOUND`"
            raise _Fault(f"`{text}` is no status of gRPC", value.span, help, near)
        if subject is Subject.DURATION and parse_duration(text, bare_unit="ms") is None:
            raise _Fault("a duration is a number with a unit, such as `300ms`", value.span)
        if subject is Subject.MESSAGES and number_of(text) is None:
            raise _Fault("messages are counted by a number", value.span)
        if operator.text == "matches":
            try:
                compiled_expression(text)
            except (re.error, OverflowError, RecursionError) as error:
                raise _Fault(f"`{text}` is no regular expression: {error}", value.span) from None
