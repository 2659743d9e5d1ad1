"""Completion answers at any place of any text, and what it offers can be used; and it knows what real files say."""

from __future__ import annotations

import random

import pytest
from tests.corpus.completion import FLOOR, Tally, bundled, try_file
from tests.support.fixtures import path_of
from tests.support.protos import random_edit, real_texts

from protowright.ide.completion import MAXIMUM_ITEMS, completion
from protowright.project.host import Host
from protowright.text.edit import Edit, apply_edits


@pytest.mark.parametrize("seed", range(12))
def test_any_place_of_any_text_has_an_answer(seed: int) -> None:
    source = random.Random(seed)
    path, host = path_of("any.proto"), Host()
    text = source.choice(real_texts())
    for _ in range(25):
        text = random_edit(source, text)
        host.open(path, text)
        for trigger in ("", source.choice(' ."([<=/')):
            offset = source.randrange(len(text) + 1)
            found = completion(host.snapshot(), path, offset, snippets=True, trigger=trigger)
            assert len(found.items) <= MAXIMUM_ITEMS
            for item in found.items:
                assert item.span.start <= offset <= item.span.end <= len(text)
                assert item.label and item.new_text
                apply_edits(text, [Edit(item.span, item.new_text), *item.additional_edits])


def test_names_in_real_files_are_among_the_first_items() -> None:
    tally, source, corpus = Tally(), random.Random(7), bundled()
    host = Host(import_paths=corpus.roots)
    for name in (
        "google/api/http.proto",
        "google/rpc/context/attribute_context.proto",
        "google/protobuf/descriptor.proto",
    ):
        try_file(host, corpus, name, source, tally)
    assert sum(tally.tried.values()) > 100
    assert sum(tally.found.values()) >= FLOOR * sum(tally.tried.values()), tally.missed
    assert tally.parsed == tally.found
