"""Metadata under a request line: keys that were seen before, and how some values begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.question import FIRST, LATE, NEAR, USUAL, Offer, Question, ranked
from protowright.ide.completion.requests.seen import seen
from protowright.ide.completion.requests.words import rest_of_word, word_offer

_KEY = re.compile(r"[ \t]*([A-Za-z][\w.-]*)?$")
_VALUE = re.compile(r"[ \t]*([A-Za-z][\w.-]*)[ \t]*:[ \t]*([^\n]*)$")
_COLON = re.compile(r"[\w.-]*[ \t]*:")
_WELL_KNOWN = {
    "authorization": "who calls",
    "x-request-id": "what the call is known by in logs",
    "traceparent": "the trace that the call is part of (W3C)",
    "x-api-key": "a key of the caller",
    "accept-language": "the languages of the caller",
    "x-goog-request-params": "routing, of Google's APIs",
    "x-goog-api-key": "a key, of Google's APIs",
}
_VALUES = {
    "authorization": ("Bearer ", "Basic "),
    "accept-language": ("en",),
    "x-request-id": ("{{$uuid}}",),
}
_SECRET = ("authorization", "key", "token", "secret", "password", "cookie")
_BINARY = "bytes, as base64"


def metadata_completion(question: Question) -> CompletionList | None:
    """The items for a line of metadata; None for a line that is none."""
    key = _KEY.match(question.before)
    if key is not None:
        typed = key[1] or ""
        return ranked(list(key_offers(question, typed)), typed)
    value = _VALUE.match(question.before)
    if value is None:
        return None
    return ranked(list(_values(question, value[1].lower(), value[2])), value[2])


def key_offers(question: Question, typed: str) -> Iterator[Offer]:
    """The keys that are not there yet, those of this file first."""
    there = {
        entry.key.text.lower() for entry in question.block.metadata if not entry.key.span.contains(question.offset)
    }
    end = "" if _COLON.match(question.behind) else ": "
    written = (typed + rest_of_word(question)).lower()
    here, elsewhere = seen(question.snapshot, question.path)
    nearness = dict.fromkeys(_WELL_KNOWN, LATE) | dict.fromkeys(elsewhere.metadata_keys(), NEAR)
    nearness |= {key: FIRST for key in here.metadata_keys() if key != written}
    for key in sorted(nearness, key=lambda name: nearness[name]):
        if key not in there:
            detail = _BINARY if key.endswith("-bin") else _WELL_KNOWN.get(key, "")
            yield word_offer(question, key, "metadata", typed, detail, text=key + end, nearness=nearness[key])


def _values(question: Question, key: str, typed: str) -> Iterator[Offer]:
    """Values that the key has elsewhere; a literal secret is not passed on."""
    rest = len(question.behind.rstrip()) if typed else 0
    for text in _VALUES.get(key, ()):
        detail = "a token" if text == "Bearer " else "name:password" if text == "Basic " else ""
        yield word_offer(question, text.strip(), "value", typed, detail, text=text, nearness=NEAR, rest=0)
    here, elsewhere = seen(question.snapshot, question.path)
    for nearness, each in ((FIRST, here), (USUAL, elsewhere)):
        for (name, value), _ in each.metadata.most_common():
            is_open = "{{" in value or not any(part in key for part in _SECRET)
            if name.lower() == key and value and value != typed + question.behind and is_open:
                yield word_offer(question, value, "value", typed, nearness=nearness, rest=rest)
