"""Everywhere a name is mentioned: in the workspace, and in one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protowright.ide.languages import is_proto
from protowright.ide.mentions import FILE, Mention, Role
from protowright.ide.names import mentions, mentions_at
from protowright.ide.plain_uses import PlainUses
from protowright.ide.search_files import Cancelled, files_with, having, words_of
from protowright.project.snapshot import Snapshot
from protowright.text.span import Span


@dataclass(frozen=True, slots=True)
class Reference:
    """One mention: the absolute path of its file, its span, and what it does."""

    path: str
    span: Span
    role: Role


def never() -> bool:
    """No one asks to stop."""
    return False


def references(
    snapshot: Snapshot, path: str, offset: int, with_declarations: bool = True, is_cancelled: Cancelled = never
) -> list[Reference]:
    """The mentions, in all files of the workspace, of what the name at `offset` of the file at `path` stands for.

    In the order of the files' paths, then of their texts. `is_cancelled` is asked between files; when it says so, the
    rest of the files is not looked at.
    """
    found: dict[tuple[str, Span], Reference] = {}
    for target in mentions_at(snapshot, path, offset):
        for reference in _of(snapshot, target, path, is_cancelled):
            found.setdefault((reference.path, reference.span), reference)
    wanted = (each for each in found.values() if with_declarations or each.role is not Role.DECLARATION)
    return sorted(wanted, key=lambda each: (each.path, each.span))


def highlights(snapshot: Snapshot, path: str, offset: int) -> list[Reference]:
    """The mentions of the same thing in the file at `path` itself, in the order of its text."""
    targets = mentions_at(snapshot, path, offset)
    found = {each.span: each for target in targets for each in _in_file(snapshot, target, path)}
    return [found[span] for span in sorted(found)]


def _of(snapshot: Snapshot, target: Mention, asked: str, is_cancelled: Cancelled) -> Iterator[Reference]:
    if target.kind != FILE:
        yield Reference(target.place.path, target.place.span, Role.DECLARATION)
    plain = PlainUses(snapshot, target)
    for path in files_with(snapshot, target, asked, is_cancelled):
        if is_cancelled():
            return
        spans = plain.spans(path) if is_proto(path) and path != asked else None
        if spans is None:
            yield from _in_file(snapshot, target, path)
        else:
            yield from (Reference(path, span, Role.READ) for span in spans)


def _in_file(snapshot: Snapshot, target: Mention, path: str) -> Iterator[Reference]:
    document = snapshot.document(path)
    if document is not None:
        for mention in mentions(snapshot, path, having(document.text, words_of(target))):
            if mention.key == target.key:
                yield Reference(path, mention.span, mention.role)
