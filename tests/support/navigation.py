"""Checks for what leads from one place to others, over marker fixtures."""

from __future__ import annotations

import os

from tests.support.fixtures import FOLDER, Fixture, Label, parse_fixture

from protowright.ide.definition import Link, definition, type_definition
from protowright.ide.references import highlights, references


def check_definition(text: str, source: str | None = None) -> None:
    """The name at the cursor leads to exactly the spans labelled `def`; an unlabelled fixture expects nothing.

    `source` is the text of the name that it leads from.
    """
    fixture = parse_fixture(text)
    found = definition(fixture.snapshot(), fixture.main, fixture.cursor)
    assert places(found, fixture) == labelled(fixture, "def")
    check_source(found, fixture, source)


def check_type_definition(text: str) -> None:
    """The same for the type of the name at the cursor."""
    fixture = parse_fixture(text)
    found = type_definition(fixture.snapshot(), fixture.main, fixture.cursor)
    assert places(found, fixture) == labelled(fixture, "def")


def check_references(text: str) -> None:
    """The mentions of the name at the cursor are exactly the labelled spans: `declaration`, `read` and `write`.

    The name at every one of them has the same mentions.
    """
    fixture = parse_fixture(text)
    snapshot = fixture.snapshot()
    expected = sorted((label.text, *shown(fixture, label.path, *label.span)) for label in fixture.labels)
    asked = [(fixture.main, fixture.cursor), *((label.path, label.span.start) for label in fixture.labels)]
    for path, offset in asked:
        found = references(snapshot, path, offset)
        assert sorted((each.role.value, *shown(fixture, each.path, *each.span)) for each in found) == expected
    without = references(snapshot, fixture.main, fixture.cursor, with_declarations=False)
    assert len(without) == sum(label.text != "declaration" for label in fixture.labels)


def check_highlights(text: str) -> None:
    """The mentions in the file of the cursor are exactly the labelled spans."""
    fixture = parse_fixture(text)
    found = highlights(fixture.snapshot(), fixture.main, fixture.cursor)
    expected = sorted((label.text, *shown(fixture, label.path, *label.span)) for label in fixture.labels)
    assert sorted((each.role.value, *shown(fixture, each.path, *each.span)) for each in found) == expected


def check_source(found: list[Link], fixture: Fixture, source: str | None) -> None:
    """Every link starts at the name under the cursor, and its target has its name in it."""
    for link in found:
        assert link.span.contains(fixture.cursor)
        assert link.place.whole.start <= link.place.span.start <= link.place.span.end <= link.place.whole.end
        assert source is None or link.span.of(fixture.files[fixture.main]) == source


def places(found: list[Link], fixture: Fixture) -> list[tuple[str, str, int]]:
    """Where links lead: files, texts and offsets."""
    return sorted(shown(fixture, link.place.path, *link.place.span) for link in found)


def labelled(fixture: Fixture, text: str) -> list[tuple[str, str, int]]:
    """The spans of that label, shown in the same way."""
    labels: list[Label] = [label for label in fixture.labels if label.text == text]
    return sorted(shown(fixture, label.path, *label.span) for label in labels)


def shown(fixture: Fixture, path: str, start: int, end: int) -> tuple[str, str, int]:
    """A span for a failed comparison to show."""
    return os.path.relpath(path, FOLDER), fixture.files.get(path, "")[start:end], start
