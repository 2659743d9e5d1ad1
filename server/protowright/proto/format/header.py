"""The order of what stands at the top of a file: syntax, package, imports, options, and then everything else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from protowright.proto.format.gaps import EMPTY_GAP, Comment, Gap
from protowright.proto.format.statements import Statement
from protowright.proto.syntax.nodes import Declaration, Import, OptionStatement, Package, Syntax

_SECTIONS: tuple[type[Declaration], ...] = (Syntax, Package, Import, OptionStatement)
_SORTED = (2, 3)
REST = len(_SECTIONS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A top-level declaration with the comments above it and behind it; `place` is the one it has in the source."""

    declaration: Declaration
    gap: Gap
    trailing: Gap
    place: int
    is_verbatim: bool = False

    @property
    def section(self) -> int:
        """Which part of the file it belongs to, counted from the top."""
        return next((i for i, kind in enumerate(_SECTIONS) if isinstance(self.declaration, kind)), REST)


def entries_of(statements: list[Statement]) -> tuple[list[Entry], Gap]:
    """The declarations of a file with their comments, and what stands behind the last one."""
    found: list[Entry] = []
    for place, statement in enumerate(statements):
        trailing, gap = statement.gap.split(statement.gap.trailing() if place else 0)
        if found:
            found[-1] = replace(found[-1], trailing=trailing)
        if statement.declaration is None:
            return found, gap
        found.append(Entry(statement.declaration, gap, EMPTY_GAP, place, statement.is_verbatim))
    raise AssertionError("the last statement is the end of the file")


def ordered(entries: list[Entry]) -> list[Entry]:
    """The entries in the order they should have.

    What is detached above the first one stays at the top. Detached comments among imports, or among options, come to
    stand above all of them when they change places: nobody can tell which ones they are about.
    """
    found = sorted(entries, key=_key)
    if found == entries:
        return entries
    top, gap = entries[0].gap.split(entries[0].gap.detached())
    rest = replace(entries[0], gap=gap)
    found = [rest if entry is entries[0] else entry for entry in found]
    found = [entry for section, group in groupby(found, _section) for entry in _gathered(section, list(group))]
    return [replace(found[0], gap=_above(top.comments, found[0].gap)), *found[1:]]


def _section(entry: Entry) -> int:
    return entry.section


def _gathered(section: int, group: list[Entry]) -> list[Entry]:
    """The entries of a section, with the detached comments of all above the first one if the order has changed."""
    if section not in _SORTED or group == sorted(group, key=lambda entry: entry.place):
        return group
    detached: list[Comment] = []
    attached: list[Entry] = []
    for entry in group:
        head, gap = entry.gap.split(entry.gap.detached())
        detached += head.comments
        attached.append(replace(entry, gap=gap))
    return [replace(attached[0], gap=_above(detached, attached[0].gap)), *attached[1:]]


def _above(comments: list[Comment] | tuple[Comment, ...], gap: Gap) -> Gap:
    """The comments, and an empty line between them and a gap."""
    return Gap(tuple(comments), 2).joined(gap, keeps_line=False) if comments else gap


def _key(entry: Entry) -> tuple[int, bool, str]:
    """What entries are sorted by: declarations other than imports and options keep their order within a section."""
    declaration = entry.declaration
    texts = declaration.piece.tokens.texts
    if isinstance(declaration, Import) and declaration.path is not None:
        is_option = any(modifier.text == "option" for modifier in declaration.modifiers)
        return entry.section, is_option, "".join(declaration.path.raw)
    if isinstance(declaration, OptionStatement):
        parts = declaration.option.name
        return entry.section, parts[0].is_extension, "".join(texts[parts[0].first : parts[-1].last + 1])
    return entry.section, False, ""


def spaced(entry: Entry, before: Entry | None) -> tuple[Gap, bool]:
    """The gap above an entry, and whether its first empty line is left out, when `before` stands above it."""
    if before is None:
        return entry.gap, True
    section = entry.section
    if section in _SORTED:
        if before.section == section:
            return entry.gap, True
        return _with_blank(entry.gap), False
    is_moved = before.place > entry.place
    follows_syntax = section == REST and before.section == 0
    return (_with_blank(entry.gap) if is_moved or follows_syntax else entry.gap), False


def _with_blank(gap: Gap) -> Gap:
    """The gap with an empty line at its start."""
    return Gap((), 2).joined(gap, keeps_line=False)
