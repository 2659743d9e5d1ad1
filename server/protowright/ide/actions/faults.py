"""The diagnostics that actions mend, worked out once for each state of the workspace."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakKeyDictionary

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide.diagnostics import diagnostics
from protowright.project.snapshot import Snapshot
from protowright.text.span import Span

_KNOWN: WeakKeyDictionary[Snapshot, dict[str, list[Diagnostic]]] = WeakKeyDictionary()
"""A cursor that moves asks again and again, while nothing changes."""


def faults(snapshot: Snapshot, path: str) -> list[Diagnostic]:
    """The diagnostics of the file at `path`, in the order of its text."""
    known = _KNOWN.setdefault(snapshot, {})
    if path not in known:
        known[path] = diagnostics(snapshot, path)
    return known[path]


def faults_at(snapshot: Snapshot, path: str, span: Span) -> Iterator[Diagnostic]:
    """Those that `span` touches."""
    for fault in faults(snapshot, path):
        if fault.span.start <= span.end and span.start <= fault.span.end:
            yield fault


def has_errors(snapshot: Snapshot, path: str) -> bool:
    """Whether the file at `path` does not compile."""
    return any(fault.severity is Severity.ERROR for fault in faults(snapshot, path))
