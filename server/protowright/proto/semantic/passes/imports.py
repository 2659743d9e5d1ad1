"""Imports: found or not, used or not, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic, Tag
from protowright.diagnostics.guesses import guesses
from protowright.proto.semantic.features_of import edition_number
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import LinkedFile, LinkedImport, Search
from protowright.proto.semantic.passes.reporting import fault, remove
from protowright.proto.syntax.nodes import Node

_INVALID_PATH = re.compile(r"\\|//|(?:^|/)\.\.?(?:/|$)")


def imports(link: LinkedFile) -> Iterator[Diagnostic]:
    """Each import by itself, and against those before it."""
    seen: set[str] = set()
    names: dict[str, str] = {}
    options_seen = False
    for entry in link.imports:
        path = entry.fact.path
        node = entry.fact.node
        if node.is_broken or any(modifier.text in ("export", "local") for modifier in node.modifiers):
            continue
        if path in seen:
            fixes = (remove(link, "Remove the import", entry.fact.node),)
            yield fault(link, codes.DUPLICATE_IMPORT, f"`{path}` is imported already", _place(entry), fixes=fixes)
            continue
        seen.add(path)
        yield from _modifiers(link, entry)
        options_seen = options_seen or entry.fact.is_option
        if options_seen and not entry.fact.is_option:
            help = "option imports stand behind all others"
            yield fault(link, codes.IMPORT_ORDER, "the import stands behind an option import", entry.fact.node, help)
        if entry.target is None:
            yield _unresolved(link, entry)
        elif names.setdefault(entry.target.path, path) != path:
            text = f"`{path}` is the file that is imported as `{names[entry.target.path]}` already"
            fixes = (remove(link, "Remove the import", node),)
            yield fault(link, codes.DUPLICATE_IMPORT, text, _place(entry), "protoc knows a file by one path", fixes)
        elif circle := link.circle_through(entry.target):
            message = f"the file imports itself: {' -> '.join(circle)}"
            yield fault(link, codes.IMPORT_CYCLE, message, _place(entry))


def _place(entry: LinkedImport) -> Node:
    return entry.fact.node.path or entry.fact.node


def _unresolved(link: LinkedFile, entry: LinkedImport) -> Diagnostic:
    path = entry.fact.path
    search = entry.search or Search()
    place = link.symbols.tree.span(_place(entry))
    fixes = guesses(place, filter(_is_plain, search.elsewhere), lambda other: f'"{other}"')
    if _INVALID_PATH.search(path):
        help = _meant(search) + "write it with single slashes, relative to an import root"
        message = f"`{path}` has backslashes, consecutive slashes, `.` or `..`"
        return fault(link, codes.INVALID_IMPORT_PATH, message, _place(entry), help, fixes)
    help = _meant(search) + "; ".join((*_root_to_add(search), *_looked(search), *search.faults))
    message = f"`{path}` was not found"
    return fault(link, codes.UNRESOLVED_IMPORT, message, _place(entry), help.strip() or None, fixes)


def _is_plain(path: str) -> bool:
    """Whether a path can stand between quotes as it is."""
    return path.isprintable() and not set(path) & {'"', "\\"}


def _meant(search: Search) -> str:
    names = [f"`{path}`" for path in search.elsewhere]
    return f"did you mean {_listed(names, ' or ')}? " if names else ""


def _root_to_add(search: Search) -> Iterator[str]:
    if search.missing_root is not None:
        yield f"to import it by this path, add `{search.missing_root}` to the setting `importPaths`"


def _looked(search: Search) -> Iterator[str]:
    if search.places:
        yield f"looked in {_listed(search.places, ', then ')}"


def _listed(items: Iterable[str], last_joint: str) -> str:
    *most, last = items
    return f"{', '.join(most)}{last_joint}{last}" if most else last


def _modifiers(link: LinkedFile, entry: LinkedImport) -> Iterator[Diagnostic]:
    edition = edition_number(link.symbols)
    modifiers = entry.fact.node.modifiers
    if entry.fact.is_weak and edition >= 2024:
        message = "weak imports are gone since edition 2024"
        yield fault(
            link, codes.WEAK_IMPORT_NOT_ALLOWED, message, modifiers[0], "write `import option` for option definitions"
        )
    if entry.fact.is_option and edition < 2024:
        message = "`import option` needs edition 2024"
        yield fault(link, codes.OPTION_IMPORT_NOT_ALLOWED, message, modifiers[0])


def unused_imports(link: LinkedFile, used: set[FileSymbols]) -> Iterator[Diagnostic]:
    """Imports nothing of which is used. Not asked of public ones."""
    seen: set[str] = set()
    for entry in link.imports:
        target = entry.target
        if target is None or entry.fact.is_public or entry.fact.path in seen:
            continue
        seen.add(entry.fact.path)
        if not _is_used(target, used) and not _leads_into_a_circle(target):
            fixes = (remove(link, "Remove the unused import", entry.fact.node),)
            message = f"nothing of `{entry.fact.path}` is used"
            place = entry.fact.node
            yield fault(link, codes.UNUSED_IMPORT, message, place, fixes=fixes, tags=(Tag.UNNECESSARY,))


def _leads_into_a_circle(target: LinkedFile) -> bool:
    """Whether files below the import import one another: then nothing is known for sure."""
    return any(
        entry.target is not None and file.symbols in entry.target.closure
        for file in target.closure.values()
        for entry in file.imports
    )


def _is_used(target: LinkedFile, used: set[FileSymbols]) -> bool:
    """Whether something of the file, or of one that it passes on, is used."""
    seen: set[LinkedFile] = set()
    pending = [target]
    while pending:
        current = pending.pop()
        if current.symbols in used:
            return True
        seen.add(current)
        pending.extend(
            entry.target
            for entry in current.imports
            if entry.target is not None and entry.fact.is_public and entry.target not in seen
        )
    return False
