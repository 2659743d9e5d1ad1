"""Directives, `# @name value`, and what their values can be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.requests.calls import method_completion
from protowright.ide.completion.requests.files import directive_path_completion
from protowright.ide.completion.requests.metadata import key_offers
from protowright.ide.completion.requests.question import LATE, NEAR, USUAL, Offer, Question, ranked
from protowright.ide.completion.requests.seen import seen
from protowright.ide.completion.requests.words import word_offer
from protowright.project.request_calls import RequestNames
from protowright.request.directive_forms import FORMS, NAME, Form, ValueKind
from protowright.request.directives import DIRECTIVES, known_directive
from protowright.request.variables import EXPRESSION

_NAME = re.compile(r"[ \t]*(?:#|//)[ \t]*@([\w-]*)$")
_VALUE = re.compile(r"[ \t]*(?:#|//)[ \t]*@([A-Za-z][\w-]*)[ \t]+([^\n]*)$")
_PARTS = re.compile(r"[,\s]+")
_SEVERAL = frozenset(("tag", "ref", "forceRef", "import", "prompt", "grpc-metadata", "grpc-import-path", "grpc-proto"))
"""Directives that may stand several times."""

_EXAMPLES = {
    "timeout": ("5s", "30s", "300ms"),
    "sleep": ("500ms", "2s"),
    "loop": ("3", "10"),
    "grpc-max-msg-sz": ("4MB", "16MB", "64MB"),
    "grpc-keepalive-time": ("30s", "2m"),
    "grpc-proxy": ("http://",),
    "grpc-key-passphrase": ("{{passphrase}}",),
}


def directive_completion(question: Question) -> CompletionList | None:
    """The items for a directive; None for a line that holds none."""
    name = _NAME.match(question.before)
    if name is not None:
        return ranked(list(_names(question, name[1])), name[1])
    value = _VALUE.match(question.before)
    known = None if value is None else known_directive(value[1])
    if value is None or known is None:
        return None
    return _value_completion(question, FORMS[known], value[2])


def _names(question: Question, typed: str) -> Iterator[Offer]:
    there = {
        known_directive(each.name.text)
        for each in question.block.directives
        if not _is_here(question, each.name.span.start)
    }
    for name, what in DIRECTIVES.items():
        if name in there and name not in _SEVERAL:
            continue
        form = FORMS[name]
        text = name if form.kind is ValueKind.FLAG or question.behind.strip() else f"{name} "
        nearness = LATE if name.startswith("grpc-") else USUAL
        yield word_offer(
            question, name, "keyword", typed, text=text, nearness=nearness, documentation=f"`@{name}` {what}"
        )


def _is_here(question: Question, offset: int) -> bool:
    return question.line.start <= offset <= question.line.end


def _value_completion(question: Question, form: Form[object], typed: str) -> CompletionList:
    if form.kind is ValueKind.PATH:
        return directive_path_completion(question, form.name, typed)
    if form.kind is ValueKind.METHOD:
        return method_completion(question, typed)
    if form.kind is ValueKind.LIST:
        typed = _PARTS.split(typed)[-1]
    return ranked(list(_values(question, form, typed)), typed)


def _values(question: Question, form: Form[object], typed: str) -> Iterator[Offer]:
    if form.kind is ValueKind.METADATA:
        yield from key_offers(question, typed)
    elif form.kind is ValueKind.REQUEST:
        named = RequestNames(question.snapshot, question.path, question.file).names
        names = [name for name, (_, _, block) in named.items() if block is not question.block]
        yield from (word_offer(question, name, "request", typed) for name in names)
    elif form.kind is ValueKind.LIST:
        here, elsewhere = seen(question.snapshot, question.path)
        there = _PARTS.split(question.line.text)
        tags = dict.fromkeys((*here.tags, *elsewhere.tags))
        yield from (word_offer(question, tag, "value", typed) for tag in tags if tag not in there)
    elif form.kind is ValueKind.VARIABLE:
        yield from (word_offer(question, name, "variable", typed) for name in undefined(question))
    elif form is NAME and question.block.line is not None and question.block.line.method.text:
        method = question.block.line.method.text
        yield word_offer(question, method[:1].lower() + method[1:], "request", typed)
    else:
        choices = form.choices or _EXAMPLES.get(form.name, ())
        yield from (word_offer(question, text, "value", typed, nearness=NEAR) for text in choices)


def undefined(question: Question) -> list[str]:
    """The variables that the file uses and nobody gives a value."""
    environment = question.snapshot.environment(question.path)
    known = {variable.name.text for variable in question.file.variables} | {*environment.variables, *environment.dotenv}
    used = dict.fromkeys(match[1].strip() for match in EXPRESSION.finditer(question.text))
    return [name for name in used if name.isidentifier() and name not in known]
