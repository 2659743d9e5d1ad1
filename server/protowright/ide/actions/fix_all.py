"""Everything in a file that can be mended in one way only, at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Severity, Tag
from protowright.ide.actions.action import Action, Change, Kind, change_of
from protowright.ide.actions.faults import faults, faults_at
from protowright.project.snapshot import Snapshot
from protowright.text.edit import Edit, apply_edits, difference
from protowright.text.span import Span

_MAXIMUM_ROUNDS = 8
"""A mended fault may bring another one to light, such as the third field with one number."""

Wanted = Callable[[Diagnostic], bool]


def fix_all(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Mend all faults of the file that have one fix."""
    if any(map(_is_settled, faults(snapshot, path))):
        yield Action("Fix all faults that have one fix", Kind.FIX_ALL, lambda: _mended(snapshot, path, _is_settled))


def fix_same_code(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Mend all faults of the file that are of the same kind as one at the place."""
    codes = dict.fromkeys(fault.code.name for fault in faults_at(snapshot, path, span) if _has_one_fix(fault))
    for code in codes:
        if sum(fault.code.name == code for fault in faults(snapshot, path) if _has_one_fix(fault)) > 1:
            yield Action(f"Fix all `{code}` in this file", Kind.QUICK_FIX, _all_of(snapshot, path, code))


def _all_of(snapshot: Snapshot, path: str, code: str) -> Callable[[], Change]:
    return lambda: _mended(snapshot, path, lambda fault: fault.code.name == code and _has_one_fix(fault))


def _has_one_fix(fault: Diagnostic) -> bool:
    return len(fault.fixes) == 1


def _is_settled(fault: Diagnostic) -> bool:
    """Whether there is one fix, and nothing left to decide: a name that is spelled alike may not be meant, and what a hint
    calls superfluous may be about to be used."""
    is_unused = fault.severity is Severity.HINT and Tag.UNNECESSARY in fault.tags
    return _has_one_fix(fault) and not fault.fixes[0].is_guess and not is_unused


def _mended(snapshot: Snapshot, path: str, wanted: Wanted) -> Change:
    """The edits of all wanted fixes; when those leave some behind, one edit that comes of several rounds."""
    document = snapshot.document(path)
    if document is None:
        return Change()
    found = list(filter(wanted, faults(snapshot, path)))
    first = edits = joined(fault.fixes[0] for fault in found)
    text = document.text
    for _ in range(_MAXIMUM_ROUNDS):
        text = apply_edits(text, edits)
        before, found = found, list(filter(wanted, faults(snapshot.with_texts({path: text}), path)))
        if not found or len(found) >= len(before):
            break
        edits = joined(fault.fixes[0] for fault in found)
    whole = apply_edits(document.text, first)
    return change_of(path, *first) if text == whole else change_of(path, difference(document.text, text))


def joined(fixes: Iterator[Fix]) -> tuple[Edit, ...]:
    """The edits of all fixes that do not get into the way of those before them; an edit they share is made once."""
    taken: dict[Edit, None] = {}
    for fix in fixes:
        new = [edit for edit in fix.edits if edit not in taken]
        if not any(_overlap(edit.span, other.span) for edit in new for other in taken):
            taken.update(dict.fromkeys(new))
    return tuple(sorted(taken))


def _overlap(one: Span, other: Span) -> bool:
    """Whether two edits cannot both be made; two at the same empty place can."""
    if one == other:
        return one.start < one.end
    return one.start < other.end and other.start < one.end
