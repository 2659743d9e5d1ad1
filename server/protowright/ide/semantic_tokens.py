"""What the names of a text are, for colours that only meaning can tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protowright.ide.languages import is_request, is_response
from protowright.ide.mentions import FILE, PACKAGE, REQUEST, VARIABLE, Mention, Role, Wanted
from protowright.ide.names import mentions
from protowright.ide.request_tokens import LexicalToken, request_tokens
from protowright.ide.response_tokens import MAXIMUM_LENGTH, response_tokens
from protowright.ide.token_legend import Modifier
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.passes.deprecated import is_deprecated
from protowright.request.response_text import parse_response
from protowright.text.span import Span

NONE = Modifier(0)

_TYPES = {
    PACKAGE: "namespace",
    "message": "struct",
    "enum": "enum",
    "service": "interface",
    "rpc": "method",
    "field": "property",
    "extension": "property",
    "oneof": "property",
    "enum value": "enumMember",
    VARIABLE: "variable",
    REQUEST: "event",
}
_MODIFIERS = {Role.DECLARATION: Modifier.DECLARATION, Role.WRITE: Modifier.MODIFICATION, Role.READ: NONE}


@dataclass(frozen=True, slots=True)
class SemanticToken:
    """A part of one line, and what it is: a type of the legend."""

    span: Span
    type: str
    modifiers: Modifier = NONE


def semantic_tokens(snapshot: Snapshot, path: str, within: Span | None = None) -> list[SemanticToken]:
    """The tokens of the file at `path`, or those that touch `within`, in the order of its text; none overlap.

    In `.proto` files these are the names: their types, and whether they are deprecated, are what a grammar cannot tell.
    In request files and responses they are also what the grammar alone says, as few editors have one for it.
    """
    document = snapshot.document(path)
    if document is None:
        return []
    wanted = _wanted(within)
    is_long = is_response(path) and len(document.text) > MAXIMUM_LENGTH
    found = () if is_long else mentions(snapshot, path, wanted)
    meant = [_token(mention) for mention in found if mention.kind != FILE]
    lexical: Iterable[LexicalToken] = ()
    if is_request(path):
        lexical = request_tokens(document.requests)
    elif is_response(path):
        lexical = response_tokens(parse_response(document.text), len(document.text), wanted)
    written = [SemanticToken(span, type, _library(is_own)) for span, type, is_own in lexical if wanted(span)]
    return list(_apart([*meant, *written], document.text))


def _wanted(within: Span | None) -> Wanted:
    if within is None:
        return lambda span: True
    return lambda span: span.start <= within.end and within.start <= span.end


def _library(is_own: bool) -> Modifier:
    return NONE if is_own else Modifier.DEFAULT_LIBRARY


def _token(mention: Mention) -> SemanticToken:
    modifiers = _MODIFIERS[mention.role]
    if mention.symbol is not None and is_deprecated(mention.symbol.options):
        modifiers |= Modifier.DEPRECATED
    return SemanticToken(mention.span, _TYPES[mention.kind], modifiers)


def _apart(tokens: list[SemanticToken], text: str) -> Iterator[SemanticToken]:
    """The tokens in order. Of several at one place the first counts; what overlaps it, or spans lines, is left out."""
    end = 0
    for token in sorted(
        tokens, key=lambda token: token.span.start
    ):  # stable: what is meant comes before what is written
        is_one_line = not {"\n", "\r"}.intersection(token.span.of(text))
        if end <= token.span.start < token.span.end and is_one_line:
            end = token.span.end
            yield token
