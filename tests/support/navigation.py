"""Checks for what leads from one place to others, over marker fixtures."""

from __future__ import annotations

import os

from tests.support.fixtures import FOLDER, Fixture, Label, parse_fixture

from protowright.ide.definition import Link, definition, type_definition
from protowright.ide.document_links import document_links
from protowright.ide.folding import folds
from protowright.ide.inlay_hints import inlay_hints
from protowright.ide.languages import is_request
from protowright.ide.reference_lenses import count_lenses, count_title, references_by_name
from protowright.ide.references import highlights, never, references
from protowright.ide.selection import selections
from protowright.ide.semantic_tokens import semantic_tokens
from protowright.ide.token_legend import MODIFIERS
from protowright.project.settings import InlayHintSettings
from protowright.text.span import Span


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


def check_links(text: str) -> None:
    """Each label marks a link and says where it leads: a URL, or a path relative to the workspace."""
    fixture = parse_fixture(text)
    found = document_links(fixture.snapshot(), fixture.main)
    expected = [(label.span, label.text) for label in fixture.labels if label.path == fixture.main]
    assert [(link.span, link.url or os.path.relpath(link.path, FOLDER)) for link in found] == expected


def check_folds(text: str, *expected: str) -> None:
    """The folds, each as `kind: first line … last line`, the lines without the white space around them."""
    fixture = parse_fixture(text)
    lines = [line.strip() for line in fixture.files[fixture.main].split("\n")]
    found = folds(fixture.snapshot(), fixture.main)
    assert [f"{fold.kind.value}: {lines[fold.start]} … {lines[fold.end]}" for fold in found] == list(expected)


def check_selections(text: str, *expected: str) -> None:
    """The texts that the selection at the cursor grows to, before it is all of the text."""
    fixture = parse_fixture(text)
    content = fixture.files[fixture.main]
    spans = selections(fixture.snapshot(), fixture.main, fixture.cursor)
    assert spans[-1] == (0, len(content))
    assert [span.of(content) for span in spans[:-1]] == list(expected)


def check_tokens(text: str) -> None:
    """Each label marks a token: its type, and its modifiers behind it; there is no other token."""
    fixture = parse_fixture(text)
    found = semantic_tokens(fixture.snapshot(), fixture.main)
    expected = [(label.span, label.text) for label in fixture.labels if label.path == fixture.main]
    shown_tokens = []
    for token in found:
        names = [name for bit, name in enumerate(MODIFIERS) if token.modifiers >> bit & 1]
        shown_tokens.append((token.span, " ".join([token.type, *names])))
    assert shown_tokens == sorted(expected), shown_tokens


def check_hints(text: str, **settings: bool) -> None:
    """Each label is a hint at the end of its span; there is no other hint. `settings` turn kinds of hints off."""
    fixture = parse_fixture(text)
    content = fixture.files[fixture.main]
    whole, snapshot = Span(0, len(content)), fixture.snapshot()
    found = inlay_hints(snapshot, fixture.main, whole, InlayHintSettings(**settings))
    expected = [(label.span.end, label.text) for label in fixture.labels if label.path == fixture.main]
    assert [(hint.offset, hint.label) for hint in found] == expected
    assert all(hint.tooltip for hint in found)
    for hint in found:
        part = inlay_hints(snapshot, fixture.main, Span(hint.offset, hint.offset), InlayHintSettings(**settings))
        assert part == [other for other in found if other.offset == hint.offset]


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


def check_count_lenses(text: str) -> None:
    """Each label marks a lens that counts, and is its title; there is no other one."""
    fixture = parse_fixture(text)
    snapshot = fixture.snapshot()
    found = references_by_name(snapshot, fixture.main, never)
    labels = [(label.text, label.span) for label in fixture.labels if label.path == fixture.main]
    shown_lenses = [
        (count_title(snapshot, fixture.main, lens.full_name, len(found[lens.full_name])), lens.span)
        for lens in count_lenses(snapshot, fixture.main)
    ]
    assert shown_lenses == labels
    for lens in count_lenses(snapshot, fixture.main):
        alone = references(snapshot, fixture.main, lens.span.start, with_declarations=False)
        is_rpc = count_title(snapshot, fixture.main, lens.full_name, 1).endswith("request")
        wanted = [each for each in alone if not is_rpc or is_request(each.path)]
        assert sorted(found[lens.full_name], key=lambda each: (each.path, each.span)) == wanted
