"""Imports of custom options that a file sets and does not see."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.proto_codes import MISSING_IMPORT, UNKNOWN_OPTION
from protowright.ide.actions.action import Action
from protowright.ide.actions.add_import import choices
from protowright.ide.actions.faults import faults_at
from protowright.ide.actions.places import Place, place_at
from protowright.ide.completion.references import reference
from protowright.project.name_index import KnownName
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import join
from protowright.proto.syntax.nodes import Message, NamedBlock, OptionNamePart, Path
from protowright.text.span import Span

_CODES = (MISSING_IMPORT, UNKNOWN_OPTION)


def add_option_import(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Import the file that declares the custom option at the place; a choice when several files declare one."""
    place = place_at(snapshot, path, span)
    part = None if place is None else place.innermost(OptionNamePart)
    link = None if part is None or not part.is_extension else snapshot.linked(path)
    if place is None or part is None or part.name is None or link is None:
        return
    own = place.tree.span(part)
    fault = next((each for each in faults_at(snapshot, path, span) if each.code in _CODES and each.span == own), None)
    if fault is not None:
        scope = _scope(place)
        found = _candidates(snapshot, link, part.name)
        yield from choices(
            snapshot, link, found, part.name, lambda name: reference(link.scope, name, scope, False), fault
        )


def _scope(place: Place) -> str:
    """The full name of the message around the option; the package at the top of the file."""
    scope = place.symbols.package
    for node in place.nodes:
        if isinstance(node, NamedBlock) and node.name is not None and isinstance(node, Message):
            scope = join(scope, node.name.text)
    return scope


def _candidates(snapshot: Snapshot, link: LinkedFile, written: Path) -> list[KnownName]:
    """The extensions of options with that name; those whose full names end with all of what is written, if there are any."""
    name = written.text.removeprefix(".")
    simple = name.rpartition(".")[2]
    seen = {home.path for home in link.visible}
    found = [
        known
        for known in snapshot.names(link.path).extensions()
        if known.name.full_name.rpartition(".")[2] == simple
        and (known.name.extendee or "").endswith("Options")
        and known.path not in seen
    ]
    exact = [known for known in found if f".{known.name.full_name}".endswith("." + name)]
    return exact or found
