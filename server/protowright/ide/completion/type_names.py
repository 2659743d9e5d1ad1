"""Types: of fields, of methods, of what is extended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from protowright.ide.completion.context import Place
from protowright.ide.completion.hints import Hints
from protowright.ide.completion.question import Question, outwards
from protowright.ide.completion.ranking import (
    BUILT_IN,
    ELSEWHERE,
    IMPORTED,
    INNER,
    MEANT,
    SAME_FILE,
    SAME_PACKAGE,
    Candidate,
)
from protowright.project.name_index import KnownName
from protowright.proto.semantic.names import SCALARS, TYPES
from protowright.proto.semantic.passes.visibility import is_exported
from protowright.proto.semantic.symbols import MessageSymbol, Symbol, join

_MESSAGE_ONLY = (Place.RPC_TYPE, Place.EXTENDEE)
_MAXIMUM_ELSEWHERE = 60
"""So many names of files that are not imported are looked at more closely: what is typed next makes them fewer."""
_LONG_ENOUGH = 3
MAP_KEYS = sorted(SCALARS - {"double", "float", "bytes"})


def scalar_candidates() -> Iterator[Candidate]:
    """The types that are keywords."""
    return (Candidate(name, "scalar", BUILT_IN, new_text=name) for name in sorted(SCALARS))


def type_candidates(question: Question) -> Iterator[Candidate]:
    """The types that fit, those behind a dot when a path is being written."""
    if question.context.qualifier:
        yield from _members(question)
        return
    yield from _visible(question)
    yield from _elsewhere(question)
    yield from _first_packages(question)


def _wanted(question: Question, kind: str) -> bool:
    return kind == "message" or (kind == "enum" and question.context.place not in _MESSAGE_ONLY)


# Types that the file sees


def _visible(question: Question) -> Iterator[Candidate]:
    hints = Hints(question)
    for home in question.link.visible:
        if home in question.link.option_only:
            continue
        for symbol in home.symbols.by_name.values():
            if symbol.kind in TYPES and _wanted(question, symbol.kind.value) and not _is_synthetic(symbol):
                if home is not question.link and not is_exported(home, symbol):
                    continue
                nearness = SAME_FILE if home is question.link else IMPORTED
                yield _of_symbol(symbol, hints.nearness(symbol.full_name, _nearness(question, symbol, nearness)))


def _is_synthetic(symbol: Symbol) -> bool:
    return isinstance(symbol, MessageSymbol) and symbol.map_field is not None


def _nearness(question: Question, symbol: Symbol, otherwise: int) -> int:
    scope = question.context.scope
    return INNER if symbol.parent is not None and (scope + ".").startswith(symbol.scope + ".") else otherwise


def _of_symbol(symbol: Symbol, nearness: int) -> Candidate:
    return Candidate(
        symbol.name.text, symbol.kind.value, nearness, symbol.full_name, full_name=symbol.full_name, symbol=symbol
    )


# Types of files that are not imported


def _elsewhere(question: Question) -> Iterator[Candidate]:
    typed = question.context.typed
    names = question.snapshot.names(question.path)
    if not typed:
        yield from _not_imported(question, names.within(question.link.symbols.package))
        return
    yield from _not_imported(question, names.beginning(typed))
    if len(typed) >= _LONG_ENOUGH:
        yield from _not_imported(question, names.containing(typed))


def _not_imported(question: Question, found: Iterable[KnownName]) -> Iterator[Candidate]:
    """The nearest and shortest of the names that can be imported."""
    seen = {home.path for home in question.link.visible}
    package = question.link.symbols.package
    hints = Hints(question)
    visible = question.link.scope.names
    keys = [
        (_nearness_elsewhere(hints, known, package), len(known.simple), known.name.full_name, known.path, known)
        for known in found
        if known.name.full_name not in visible
        and known.path not in seen
        and not known.name.is_local
        and _wanted(question, known.name.kind)
    ]
    names: set[str] = set()
    for nearness, _, full_name, _, known in nsmallest(_MAXIMUM_ELSEWHERE, keys):
        if full_name not in names:  # the same file may be there twice, in the workspace and bundled
            names.add(full_name)
            yield of_known(known, nearness)


def _nearness_elsewhere(hints: Hints, known: KnownName, package: str) -> int:
    if hints.is_meant(known.name.full_name):
        return IMPORTED
    return SAME_PACKAGE if known.package == package else ELSEWHERE


def of_known(known: KnownName, nearness: int) -> Candidate:
    """The candidate for a name that a scan found."""
    label = known.name.full_name.rpartition(".")[2]
    return Candidate(
        label, known.name.kind, nearness, known.name.full_name, full_name=known.name.full_name, known=known
    )


# Paths


def _first_packages(question: Question) -> Iterator[Candidate]:
    """The packages that a path may begin with."""
    names = question.snapshot.names(question.path)
    is_begun = question.rest_of_line.startswith(".")
    found: dict[str, None] = {}
    for scope in outwards(question.link.symbols.package):
        found.update(dict.fromkeys(sorted(_packages_below(question, scope) | names.packages(scope))))
    visible = {package.rpartition(".")[2] for package in question.link.scope.packages}
    for last in found:
        nearness = MEANT if is_begun else IMPORTED if last in visible else ELSEWHERE
        yield Candidate(last, "package", nearness, new_text=last)


def _packages_below(question: Question, package: str) -> set[str]:
    packages = question.link.scope.packages
    return {each.rpartition(".")[2] for each in packages if each.rpartition(".")[0] == package}


def _members(question: Question) -> Iterator[Candidate]:
    """What is directly in the package or message that the path in front of the cursor may mean."""
    seen: set[str] = set()
    for holder in qualified_scopes(question):
        for candidate in _members_of(question, holder):
            if candidate.label not in seen:
                seen.add(candidate.label)
                yield candidate


def qualified_scopes(question: Question) -> Iterator[str]:
    """The packages and declarations that the path in front of the cursor may stand for, the nearest first."""
    qualifier = question.context.qualifier
    if qualifier.startswith("."):
        yield qualifier[1:]
        return
    for scope in outwards(question.context.scope):
        yield join(scope, qualifier)


def _members_of(question: Question, holder: str) -> Iterator[Candidate]:
    link = question.link
    hints = Hints(question)
    start = len(holder) + 1 if holder else 0
    for full_name, symbol in link.scope.names.items():
        if symbol.scope != holder or symbol.kind not in TYPES or _is_synthetic(symbol):
            continue
        if _wanted(question, symbol.kind.value) or _holds_types(symbol):
            nearness = hints.nearness(full_name, SAME_FILE if symbol.file is link.symbols else IMPORTED)
            name = full_name[start:]
            yield Candidate(name, symbol.kind.value, nearness, full_name, name, full_name, symbol)
    yield from _not_imported(question, question.snapshot.names(question.path).within(holder))
    is_begun = question.rest_of_line.startswith(".")
    for last in sorted(_packages_below(question, holder) | question.snapshot.names(question.path).packages(holder)):
        yield Candidate(last, "package", MEANT if is_begun else IMPORTED, new_text=last)


def _holds_types(symbol: Symbol) -> bool:
    return isinstance(symbol, MessageSymbol) and bool(symbol.messages or symbol.enums)
