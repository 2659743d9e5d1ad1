"""Renaming what the name under the cursor stands for, everywhere."""

from __future__ import annotations

from protowright.ide.mentions import PACKAGE, REQUEST, VARIABLE
from protowright.ide.references import never
from protowright.ide.rename.declared import rename_declared
from protowright.ide.rename.outcome import Changes, Prepared, Refusal, Refused
from protowright.ide.rename.packages import rename_package
from protowright.ide.rename.rules import check_name
from protowright.ide.rename.subject import subject_at
from protowright.ide.rename.variables import rename_in_requests
from protowright.ide.search_files import Cancelled
from protowright.project.snapshot import Snapshot


def prepare_rename(snapshot: Snapshot, path: str, offset: int) -> Prepared | Refusal:
    """What can be renamed at `offset` of the file at `path`, or why nothing can."""
    try:
        subject = subject_at(snapshot, path, offset)
    except Refused as refused:
        return Refusal(str(refused))
    return Prepared(subject.span, subject.name)


def rename(
    snapshot: Snapshot, path: str, offset: int, new_name: str, is_cancelled: Cancelled = never
) -> Changes | Refusal:
    """The edits that give the name at `offset` of the file at `path` to `new_name`, so that every name that stands for it
    does so afterwards, and every other name stands for what it did.

    A refusal when there is nothing to rename, or the result would not compile. `is_cancelled` is asked between files.
    """
    try:
        subject = subject_at(snapshot, path, offset)
        if new_name == subject.name:
            return {}
        check_name(subject, new_name)
        if subject.kind == PACKAGE:
            return rename_package(snapshot, subject, new_name, is_cancelled)
        if subject.kind in (VARIABLE, REQUEST):
            return rename_in_requests(snapshot, path, subject, new_name, is_cancelled)
        return rename_declared(snapshot, path, subject, new_name, is_cancelled)
    except Refused as refused:
        return Refusal(str(refused))
