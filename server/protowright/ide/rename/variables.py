"""Renaming the variables and requests of `.grpc` files."""

from __future__ import annotations

from protowright.ide.mentions import REQUEST, Mention
from protowright.ide.names import mentions
from protowright.ide.rename.edits import Edits
from protowright.ide.rename.outcome import Changes, Refused
from protowright.ide.rename.subject import Subject
from protowright.ide.search_files import Cancelled, files_with
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.request.target import HOST


def rename_in_requests(
    snapshot: Snapshot, path: str, subject: Subject, new_name: str, is_cancelled: Cancelled
) -> Changes:
    """The edits for a variable or a request of the file at `path`. Raises Refused."""
    edits = Edits()
    for place in files_with(snapshot, subject.main, path, is_cancelled):
        _rename_in(snapshot, place, subject, new_name, edits)
    return edits.changes()


def _rename_in(snapshot: Snapshot, path: str, subject: Subject, new_name: str, edits: Edits) -> None:
    found = list(mentions(snapshot, path, lambda span: True))
    wanted = [each for each in found if each.kind == subject.kind and _is_same(each, subject.main)]
    if wanted:
        _refuse_taken(snapshot, path, subject, new_name, found)
        _refuse_unwritten(snapshot, path, subject, new_name)
    for mention in wanted:
        edits.replace(path, mention.span, new_name)


def _is_same(mention: Mention, other: Mention) -> bool:
    """A variable may be given several values, each in a place of its own."""
    return mention.full_name == other.full_name and mention.place.path == other.place.path


def _refuse_taken(snapshot: Snapshot, path: str, subject: Subject, new_name: str, found: list[Mention]) -> None:
    document = snapshot.document(path)
    assert document is not None, "the subject stands in it"
    requests = [name for _, name in request_names(document.requests)]
    if subject.kind == REQUEST:
        taken = [name for name in requests if name.lower() == new_name.lower() and name != subject.main.full_name]
        if taken:
            raise Refused(f"`{taken[0]}` is a request of this file already")
    elif any(mention.kind == subject.kind and mention.full_name == new_name for mention in found):
        raise Refused(f"`{new_name}` is a variable of this file already")
    if subject.kind != REQUEST and snapshot.variable_places(path, new_name):
        raise Refused(f"`{new_name}` is a variable of an environment already")


def _refuse_unwritten(snapshot: Snapshot, path: str, subject: Subject, new_name: str) -> None:
    """The variable `host` is called by lines without a target, where there is no name to change."""
    document = snapshot.document(path)
    lines = [] if document is None else [block.line for block in document.requests.blocks if block.line is not None]
    is_host = subject.kind != REQUEST and HOST in (subject.main.full_name, new_name)
    if is_host and any(not line.target.text for line in lines):
        raise Refused(f"a line without a target calls the variable `{HOST}`: write its target first")
