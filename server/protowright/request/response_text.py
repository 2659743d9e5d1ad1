"""The text of a response document: which method was called, and where its messages stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from protowright.request.syntax.json_nodes import JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.nodes import Word
from protowright.text.span import Span

_METHOD = re.compile(r"^# (?P<service>[\w.]+)/(?P<method>\w+) at (?P<target>\S+)", re.MULTILINE)
_SEPARATOR = re.compile(r"^(?:===[^\n]*|### (?P<title>[^\n]*))(?:\n|\Z)", re.MULTILINE)
_HEAD = re.compile(r"\n[ \t]*\n")
NOWHERE = Word("", Span(0, 0))


@dataclass(frozen=True, slots=True)
class JsonSection:
    """A part of a response document that holds JSON; it is parsed when it is asked for, as there may be thousands."""

    text: str
    span: Span

    def values(self) -> list[JsonValue]:
        """The values in it. Never raises."""
        return JsonParser(self.text, self.span.start, self.span.end).values()


@dataclass(frozen=True)
class ResponseText:
    """A response document. `service` and `method` are empty words when it names none.

    `target` is written as the runner shows targets. `messages` are those that came, `details` those of an error.
    """

    service: Word
    method: Word
    target: str
    messages: tuple[JsonSection, ...]
    details: tuple[JsonSection, ...]


@lru_cache(maxsize=4)
def parse_response(text: str) -> ResponseText:
    """The parts of a response document. Never raises."""
    head = _HEAD.search(text)
    found = _METHOD.search(text, 0, len(text) if head is None else head.start())
    messages: list[JsonSection] = []
    details: list[JsonSection] = []
    for title, span in _sections(text, len(text) if head is None else head.end()):
        if title in ("", "details"):
            (details if title else messages).append(JsonSection(text, span))
    if found is None:
        return ResponseText(NOWHERE, NOWHERE, "", tuple(messages), tuple(details))
    service, method = (Word(found[name], Span(*found.span(name))) for name in ("service", "method"))
    return ResponseText(service, method, found["target"], tuple(messages), tuple(details))


def _sections(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """What stands behind the head, each part with its title; messages have none."""
    title = ""
    for match in _SEPARATOR.finditer(text, start):
        yield title, Span(start, match.start())
        title, start = match["title"] or "", match.end()
    yield title, Span(start, len(text))
