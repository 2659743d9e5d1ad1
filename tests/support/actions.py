"""Checks for code actions, over marker fixtures."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Collection

from tests.support.fixtures import FOLDER, Fixture, parse_fixture

from protowright.diagnostics.codes import Severity
from protowright.ide.actions import Action, Change, actions
from protowright.ide.diagnostics import diagnostics
from protowright.project.snapshot import Snapshot
from protowright.text.edit import apply_edits
from protowright.text.span import Span


def place(fixture: Fixture) -> Span:
    """The cursor, or what carets select."""
    return fixture.labels[0].span if fixture.labels else Span(fixture.cursor, fixture.cursor)


def offered(text: str, only: Collection[str] | None = None) -> list[str]:
    """The titles of the actions at the cursor or selection."""
    fixture = parse_fixture(text)
    return [action.title for action in actions(fixture.snapshot(), fixture.main, place(fixture), only)]


def check_action(text: str, title: str, expected: str, breaks: bool = False) -> Action:
    """The action of that title at the cursor or selection leaves exactly the files of `expected` with other texts.

    A fixture that compiles still compiles after it, unless the action `breaks` it.
    """
    fixture = parse_fixture(text)
    snapshot = fixture.snapshot()
    found = {action.title: action for action in actions(snapshot, fixture.main, place(fixture))}
    assert title in found, list(found)
    after = texts_after(snapshot, found[title].change())
    wanted = textwrap.dedent(expected).removeprefix("\n")
    wanted = wanted if wanted.startswith("//- ") else f"//- {os.path.relpath(fixture.main, FOLDER)}\n{wanted}"
    assert {path: text.rstrip("\n") for path, text in after.items()} == {
        path: text.rstrip("\n") for path, text in parse_fixture(wanted).files.items()
    }
    if not breaks:
        check_compiles(snapshot, after)
    return found[title]


def check_refused(text: str, title: str, problem: str) -> None:
    """The action of that title changes nothing, and says why."""
    fixture = parse_fixture(text)
    found = {action.title: action for action in actions(fixture.snapshot(), fixture.main, place(fixture))}
    assert title in found, list(found)
    change = found[title].change()
    assert (bool(change), change.problem) == (False, problem)


def texts_after(snapshot: Snapshot, change: Change) -> dict[str, str]:
    """The texts of the files that a change touches, after it."""
    assert change, "an action changes something"
    after = dict(change.new_files)
    for path, edits in change.edits.items():
        document = snapshot.document(path)
        assert document is not None, path
        assert path not in change.new_files
        after[path] = apply_edits(document.text, edits)
    return after


def check_compiles(snapshot: Snapshot, after: dict[str, str]) -> None:
    """No file of the workspace that had no error has one after its files are those."""
    changed = snapshot.with_texts(after)
    for path in {*snapshot.overlay, *after}:
        if not errors(snapshot, path):
            assert errors(changed, path) == [], (path, after.get(path))


def errors(snapshot: Snapshot, path: str) -> list[str]:
    """The errors of the file at `path`, shown."""
    found = diagnostics(snapshot, path)
    return [f"{each.code.name}: {each.message}" for each in found if each.severity is Severity.ERROR]
