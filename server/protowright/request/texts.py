"""The texts of a request in which variables may stand."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.request.syntax.json_nodes import strings
from protowright.request.syntax.nodes import Block, RequestFile, Word
from protowright.text.span import Span

_QUESTIONS = ("note", "prompt")
"""Directives that show their text to a person, as it is."""


def all_texts(file: RequestFile, block: Block) -> Iterator[Word]:
    """The texts of `block`, all that may have variables in it: the values of its own variables, `texts`, `texts_behind`."""
    yield from (variable.value for variable in block.variables)
    yield from texts(file, block)
    yield from texts_behind(block)


def texts(file: RequestFile, block: Block) -> Iterator[Word]:
    """The texts of `block`, apart from its variables and assertions; the variables in them are needed to run it."""
    if block.line is not None:
        yield _piece(file, block.line.span)
    for entry in block.metadata:
        yield from (entry.key, entry.value)
    yield from (directive.value for directive in block.directives if directive.name.text not in _QUESTIONS)
    for message in block.messages:
        if message.file is not None:
            yield message.file
        for node in strings(message.json) if message.json is not None else ():
            yield _piece(file, node.span)


def texts_behind(block: Block) -> Iterator[Word]:
    """The texts of `block` that are looked at when it has run: its assertions, and where its response is saved."""
    yield from block.assertions
    yield from (redirect.path for redirect in block.redirects)


def _piece(file: RequestFile, span: Span) -> Word:
    return Word(span.of(file.text), span)
