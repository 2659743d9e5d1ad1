"""The fixes that diagnostics carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from protowright.diagnostics.diagnostic import Fix
from protowright.ide.actions.action import Action, Change, Kind, change_of
from protowright.ide.actions.faults import faults_at
from protowright.project.snapshot import Snapshot
from protowright.text.span import Span


def fixes(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """What mends the faults at the place. A fix is preferred when it is the only way, and no guess."""
    for fault in faults_at(snapshot, path, span):
        for fix in fault.fixes:
            is_sure = len(fault.fixes) == 1 and not fix.is_guess
            yield Action(fix.title, Kind.QUICK_FIX, _change(path, fix), is_preferred=is_sure, diagnostic=fault)


def _change(path: str, fix: Fix) -> Callable[[], Change]:
    return lambda: change_of(path, *fix.edits)
