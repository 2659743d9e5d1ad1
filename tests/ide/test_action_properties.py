"""Actions answer at any place of any text, and leave real files whole."""

from __future__ import annotations

import random

import pytest
from tests.corpus.actions import Tally, texts_after, try_file
from tests.corpus.corpora import bundled
from tests.support.fixtures import path_of
from tests.support.protos import random_edit, real_texts

from protowright.ide.actions import actions
from protowright.project.host import Host
from protowright.text.span import Span


@pytest.mark.parametrize("seed", range(6))
def test_any_place_of_any_text_has_an_answer(seed: int) -> None:
    source = random.Random(seed)
    path, host = path_of("any.proto"), Host()
    text = source.choice(real_texts())
    for _ in range(10):
        text = random_edit(source, text)
        host.open(path, text)
        start = source.randrange(len(text) + 1)
        span = Span(start, min(len(text), start + source.choice([0, 0, 80])))
        for action in actions(host.snapshot(), path, span):
            assert action.title[0].isupper() and not action.title.endswith("."), action.title
            texts_after(host.snapshot(), action.change())


REQUEST = """\
@token = abc
### One
GRPC localhost:1/shop.Orders/Place
authorization: Bearer abc

{"id": "1", "items": [{}]}

### Two
GRPC {{host}}/shop.Orders/Place

< body.json
"""


@pytest.mark.parametrize("seed", range(6))
def test_any_place_of_any_request_has_an_answer(seed: int) -> None:
    source = random.Random(seed)
    path, host, text = path_of("any.grpc"), Host(), REQUEST
    for _ in range(20):
        text = random_edit(source, text)
        host.open(path, text)
        start = source.randrange(len(text) + 1)
        for action in actions(host.snapshot(), path, Span(start, start)):
            texts_after(host.snapshot(), action.change())


def test_real_files_have_no_new_errors_and_mean_the_same() -> None:
    tally, source, corpus = Tally(), random.Random(3), bundled()
    host = Host(import_paths=corpus.roots)
    for name in (
        "google/api/http.proto",
        "google/rpc/context/attribute_context.proto",
        "google/protobuf/struct.proto",
        "google/api/quota.proto",
    ):
        try_file(host, corpus, name, source, tally, places=25)
    assert tally.faults == []
    assert sum(tally.done.values()) > 40 and len(tally.done) > 6, tally.done
