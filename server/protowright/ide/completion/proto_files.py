"""The items for a place of a `.proto` file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from protowright.ide.completion.context import Place
from protowright.ide.completion.field_names import field_name_candidates
from protowright.ide.completion.headers import import_path_candidates, package_candidates, syntax_candidates
from protowright.ide.completion.item_maker import ItemMaker
from protowright.ide.completion.items import CompletionList
from protowright.ide.completion.keywords import keyword_candidates
from protowright.ide.completion.numbers import enum_number_candidates, field_number_candidates
from protowright.ide.completion.option_names import (
    extension_path_candidates,
    literal_field_candidates,
    option_name_candidates,
)
from protowright.ide.completion.option_values import value_candidates
from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import Candidate, ranked
from protowright.ide.completion.reading import context_at
from protowright.ide.completion.type_names import MAP_KEYS, scalar_candidates, type_candidates
from protowright.project.snapshot import Snapshot

Source = Callable[[Question], Iterator[Candidate]]

_STATEMENT_STARTS = (
    *(Place.TOP_LEVEL, Place.MESSAGE_BODY, Place.ONEOF_BODY, Place.EXTEND_BODY),
    *(Place.ENUM_BODY, Place.SERVICE_BODY, Place.RPC_BODY),
)
_WORKSPACE_PLACES = (
    *(Place.MESSAGE_BODY, Place.ONEOF_BODY, Place.EXTEND_BODY),
    *(Place.FIELD_TYPE, Place.RPC_TYPE, Place.EXTENDEE),
)


def proto_completion(
    snapshot: Snapshot, path: str, offset: int, snippets: bool = False, trigger: str = ""
) -> CompletionList:
    """The items for the place `offset` of the `.proto` file at `path`.

    `snippets`: the client takes them. `trigger` is the character whose typing asked for the list, empty when a person did.
    """
    link = snapshot.linked(path)
    if link is None:
        return CompletionList()
    context = context_at(link.symbols.tree, link.symbols.package, offset)
    if trigger == " " and context.place in _STATEMENT_STARTS:
        return CompletionList()  # it is indentation
    question = Question(snapshot, path, link, context, snippets)
    found = (candidate for source in _sources(question) for candidate in source(question))
    candidates, is_cut = ranked(found, context.typed)
    make = ItemMaker(question)
    items = [item for candidate in candidates if (item := make.item(candidate)) is not None]
    asks_again = not context.typed and context.place in _WORKSPACE_PLACES
    return CompletionList(tuple(items), is_cut or asks_again)


# Sources


def _scalars(_: Question) -> Iterator[Candidate]:
    return scalar_candidates()


def _map_keys(_: Question) -> Iterator[Candidate]:
    return (Candidate(name, "scalar", new_text=name) for name in MAP_KEYS)


_FIELD: Sequence[Source] = (keyword_candidates, _scalars, type_candidates)
_SOURCES: dict[Place, Sequence[Source]] = {
    Place.TOP_LEVEL: (keyword_candidates,),
    Place.MESSAGE_BODY: _FIELD,
    Place.ONEOF_BODY: _FIELD,
    Place.EXTEND_BODY: _FIELD,
    Place.ENUM_BODY: (keyword_candidates,),
    Place.SERVICE_BODY: (keyword_candidates,),
    Place.RPC_BODY: (keyword_candidates,),
    Place.MODIFIED: (keyword_candidates,),
    Place.FIELD_TYPE: _FIELD,
    Place.FIELD_NAME: (field_name_candidates,),
    Place.FIELD_NUMBER: (field_number_candidates,),
    Place.ENUM_NUMBER: (enum_number_candidates,),
    Place.MAP_KEY: (_map_keys,),
    Place.RPC_TYPE: (keyword_candidates, type_candidates),
    Place.RPC_RETURNS: (keyword_candidates,),
    Place.EXTENDEE: (type_candidates,),
    Place.RANGE_END: (keyword_candidates,),
    Place.OPTION_NAME: (option_name_candidates,),
    Place.OPTION_EXTENSION: (extension_path_candidates,),
    Place.OPTION_VALUE: (value_candidates,),
    Place.LITERAL_FIELD: (literal_field_candidates,),
    Place.LITERAL_EXTENSION: (extension_path_candidates,),
    Place.LITERAL_VALUE: (value_candidates,),
    Place.IMPORT: (keyword_candidates,),
    Place.IMPORT_PATH: (import_path_candidates,),
    Place.PACKAGE: (package_candidates,),
    Place.SYNTAX_VALUE: (syntax_candidates,),
}


def _sources(question: Question) -> Sequence[Source]:
    if question.context.qualifier and question.context.place in _WORKSPACE_PLACES:
        return (type_candidates,)
    return _SOURCES.get(question.context.place, ())
