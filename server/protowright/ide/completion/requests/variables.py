"""Between `{{` and `}}`: variables of the file and of environments, dynamic ones, and what other requests brought."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.question import FIRST, LATE, NEAR, USUAL, Offer, Question, ranked
from protowright.ide.completion.requests.response_paths import path_offers
from protowright.ide.completion.requests.schema import called_method
from protowright.ide.completion.requests.seen import seen
from protowright.ide.completion.requests.words import word_offer
from protowright.project.request_calls import NamedRequest, RequestNames
from protowright.request.directive_forms import PROMPT
from protowright.request.directives import known_directive
from protowright.request.dynamic import DYNAMIC
from protowright.request.syntax.json_tokens import VARIABLE_IN_STRING

_OPEN = re.compile(r"\{\{[ \t]*([^{}\n]*)$")
_REST = re.compile(r"[^{}\s\"',]*")
_REFERENCE = re.compile(r"([\w.-]+?)\.((?:response|request)\.)?(.*)", re.DOTALL)
_EXAMPLES = {
    "$randomInt": "$randomInt 1 100",
    "$random.integer": "$random.integer(1, 100)",
    "$random.float": "$random.float(0, 1)",
    "$random.alphabetic": "$random.alphabetic(8)",
    "$random.alphanumeric": "$random.alphanumeric(8)",
    "$random.hexadecimal": "$random.hexadecimal(8)",
    "$datetime": "$datetime iso8601",
    "$localDatetime": "$localDatetime iso8601",
}
"""Those that take arguments, or need them."""

_PROCESS = {"$processEnv": "$processEnv HOME", "$dotenv": "$dotenv NAME", "$env.": "$env.HOME"}
_USUAL_KEYS = ("x-request-id",)
_OF_RESPONSE = ("response.body.$", "response.headers.", "response.trailers.", "response.status")
_OF_REQUEST = ("request.body.$", "request.headers.")


def variable_completion(question: Question) -> CompletionList | None:
    """The items for a place between braces; None elsewhere."""
    opened = _OPEN.search(question.before)
    if opened is None:
        return None
    typed = opened[1]
    named = RequestNames(question.snapshot, question.path, question.file).names
    reference = _REFERENCE.fullmatch(typed)
    if reference is not None and reference[1] in named:
        name, side, rest = reference.groups()
        return _Reference(question, named[name]).completion(side or "", rest)
    offers = [*_own(question, typed), *_environment(question, typed), *_requests(question, typed, named)]
    return ranked([*offers, *_dynamic(question, typed)], typed)


def _offer(question: Question, name: str, kind: str, typed: str, detail: str, nearness: int, text: str = "") -> Offer:
    """The item for one expression, with the braces that lack."""
    written = (text or name) + closing(question)
    rest = _REST.match(question.behind)
    behind = len(rest[0]) if rest is not None else 0
    return word_offer(question, name, kind, typed, detail, text=written, nearness=nearness, rest=behind)


def closing(question: Question) -> str:
    """The braces that lack behind the cursor."""
    opened = _OPEN.search(question.before)
    if opened is not None and VARIABLE_IN_STRING.match(question.line.text, opened.start()) is not None:
        return ""
    rest = _REST.match(question.behind)
    return "}" if rest is not None and question.behind[rest.end() :].startswith("}") else "}}"


def _own(question: Question, typed: str) -> Iterator[Offer]:
    values = {variable.name.text: variable.value.text for variable in question.file.variables}
    for name, value in values.items():
        yield _offer(question, name, "variable", typed, value, FIRST)
    for block in question.file.blocks:
        for directive in block.directives:
            words = directive.value.text.split(maxsplit=1)
            if known_directive(directive.name.text) == PROMPT.name and words and words[0] not in values:
                yield _offer(question, words[0], "variable", typed, "asked for when the request runs", FIRST)


def _environment(question: Question, typed: str) -> Iterator[Offer]:
    """Names alone: a value may be a secret."""
    environment = question.snapshot.environment(question.path)
    names = dict.fromkeys(environment.variables, "of the environment")
    for each in environment.names:
        for name in question.snapshot.environment(question.path, each).variables:
            names.setdefault(name, f"of the environment `{each}`")
    names.update((name, "of `.env`") for name in environment.dotenv if name not in names)
    own = {variable.name.text for variable in question.file.variables}
    for name, detail in names.items():
        if name not in own:
            yield _offer(question, name, "variable", typed, detail, NEAR)
    for token in environment.tokens:
        yield _offer(question, f'$auth.token("{token}")', "value", typed, "a token of the environment", NEAR)


def _requests(question: Question, typed: str, named: Mapping[str, NamedRequest]) -> Iterator[Offer]:
    """Each request but the one that is written."""
    for name, (_, _, block) in named.items():
        if block is not question.block:
            yield _offer(question, f"{name}.response.body.$", "request", typed, "what it brought", USUAL)


def _dynamic(question: Question, typed: str) -> Iterator[Offer]:
    for name in DYNAMIC:
        yield _offer(question, name, "value", typed, "new at each use", LATE, _EXAMPLES.get(name, name))
    for name, text in _PROCESS.items():
        detail = "a variable of a `.env` file" if name == "$dotenv" else "a variable of the process"
        yield _offer(question, name, "value", typed, detail, LATE, text)


class _Reference:
    """Completes what stands behind the name of a request."""

    def __init__(self, question: Question, named: NamedRequest) -> None:
        self._question = question
        self._named = named

    def completion(self, side: str, rest: str) -> CompletionList:
        """The items behind `name.`, behind `name.response.` or deeper."""
        part, dot, argument = rest.partition(".")
        if not side or not dot:
            typed = side + rest
            parts = [*_OF_RESPONSE, *_OF_REQUEST]
            offers = [_offer(self._question, each, "field", typed, "", USUAL) for each in parts]
            return ranked(offers, typed)
        if part == "body":
            return self._path(side, argument)
        return self._keys(argument) if part in ("headers", "trailers") else CompletionList()

    def _path(self, side: str, typed: str) -> CompletionList:
        called = called_method(self._question, self._named)
        if called is None:
            return CompletionList()
        message = called.response if side == "response." else called.message
        offers, word = path_offers(self._question, called, message, typed)
        return ranked(offers, word)

    def _keys(self, typed: str) -> CompletionList:
        keys = dict.fromkeys((*_USUAL_KEYS, *seen(self._question.snapshot, self._question.path)[0].metadata_keys()))
        return ranked([_offer(self._question, key, "metadata", typed, "", USUAL) for key in keys], typed)
