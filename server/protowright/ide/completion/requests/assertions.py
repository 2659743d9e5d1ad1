"""Assertions behind a body: `?? subject argument operator value`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.question import LATE, Offer, Question, ranked
from protowright.ide.completion.requests.response_paths import path_offers, value_at
from protowright.ide.completion.requests.schema import called_method
from protowright.ide.completion.requests.words import word_offer
from protowright.request.assertions.operators import OPERATORS
from protowright.request.body.slots import Field
from protowright.request.status_codes import STATUS_NAMES

_LINE = re.compile(r"[ \t]*\?\?[ \t]*(?P<rest>[^\n]*)$")
_COMPARED = re.compile(r"(?P<subject>status|duration|messages\s+count)\s+(?P<rest>.*)")
_KEYED = re.compile(r"(?:header|trailer)\s+(?P<rest>.*)")
_BODY = re.compile(r"(?:body|message\[\d+\])\s+(?P<rest>.*)")
_DETAILS = re.compile(r"details\s+(?P<rest>.*)")
_VALUE = re.compile(r"(?P<operator>\S+)\s+(?P<typed>\S*)")
_SUBJECTS = {
    "status": "the status of the call",
    "body": "the last message, or a path into it",
    "header": "a header of the response",
    "trailer": "a trailer of the response",
    "message[0]": "one message of a stream, counted from 0",
    "messages count": "how many messages came",
    "duration": "how long the call took",
    "details": "the google.rpc details of an error",
}
_MEANINGS = {
    "exists": "it is there",
    "matches": "a regular expression fits",
    "includes": "a list or text holds it",
    "contains": "a list or text holds it",
}
_KEYS = ("x-request-id",)
_DURATIONS = ("100ms", "300ms", "1s", "5s")
_REST = re.compile(r"[\w.\[\]]*")


def assertion_completion(question: Question) -> CompletionList | None:
    """The items for an assertion; None for any other line."""
    line = _LINE.match(question.before)
    if line is None:
        return None
    rest = line["rest"]
    compared, keyed, body = _COMPARED.fullmatch(rest), _KEYED.fullmatch(rest), _BODY.fullmatch(rest)
    if compared is not None:
        return _compared(question, compared["subject"], compared["rest"])
    if keyed is not None:
        return _keyed(question, keyed["rest"])
    if body is not None:
        return _of_body(question, body["rest"])
    details = _DETAILS.fullmatch(rest)
    if details is not None:
        return (
            _behind_path(question, "", details["rest"])
            if details["rest"].startswith("$")
            else _operators(question, "", False)
        )
    if rest.startswith("messages"):
        return _words(question, {"messages count": _SUBJECTS["messages count"]}, rest)
    return _words(question, _SUBJECTS, rest) if " " not in rest else CompletionList()


def _compared(question: Question, subject: str, rest: str) -> CompletionList:
    value = _VALUE.fullmatch(rest)
    if value is None:
        return _operators(question, rest, compares=True)
    if subject == "status":
        codes = {name: f"{number}" for number, name in enumerate(STATUS_NAMES)}
        return _words(question, codes, value["typed"])
    return (
        _words(question, dict.fromkeys(_DURATIONS, ""), value["typed"]) if subject == "duration" else CompletionList()
    )


def _keyed(question: Question, rest: str) -> CompletionList:
    key, blank, behind = rest.partition(" ")
    if blank:
        return _operators(question, behind.lstrip(), False) if " " not in behind.lstrip() else CompletionList()
    keys = [
        match[1] for match in re.finditer(r"\?\?\s*(?:header|trailer)\s+([\w.-]+)", question.text) if match[1] != key
    ]
    return _words(question, dict.fromkeys((*keys, *_KEYS), ""), rest)


def _of_body(question: Question, rest: str) -> CompletionList:
    """A path, the operator behind it, and the value that the field may have; all of the body may be compared as well."""
    called = called_method(question)
    path, blank, behind = rest.partition(" ")
    if path.startswith("$") and blank:
        return _behind_path(question, path, behind.lstrip())
    offers, word = ([], rest) if called is None else path_offers(question, called, called.response, rest)
    if not rest.startswith("$"):
        offers = [*offers, *_operator_offers(question, rest, False, LATE)]
    return ranked(offers, word)


def _behind_path(question: Question, path: str, rest: str) -> CompletionList:
    value = _VALUE.fullmatch(rest)
    if value is None:
        return _operators(question, rest, False) if " " not in rest else CompletionList()
    return _words(question, dict.fromkeys(_values(question, path), ""), value["typed"])


def _values(question: Question, path: str) -> Iterable[str]:
    """The values of the enum or boolean at a path into the response."""
    called = called_method(question)
    expected = None if called is None else value_at(called.slots, called.response, path)
    if called is None or expected is None:
        return ()
    enum = called.slots.enum(expected.slot.type_name)
    if expected.slot.type == Field.TYPE_BOOL:
        return ("true", "false")
    return () if enum is None else enum.numbers


def _operators(question: Question, typed: str, compares: bool) -> CompletionList:
    return ranked(list(_operator_offers(question, typed, compares)), typed)


def _operator_offers(question: Question, typed: str, compares: bool, nearness: int = 0) -> Iterator[Offer]:
    for name, operator in OPERATORS.items():
        if operator.is_ordering or not compares:
            rest = 0 if not name[0].isalpha() else None
            yield word_offer(question, name, "keyword", typed, _MEANINGS.get(name, ""), nearness=nearness, rest=rest)


def _words(question: Question, words: dict[str, str], typed: str) -> CompletionList:
    found = _REST.match(question.behind)
    rest = found.end() if found is not None else 0
    return ranked(
        [word_offer(question, word, "value", typed, detail, rest=rest) for word, detail in words.items()], typed
    )
