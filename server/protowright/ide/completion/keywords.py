"""Keywords, by place and by edition."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.completion.context import Place
from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import BUILT_IN, Candidate
from protowright.proto.semantic.features_of import edition_number

_SNIPPETS = {
    "message": "message $1 {\n  $0\n}",
    "enum": "enum $1 {\n  ${2:NAME}_UNSPECIFIED = 0;$0\n}",
    "service": "service $1 {\n  $0\n}",
    "oneof": "oneof $1 {\n  $0\n}",
    "extend": "extend $1 {\n  $0\n}",
    "rpc": "rpc $1($2) returns ($3);$0",
    "map": "map<$1, $2> $0",
    "import": 'import "$1";$0',
    "package": "package $1;$0",
    "syntax": 'syntax = "${1:proto3}";$0',
    "edition": 'edition = "${1:2023}";$0',
}
_NESTED = ("message", "enum", "option", "reserved", "extend")
_PLACES = {
    Place.TOP_LEVEL: ("message", "enum", "service", "import", "package", "option", "extend", "syntax", "edition"),
    Place.MESSAGE_BODY: (*_NESTED, "oneof", "map", "repeated"),
    Place.ONEOF_BODY: ("option",),
    Place.EXTEND_BODY: ("repeated",),
    Place.ENUM_BODY: ("option", "reserved"),
    Place.SERVICE_BODY: ("rpc", "option"),
    Place.RPC_BODY: ("option",),
    Place.MODIFIED: ("message", "enum"),
    Place.RPC_RETURNS: ("returns",),
    Place.RPC_TYPE: ("stream",),
    Place.RANGE_END: ("max",),
    Place.IMPORT: ("public", "weak"),
}
_FIRST_WITH_VISIBILITY = 2024


def keyword_candidates(question: Question) -> Iterator[Candidate]:
    """The keywords that fit the place, as whole declarations where the client can fill in their gaps."""
    for word in (*_PLACES.get(question.context.place, ()), *_of_edition(question)):
        if _is_possible(question, word):
            yield Candidate(word, "keyword", BUILT_IN, new_text=word, snippet=_snippet(question, word))


def _of_edition(question: Question) -> Iterator[str]:
    place, symbols = question.context.place, question.link.symbols
    edition = edition_number(symbols)
    if place in (Place.MESSAGE_BODY, Place.EXTEND_BODY) and not symbols.is_editions:
        yield "optional"
        if not symbols.is_proto3:
            yield from ("required", "group") if place is Place.EXTEND_BODY else ("required",)
    if place is Place.MESSAGE_BODY and not symbols.is_proto3:
        yield "extensions"
    if place is Place.FIELD_TYPE and symbols.syntax == "proto2" and "map" not in question.context.words:
        yield "group"
    if edition >= _FIRST_WITH_VISIBILITY and place in (Place.TOP_LEVEL, Place.MESSAGE_BODY):
        yield from ("export", "local")
    if edition >= _FIRST_WITH_VISIBILITY and place is Place.IMPORT:
        yield "option"


def _is_possible(question: Question, word: str) -> bool:
    """What a file has once is not offered again; a method streams once a side."""
    symbols, words = question.link.symbols, question.context.words
    if word in ("syntax", "edition"):
        node = symbols.syntax_node
        return node is None or symbols.tree.span(node).contains(question.context.span.start)
    if word == "package":
        package = symbols.package_node
        return package is None or symbols.tree.span(package).contains(question.context.span.start)
    if word == "weak" and edition_number(symbols) >= _FIRST_WITH_VISIBILITY:
        return False
    return word != "stream" or words[-1:] != ("stream",)


def _snippet(question: Question, word: str) -> str:
    """Nothing is filled in where something follows already."""
    is_free = not question.rest_of_line.strip(" \t\r};)") and not question.context.words
    return _SNIPPETS.get(word, "") if is_free else ""
