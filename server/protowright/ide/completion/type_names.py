"""Types: of fields, of methods, of what is extended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

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
    Typing,
)
from protowright.project.name_index import KnownName
from protowright.proto.semantic.features_of import is_closed
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.names import SCALARS, TYPES
from protowright.proto.semantic.passes.visibility import is_exported
from protowright.proto.semantic.symbols import EnumSymbol, MessageSymbol, Symbol, join

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
    hints = Hints(question)
    yield from _visible(question, hints)
    yield from _elsewhere(question, hints)
    yield from _first_packages(question)


def _wanted(question: Question, kind: str) -> bool:
    return kind == "message" or (kind == "enum" and question.context.place not in _MESSAGE_ONLY)


# Types that the file sees


def _visible(question: Question, hints: Hints) -> Iterator[Candidate]:
    typing = Typing(question.context.typed)
    for home in question.link.visible:
        if home in question.link.option_only:
            continue
        for symbol in home.symbols.types:
            if typing.rank(symbol.name.text) is None:
                continue
            if _wanted(question, symbol.kind.value) and not _is_synthetic(symbol):
                if not _is_usable(question, symbol, home):
                    continue
                nearness = SAME_FILE if home is question.link else IMPORTED
                yield _of_symbol(symbol, hints.nearness(symbol.full_name, _nearness(question, symbol, nearness)))


def _is_usable(question: Question, symbol: Symbol, home: LinkedFile | None) -> bool:
    """Whether the file may use a type that `home` declares here: what an import, not of its options alone, exports."""
    if isinstance(symbol, EnumSymbol) and not _is_enum_usable(question, symbol):
        return False
    if home is None or home is question.link:
        return True
    return home not in question.link.option_only and is_exported(home, symbol)


def _is_enum_usable(question: Question, enum: EnumSymbol) -> bool:
    """proto3 takes no closed enums as types of fields, and the values of a map have to begin with zero."""
    words = question.context.words
    if words and words[-1] == "," and enum.values and enum.values[0].number != 0:
        return False
    return not question.link.symbols.is_proto3 or not is_closed(question.link, enum)


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


def _elsewhere(question: Question, hints: Hints) -> Iterator[Candidate]:
    typed = question.context.typed.lower()
    names = question.snapshot.names(question.path)
    siblings = list(names.within(question.link.symbols.package))
    if not typed:
        yield from _not_imported(question, hints, _meant_first(hints, siblings))
        return
    meant = [known for start in hints.starts(typed) for known in names.beginning(start)]
    begun = (known for known in siblings if known.simple.startswith(typed))
    yield from _not_imported(question, hints, chain(meant, begun, names.beginning(typed)))
    if len(typed) >= _LONG_ENOUGH:
        holding = (known for known in siblings if typed in known.simple[1:] and not known.simple.startswith(typed))
        yield from _not_imported(question, hints, chain(holding, names.containing(typed)))


def _not_imported(question: Question, hints: Hints, found: Iterable[KnownName]) -> Iterator[Candidate]:
    """The first of the names that can be imported: of many thousands, no more are looked at than are shown."""
    seen = {home.path for home in question.link.visible}
    package = question.link.symbols.package
    names = set(question.link.scope.names)
    count = 0
    for known in found:
        if known.name.full_name in names or known.path in seen or known.name.is_local:
            continue
        if _wanted(question, known.name.kind):
            names.add(known.name.full_name)  # it may come again: for another reason, or as a bundled file
            yield of_known(known, _nearness_elsewhere(hints, known, package))
            count += 1
            if count == _MAXIMUM_ELSEWHERE:
                return


def _meant_first(hints: Hints, names: list[KnownName]) -> list[KnownName]:
    return sorted(names, key=lambda known: not hints.is_meant(known.name.full_name))


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
    typing = Typing(question.context.typed)
    for last in (last for last in found if typing.rank(last) is not None):
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
        is_type = _wanted(question, symbol.kind.value) and _is_usable(question, symbol, link.link_of(symbol))
        if is_type or _holds_types(symbol):
            nearness = hints.nearness(full_name, SAME_FILE if symbol.file is link.symbols else IMPORTED)
            name = full_name[start:]
            yield Candidate(name, symbol.kind.value, nearness, full_name, name, full_name, symbol)
    within = question.snapshot.names(question.path).within(holder)
    typing = Typing(question.context.typed.lower())
    fitting = [known for known in within if typing.rank(known.simple) is not None]
    yield from _not_imported(question, hints, _meant_first(hints, fitting))
    is_begun = question.rest_of_line.startswith(".")
    for last in sorted(_packages_below(question, holder) | question.snapshot.names(question.path).packages(holder)):
        yield Candidate(last, "package", MEANT if is_begun else IMPORTED, new_text=last)


def _holds_types(symbol: Symbol) -> bool:
    return isinstance(symbol, MessageSymbol) and bool(symbol.messages or symbol.enums)
