"""The tokens of a request file, as far as its grammar tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from protowright.ide.body_mentions import inside_quotes
from protowright.request.body.nodes import inner_values
from protowright.request.syntax.json_nodes import JsonObject, JsonValue, JsonWord
from protowright.request.syntax.nodes import Block, RequestFile, RequestLine, Word
from protowright.request.texts import all_texts
from protowright.request.variables import expressions
from protowright.text.span import Span

_VERB = re.compile(r"[A-Za-z]+(?=[ \t])")
_SCHEMA = re.compile(r"(?:^|(?<=[\r\n]))[ \t]*(protoset|proto)[ \t]*[<:][ \t]*\Z", re.IGNORECASE)


class LexicalToken(NamedTuple):
    """A part of the text and its token type; `is_own` is false for what the language brings along."""

    span: Span
    type: str
    is_own: bool = True


def request_tokens(file: RequestFile) -> Iterator[LexicalToken]:
    """Keywords, services, methods, metadata and JSON keys, and variables, block by block; none has a variable in it."""
    for block in file.blocks:
        for token in _of_block(file, block):
            if token.type == "variable" or "{{" not in token.span.of(file.text):
                yield token


def _of_block(file: RequestFile, block: Block) -> Iterator[LexicalToken]:
    if block.line is not None and not block.is_foreign:
        yield from _of_line(file, block.line)
    yield from (_token(directive.name, "decorator") for directive in block.directives)
    yield from (_token(variable.name, "variable") for variable in block.variables)
    yield from (_token(entry.key, "parameter") for entry in block.metadata)
    for schema in block.schema_lines:
        yield from _schema_keyword(file, schema.path)
    for message in block.messages:
        yield from () if message.json is None else json_tokens(message.json)
    yield from _variables(file, block)


def _token(word: Word, type: str) -> LexicalToken:
    return LexicalToken(word.span, type)


def _of_line(file: RequestFile, line: RequestLine) -> Iterator[LexicalToken]:
    verb = _VERB.match(file.text, line.span.start, line.span.end)
    if verb is not None and verb.end() <= max(line.target.span.start, line.service.span.start):
        yield LexicalToken(Span(*verb.span()), "keyword")
    yield from (_token(line.service, "interface"), _token(line.method, "method"))


def _schema_keyword(file: RequestFile, path: Word) -> Iterator[LexicalToken]:
    start = max(file.text.rfind("\n", 0, path.span.start), file.text.rfind("\r", 0, path.span.start)) + 1
    found = _SCHEMA.match(file.text[start : path.span.start])
    if found is not None:
        yield LexicalToken(Span(*found.span(1)).shifted(start), "keyword")


def json_tokens(value: JsonValue) -> Iterator[LexicalToken]:
    """The keys and words of a JSON value."""
    pending = [value]
    while pending:
        current = pending.pop()
        pending += inner_values(current)
        if isinstance(current, JsonObject):
            yield from (LexicalToken(inside_quotes(member.key), "property") for member in current.members)
        elif isinstance(current, JsonWord):
            yield LexicalToken(current.span, "keyword")


def _variables(file: RequestFile, block: Block) -> Iterator[LexicalToken]:
    for word in all_texts(file, block):
        for expression, span in expressions(word.text, word.span.start):
            start = file.text.find(expression, span.start, span.end)
            yield LexicalToken(Span(start, start + len(expression)), "variable", not expression.startswith("$"))
