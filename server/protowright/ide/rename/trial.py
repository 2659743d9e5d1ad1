"""Making a rename for a try, in memory, and looking whether anything broke."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable

from protowright.diagnostics.codes import Severity
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.ide.rename.outcome import Changes, Refused
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.check import check
from protowright.text.edit import apply_edits
from protowright.text.line_index import LineIndex


def refuse_new_faults(snapshot: Snapshot, changes: Changes, paths: Iterable[str]) -> None:
    """Raises Refused when one of the files has an error after the changes that it has not now."""
    after = snapshot.with_texts({path: changed(snapshot, path, changes) for path in changes})
    for path in paths:
        known = Counter(fault.code.name for fault in _errors(snapshot, path))
        for fault in _errors(after, path):
            known[fault.code.name] -= 1
            if known[fault.code.name] < 0:
                raise Refused(_sentence(after, path, fault))


def changed(snapshot: Snapshot, path: str, changes: Changes) -> str:
    """The text of a file after the changes."""
    document = snapshot.document(path)
    assert document is not None, "only files that are there change"
    return apply_edits(document.text, changes.get(path, ()))


def _errors(snapshot: Snapshot, path: str) -> list[Diagnostic]:
    link = snapshot.linked(path)
    found = [] if link is None else [*link.symbols.tree.diagnostics, *check(link)]
    return [fault for fault in found if fault.severity is Severity.ERROR]


def _sentence(snapshot: Snapshot, path: str, fault: Diagnostic) -> str:
    document = snapshot.document(path)
    line = LineIndex("" if document is None else document.text).line_of(fault.span.start) + 1
    return f"it would not compile: {fault.message} ({os.path.basename(path)}:{line})"
