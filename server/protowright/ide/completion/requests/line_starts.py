"""What a line may begin with: request lines, directives, schemas, assertions, separators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.question import LATE, USUAL, Offer, Question, ranked
from protowright.ide.completion.requests.schema import called_method
from protowright.ide.completion.requests.words import word_offer

_WORD = re.compile(r"[ \t]*([\w#?=<>@]*)$")


class _Start(NamedTuple):
    label: str
    detail: str
    text: str
    snippet: str


_HEAD = (
    _Start("GRPC", "a request", "GRPC ", "GRPC $0"),
    _Start("# @name", "the name of the request", "# @name ", "# @name $0"),
    _Start("###", "starts a request", "### ", "### $0"),
    _Start("@variable", "a variable of the file", "@name = ", "@${1:name} = $0"),
    _Start("proto <", "takes the schema from a `.proto` file", "proto < ", "proto < $0"),
    _Start("Protoset:", "takes the schema from a descriptor set", "Protoset: ", "Protoset: $0"),
)
_TAIL = (
    _Start("??", "an assertion", "?? ", "?? $0"),
    _Start(">>", "saves the response in a file", ">> ", ">> $0"),
    _Start("<", "takes the message from a file", "< ", "< $0"),
    _Start("###", "starts the next request", "### ", "### $0"),
)
_STREAM = (
    _Start("===", "the next message", "===\n", "===\n$0"),
    _Start("=== wait-for-server", "waits for a message first", "=== wait-for-server\n", "=== wait-for-server\n$0"),
)


def head_completion(question: Question) -> CompletionList | None:
    """The items for the start of a line above the request line."""
    return _completion(question, list(_HEAD))


def tail_completion(question: Question) -> CompletionList | None:
    """The items for the start of a line under the metadata, outside of JSON."""
    called = called_method(question)
    is_stream = called is None or called.is_client_stream
    return _completion(question, [*(_STREAM if is_stream else ()), *_TAIL])


def _completion(question: Question, starts: list[_Start]) -> CompletionList | None:
    word = _WORD.match(question.before)
    if word is None or question.behind.strip():
        return None
    return ranked(list(_offers(question, starts, word[1])), word[1])


def _offers(question: Question, starts: list[_Start], typed: str) -> Iterator[Offer]:
    for start in starts:
        nearness = LATE if start.label == "###" else USUAL
        facts = start.label, "keyword", typed, start.detail
        yield word_offer(question, *facts, text=start.text, snippet=start.snippet, nearness=nearness, rest=0)
