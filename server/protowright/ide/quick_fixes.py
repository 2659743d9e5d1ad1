"""The changes that mend what is wrong at a place."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.ide.diagnostics import diagnostics
from protowright.project.snapshot import Snapshot
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class QuickFix:
    """One way to mend a fault. It is preferred when it is the only way: an editor may then apply it unasked."""

    diagnostic: Diagnostic
    fix: Fix
    is_preferred: bool


def quick_fixes(snapshot: Snapshot, path: str, span: Span) -> list[QuickFix]:
    """What mends the faults that `span` touches, in the order of the text; a cursor is an empty span."""
    return [
        QuickFix(diagnostic, fix, len(diagnostic.fixes) == 1)
        for diagnostic in diagnostics(snapshot, path)
        if diagnostic.span.start <= span.end and span.start <= diagnostic.span.end
        for fix in diagnostic.fixes
    ]
