"""The passes over one file, in order. Each takes the same facts and yields diagnostics; none stops the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import UNRESOLVED_IMPORT, UNRESOLVED_TYPE
from protowright.proto.semantic.names import Scope
from protowright.proto.semantic.references import type_references
from protowright.proto.semantic.symbols import FileSymbols
from protowright.text.nearest import did_you_mean


@dataclass(frozen=True)
class FileFacts:
    """What the passes know of a file.

    `imports` maps each import path to the symbols of the file found for it, or None; `searched` maps an import path that
    was not found to the places that were looked at, in order; `scope` is what the file can see.
    """

    symbols: FileSymbols
    scope: Scope
    imports: Mapping[str, FileSymbols | None]
    searched: Mapping[str, list[str]]


def check(facts: FileFacts) -> list[Diagnostic]:
    """All faults of a file beyond those of its syntax, in the order of the text."""
    found = [diagnostic for run in PASSES for diagnostic in run(facts)]
    return sorted(found, key=lambda diagnostic: diagnostic.span)


def unresolved_imports(facts: FileFacts) -> Iterator[Diagnostic]:
    """Imports whose file was not found."""
    tree = facts.symbols.tree
    for fact in facts.symbols.imports:
        if facts.imports.get(fact.path) is None and fact.node.path is not None:
            places = facts.searched.get(fact.path, [])
            looked = "looked for it at " + ", ".join(places) if places else None
            yield Diagnostic(UNRESOLVED_IMPORT, f"`{fact.path}` was not found", tree.span(fact.node.path), help=looked)


def unresolved_types(facts: FileFacts) -> Iterator[Diagnostic]:
    """Type names without a type."""
    tree = facts.symbols.tree
    for reference in type_references(facts.symbols):
        if facts.scope.resolve_type(reference.path.text, reference.scope) is None:
            simple = reference.path.components[-1].text
            names = {name.rpartition(".")[2] for name in facts.scope.type_names()}
            help = did_you_mean(simple, names - {simple}) or "import the file that declares it"
            message = f"the type `{reference.path.text}` was not found"
            yield Diagnostic(UNRESOLVED_TYPE, message, tree.span(reference.path), help=help)


PASSES: tuple[Callable[[FileFacts], Iterator[Diagnostic]], ...] = (
    unresolved_imports,
    unresolved_types,
)
