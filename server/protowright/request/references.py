"""References to other requests of a file: `{{login.response.body.$.token}}`."""

from __future__ import annotations

import enum
import json
import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

from protowright.request.assertions.comparing import NOT_JSON, load
from protowright.request.assertions.outcome import Outcome, Pairs, values_of
from protowright.request.json_path import InvalidPath, check_path, find, what_is_there
from protowright.text.nearest import did_you_mean

_REFERENCE = re.compile(r"([\w.-]+?)\.(response|request)(?:\.(\w+)(?:\.|(?=\[)|$)(.*))?", re.DOTALL)
_BRACKETS = re.compile(r"\[\s*(['\"])(.*)\1\s*\]", re.DOTALL)
_SHORT = re.compile(r"([\w-]+)((?:\.|\[).*)", re.DOTALL)


class InvalidReference(ValueError):
    """A text that looks like a reference and is none; the message says why."""


class NothingThere(ValueError):
    """A reference to something that a response or request doesn't have; the message says what there is."""


class Part(enum.Enum):
    """What a reference takes out of a call."""

    BODY = "body"
    HEADERS = "headers"
    TRAILERS = "trailers"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Reference:
    """What of another request is meant.

    `request` is its name, `of_response` tells whether its response is meant or what it sent. `argument` is the JSONPath
    into the body (`$` for all of it), the key of headers or trailers, and empty for the status.
    """

    text: str
    request: str
    of_response: bool
    part: Part
    argument: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """What a call sent, and what came of it. `sent` are its messages as JSON texts, `metadata` what it sent with them."""

    outcome: Outcome
    sent: tuple[str, ...] = ()
    metadata: Pairs = ()


def parse_reference(expression: str, names: Container[str] = ()) -> Reference | None:
    """The reference that an expression (what stands between the braces) is; None when it is none.

    `name.path` is httpyac's short form of `name.response.body.$.path`; it counts when `names`, the requests of the file,
    hold the name. Raises InvalidReference.
    """
    found = _REFERENCE.fullmatch(expression)
    if found is None:
        return _short(expression, names)
    name, side, part, argument = found.groups()
    return _reference(expression, name, side == "response", part, argument or "")


def _short(expression: str, names: Container[str]) -> Reference | None:
    found = _SHORT.fullmatch(expression)
    if found is None or found[1] not in names:
        return None
    path = f"${found[2]}"
    _check(path)
    return Reference(expression, found[1], True, Part.BODY, path)


def _reference(text: str, name: str, of_response: bool, part: str | None, argument: str) -> Reference:
    parts = [known.value for known in Part if of_response or known in (Part.BODY, Part.HEADERS)]
    if part not in parts:
        side = "response" if of_response else "request"
        near = did_you_mean(part or "", parts)
        raise InvalidReference(f"`{text}` asks for no part of a {side}: {near or f'it has {_listed(parts)}'}")
    if part == Part.BODY.value:
        argument = _path(argument)
        _check(argument)
    elif part == Part.STATUS.value and argument:
        raise InvalidReference(f"`{text}` goes on behind the status, which has no parts")
    elif part != Part.STATUS.value:
        argument = _key(text, argument)
    return Reference(text, name, of_response, Part(part), argument)


def _path(argument: str) -> str:
    """The JSONPath behind `body.`; REST Client's `*` is all of the body, and `$.` may be left out."""
    if argument in ("", "*"):
        return "$"
    if argument.startswith("$"):
        return argument
    return f"${argument}" if argument.startswith("[") else f"$.{argument}"


def _check(path: str) -> None:
    try:
        check_path(path)
    except InvalidPath as error:
        raise InvalidReference(str(error)) from None


def _key(text: str, argument: str) -> str:
    brackets = _BRACKETS.fullmatch(argument)
    key = (brackets[2] if brackets else argument).strip()
    if not key:
        raise InvalidReference(f"`{text}` names no key: write it behind a dot")
    return key


def resolve(reference: Reference, exchange: Exchange) -> str:
    """The text that a reference stands for: strings as they are, other JSON values as JSON. Raises NothingThere.

    The body of a stream is its last message; repeated metadata is joined by `, ` (RFC 9110, 5.3).
    """
    outcome = exchange.outcome
    if reference.part is Part.STATUS:
        return outcome.status
    if reference.part is Part.TRAILERS:
        return _metadata(reference, outcome.trailers)
    if reference.part is Part.HEADERS:
        return _metadata(reference, outcome.headers if reference.of_response else exchange.metadata)
    return _body(reference, outcome.messages if reference.of_response else exchange.sent, outcome)


def _metadata(reference: Reference, pairs: Pairs) -> str:
    values = values_of(pairs, reference.argument)
    if values:
        return ", ".join(values)
    names = list(dict.fromkeys(name for name, _ in pairs))
    there = did_you_mean(reference.argument, names) or (f"there are {_listed(names)}" if names else "there are none")
    side = "response" if reference.of_response else "request"
    what = f"`{reference.argument}` is not among the {reference.part.value} of the {side} of `{reference.request}`"
    raise NothingThere(f"{what}: {there}")


def _body(reference: Reference, messages: tuple[str, ...], outcome: Outcome) -> str:
    if not messages:
        done = (
            f"has brought no message: it ended with {outcome.status}"
            if reference.of_response
            else "has sent no message"
        )
        raise NothingThere(f"`{reference.request}` {done}")
    document = load(messages[-1])
    if document is NOT_JSON:
        document = messages[-1]
    values = find(reference.argument, document)
    if not values:
        what = "response" if reference.of_response else "request"
        there = what_is_there(reference.argument, document)
        raise NothingThere(
            f"there is nothing at `{reference.argument}` in the {what} of `{reference.request}`: {there}"
        )
    return as_text(values[0] if len(values) == 1 else values)


def as_text(value: Any) -> str:
    """A JSON value as it is put into a text."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _listed(words: list[str]) -> str:
    *most, last = [f"`{word}`" for word in words]
    return f"{', '.join(most)} and {last}" if most else last
