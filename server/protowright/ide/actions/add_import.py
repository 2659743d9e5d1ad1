"""Imports of types that a file names and does not see, from anywhere in the workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.proto_codes import MISSING_IMPORT, UNRESOLVED_TYPE
from protowright.ide.actions.action import Action, Change, Kind, change_of
from protowright.ide.actions.faults import faults_at
from protowright.ide.completion.import_edits import ImportEdits, import_name
from protowright.ide.completion.references import reference
from protowright.project.name_index import KnownName
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile, type_uses
from protowright.proto.semantic.type_use import TypeUse
from protowright.proto.syntax.nodes import Path
from protowright.text.edit import Edit
from protowright.text.span import Span

_MAXIMUM = 10
_CODES = (MISSING_IMPORT, UNRESOLVED_TYPE)


def add_import(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Import the file that declares the unresolved type at the place; a choice when several files declare one."""
    link = snapshot.linked(path)
    for fault in [] if link is None else faults_at(snapshot, path, span):
        if fault.code in _CODES and link is not None:
            use = next((use for use in type_uses(link.symbols) if link.symbols.tree.span(use.path) == fault.span), None)
            if use is not None:
                yield from _imports(snapshot, link, use, fault)


def _imports(snapshot: Snapshot, link: LinkedFile, use: TypeUse, fault: Diagnostic) -> Iterator[Action]:
    def shortest(full_name: str) -> str:
        return reference(link.scope, full_name, use.scope, prefers_types=not use.wants_message)

    found = _candidates(snapshot, link, use)
    yield from choices(snapshot, link, found, use.path, shortest, fault)


def choices(
    snapshot: Snapshot,
    link: LinkedFile,
    found: list[KnownName],
    written: Path,
    shortest: Callable[[str], str],
    fault: Diagnostic,
) -> Iterator[Action]:
    """An action for each of the names that `written` may mean, unless a fix of the diagnostic says the same.

    `shortest` gives the shortest text that means a full name there.
    """
    importable = list(_importable(snapshot, link, found))
    titles = {fix.title for fix in fault.fixes}
    for name, full_name in importable:
        text = shortest(full_name)
        is_same = _means(written.text, text, full_name)
        title = f'Import "{name}"' if is_same else f'Change to `{text}` and import "{name}"'
        if title not in titles:
            is_preferred = is_same and len(importable) == 1
            change = _change(link, written, name, None if is_same else text)
            yield Action(title, Kind.QUICK_FIX, change, is_preferred=is_preferred, diagnostic=fault)


def _means(written: str, text: str, full_name: str) -> bool:
    """Whether what is written would mean the name, given that `text` is the shortest that does."""
    ends = f".{full_name}".endswith("." + written.removeprefix("."))
    return written == text or (ends and written.count(".") >= text.count("."))


def _change(link: LinkedFile, written: Path, name: str, text: str | None) -> Callable[[], Change]:
    edits = [ImportEdits(link.symbols).edit(name)]
    if text is not None:
        edits.append(Edit(link.symbols.tree.span(written), text))
    return lambda: change_of(link.path, *edits)


def _importable(snapshot: Snapshot, link: LinkedFile, found: list[KnownName]) -> Iterator[tuple[str, str]]:
    """The import paths and full names, those of the own package first."""
    seen: set[str] = set()
    for known in sorted(found, key=lambda known: _rank(link, known))[:_MAXIMUM]:
        name = import_name(snapshot, link.path, known)
        if name is not None and name not in seen and not _leads_back(snapshot, link, known):
            seen.add(name)
            yield name, known.name.full_name


def _candidates(snapshot: Snapshot, link: LinkedFile, use: TypeUse) -> list[KnownName]:
    """The types of that name; those whose full names end with all of what is written, when there are any."""
    written = use.path.text.removeprefix(".")
    simple = written.rpartition(".")[2]
    seen = {home.path for home in link.visible}
    kinds = ("message",) if use.wants_message else ("message", "enum")
    found = [
        known
        for known in snapshot.names(link.path).beginning(simple)
        if known.name.full_name.rpartition(".")[2] == simple
        and known.name.kind in kinds
        and not known.name.is_local
        and known.path not in seen
    ]
    exact = [known for known in found if f".{known.name.full_name}".endswith("." + written)]
    return exact or found


def _rank(link: LinkedFile, known: KnownName) -> tuple[bool, int, str, str]:
    return known.package != link.symbols.package, len(known.name.full_name), known.name.full_name, known.path


def _leads_back(snapshot: Snapshot, link: LinkedFile, known: KnownName) -> bool:
    """Whether importing the file would make this one import itself."""
    target = snapshot.linked(known.path)
    return target is not None and link.symbols in target.closure
