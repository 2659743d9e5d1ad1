"""The items for a place of a `.proto` file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from protowright.ide.completion.context import Place
from protowright.ide.completion.field_names import field_name_candidates
from protowright.ide.completion.headers import import_path_candidates, package_candidates, syntax_candidates
from protowright.ide.completion.import_edits import import_edit, import_name
from protowright.ide.completion.items import CompletionItem, CompletionList, Declared
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
from protowright.ide.completion.references import reference
from protowright.ide.completion.type_names import MAP_KEYS, scalar_candidates, type_candidates
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.options.pseudo import pseudo_option
from protowright.proto.syntax.nodes import Identifier
from protowright.text.edit import Edit

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
    items = [item for candidate in candidates if (item := _item(question, candidate)) is not None]
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


# Items


def _item(question: Question, candidate: Candidate) -> CompletionItem | None:
    """The item of a candidate; None for a declaration that cannot be imported."""
    edits: tuple[Edit, ...] = ()
    detail, declared = candidate.detail, None
    if candidate.known is not None:
        name = import_name(question.snapshot, question.path, candidate.known)
        if name is None:
            return None
        edits, detail = (import_edit(question.link.symbols, name),), f"{detail} ({name})"
        declared = Declared(candidate.known.path, candidate.full_name)
    elif candidate.symbol is not None:
        home = question.link.link_of(candidate.symbol)
        declared = None if home is None else Declared(home.path, candidate.full_name)
    text = candidate.new_text or _reference(question, candidate)
    is_snippet = question.snippets and bool(candidate.snippet)
    return CompletionItem(
        _label(question, candidate),
        candidate.kind,
        detail,
        "",
        candidate.snippet if is_snippet else text,
        question.context.span,
        edits,
        declared,
        _is_deprecated(candidate),
        is_snippet,
        (".",) if candidate.kind == "package" else (),
    )


def _label(question: Question, candidate: Candidate) -> str:
    """Custom options carry their parentheses where those have to be written."""
    is_bare = candidate.kind == "extension" and question.context.place is Place.OPTION_NAME
    return f"({candidate.label})" if is_bare else candidate.label


def _reference(question: Question, candidate: Candidate) -> str:
    """How a declared name is written at the cursor, with what has to be around it."""
    place = question.context.place
    if question.context.qualifier and place is not Place.OPTION_NAME:
        return candidate.label
    is_extension = candidate.kind == "extension"
    name = reference(question.link.scope, candidate.full_name, question.context.scope, not _wants_any(place))
    if is_extension and place is Place.OPTION_NAME:
        return f"({name})"
    if is_extension and place is Place.LITERAL_FIELD:
        return f"[{name}]"
    closer = {Place.OPTION_EXTENSION: ")", Place.LITERAL_EXTENSION: "]"}.get(place, "")
    return name if not is_extension or question.rest_of_line.startswith(closer) else name + closer


def _wants_any(place: Place) -> bool:
    """Whether a name that is no type hides types there (`LinkedFile.meaning`)."""
    return place not in (Place.MESSAGE_BODY, Place.ONEOF_BODY, Place.EXTEND_BODY, Place.FIELD_TYPE)


def _is_deprecated(candidate: Candidate) -> bool:
    if candidate.known is not None:
        return candidate.known.name.is_deprecated
    option = None if candidate.symbol is None else pseudo_option(candidate.symbol.options, "deprecated")
    return option is not None and isinstance(option.value, Identifier) and option.value.text == "true"
