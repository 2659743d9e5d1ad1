"""Completion answers at any place of any request file, and accepting an item leaves all else as it was."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.corpus.body_completion import passes, try_file
from tests.corpus.completion import Tally
from tests.corpus.corpora import Corpus
from tests.support.protos import random_edit

from protowright.ide.completion import MAXIMUM_ITEMS, CompletionItem, completion
from protowright.project.bundled import bundled_roots
from protowright.project.host import Host
from protowright.request.syntax.parser import parse_request_file
from protowright.text.edit import Edit, apply_edits

SAMPLES = Path(__file__).parents[2] / "samples"
FILES = sorted((SAMPLES / "requests").glob("*.grpc"))
FIRST = 5


def host_of(path: Path) -> Host:
    """A session in which the samples are the workspace, and one of their files is open."""
    host = Host([str(SAMPLES)])
    host.open(str(path), path.read_text(encoding="utf-8"))
    return host


def check(host: Host, path: str, text: str, offset: int) -> None:
    """The list at a place is bounded, and each of its first items changes its span and what it says besides alone."""
    host.open(path, text)
    found = completion(host.snapshot(), path, offset, snippets=offset % 2 == 0)
    assert len(found.items) <= MAXIMUM_ITEMS
    for item in found.items[:FIRST]:
        check_item(item, text, offset)


def check_item(item: CompletionItem, text: str, offset: int) -> None:
    """An item replaces the word at the cursor, on its line; further edits insert only."""
    start, end = item.span
    assert start <= offset <= end <= len(text) and "\n" not in text[start:end]
    assert item.label and item.new_text
    assert all(edit.span.start == edit.span.end and edit.new_text in (",", "[") for edit in item.additional_edits)
    after = apply_edits(text, [Edit(item.span, item.new_text), *item.additional_edits])
    inserted = sum(len(edit.new_text) for edit in item.additional_edits)
    assert after.endswith(item.new_text + text[end:])
    assert len(after) == len(text) - (end - start) + len(item.new_text) + inserted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_prefix_of_the_samples_has_an_answer(path: Path) -> None:
    host, text = host_of(path), path.read_text(encoding="utf-8")
    for offset in range(0, min(len(text), 2000), 5):
        check(host, str(path), text[:offset], offset)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_item_breaks_a_sample(path: Path) -> None:
    """What begins something, a key or a request, may lack the rest of it."""
    host, text = host_of(path), path.read_text(encoding="utf-8")
    snapshot = host.snapshot()
    for offset in range(0, len(text), 7):
        for item in completion(snapshot, str(path), offset).items[:FIRST]:
            after = apply_edits(text, [Edit(item.span, item.new_text), *item.additional_edits])
            is_whole = not item.new_text.rstrip(", ").endswith(":") and item.label != "GRPC"
            faults = [fault.message for fault in parse_request_file(after).diagnostics]
            assert not is_whole or not faults, (text[offset - 30 : offset], item.label, faults)


@pytest.mark.parametrize("seed", range(8))
def test_any_place_of_any_text_has_an_answer(seed: int) -> None:
    source = random.Random(seed)
    path = source.choice(FILES)
    host, text = host_of(path), path.read_text(encoding="utf-8")
    for _ in range(40):
        text = random_edit(source, text)
        check(host, str(path), text, source.randrange(len(text) + 1))


def test_names_in_bodies_of_the_samples_are_among_the_first_items() -> None:
    tally, source, root = Tally(), random.Random(3), SAMPLES / "protos"
    names = tuple(sorted(path.relative_to(root).as_posix() for path in root.rglob("*.proto")))
    corpus = Corpus("samples", (str(root), *bundled_roots()), names)
    host = Host(corpus.roots, import_paths=corpus.roots)
    for name in names:
        try_file(host, corpus, name, source, tally, count=60)
    assert tally.tried["key"] > 100 and tally.tried["enum value"] > 10, tally.tried
    assert passes(tally), tally.missed
