"""Checks for renames, over marker fixtures: the picture is the workspace afterwards."""

from __future__ import annotations

import os
import textwrap

from tests.support.fixtures import FOLDER, Fixture, parse_fixture

from protowright.ide.diagnostics import diagnostics
from protowright.ide.languages import is_proto
from protowright.ide.rename import Prepared, Refusal, prepare_rename, rename
from protowright.project.host import Host
from protowright.text.edit import apply_edits


def check_rename(text: str, new_name: str, expected: str, is_reversible: bool = True) -> None:
    """Renaming what is at the cursor gives the files of `expected`: those that change, whole.

    The result has no fault that was not there before, and renaming back gives the first texts, unless a name had to be
    written longer than before.
    """
    fixture = parse_fixture(text)
    old_name, files = renamed(fixture, new_name)
    wanted = parse_fixture(expected).files
    changed = {path: content for path, content in files.items() if content != fixture.files[path]}
    assert {shown(path): changed[path].strip() for path in changed} == {
        shown(path): content.strip() for path, content in wanted.items()
    }
    assert _faults(files) == _faults(fixture.files)
    if is_reversible:
        back = Fixture(files=files, cursor_path=fixture.main, cursor=_moved(fixture, files))
        assert renamed(back, old_name)[1] == fixture.files


def check_refusal(text: str, new_name: str, reason: str) -> None:
    """Renaming what is at the cursor is refused, with that reason."""
    fixture = parse_fixture(text)
    found = rename(fixture.snapshot(), fixture.main, fixture.cursor, new_name)
    assert isinstance(found, Refusal), found
    assert found.reason == textwrap.dedent(reason).strip()


def renamed(fixture: Fixture, new_name: str) -> tuple[str, dict[str, str]]:
    """The old name, and all files after the rename."""
    snapshot = fixture.snapshot()
    prepared = prepare_rename(snapshot, fixture.main, fixture.cursor)
    assert isinstance(prepared, Prepared), prepared
    changes = rename(snapshot, fixture.main, fixture.cursor, new_name)
    assert not isinstance(changes, Refusal), changes.reason
    files = {path: apply_edits(content, changes.get(path, [])) for path, content in fixture.files.items()}
    return prepared.placeholder, files


def shown(path: str) -> str:
    """A path as fixtures write it."""
    return os.path.relpath(path, FOLDER)


def _moved(fixture: Fixture, files: dict[str, str]) -> int:
    """Where the first difference of the cursor's file is: a place inside the new name."""
    before, after = fixture.files[fixture.main], files[fixture.main]
    shorter = min(len(before), len(after))
    first = next((index for index in range(shorter) if before[index] != after[index]), shorter)
    limit = min(first, fixture.cursor)
    return limit if before[limit : limit + 1].isidentifier() else first


def _faults(files: dict[str, str]) -> list[tuple[str, str]]:
    host = Host([FOLDER])
    for path, content in files.items():
        host.open(path, content, 1)
    found = ((path, fault) for path in files for fault in diagnostics(host.snapshot(), path) if is_proto(path))
    return sorted((shown(path), fault.code.name) for path, fault in found)
