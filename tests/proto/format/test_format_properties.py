"""What holds for every file: its form is its own form, and means the same."""

from __future__ import annotations

import random
from functools import cache

import pytest
from tests.corpus.loader import Loader
from tests.proto.format.keeping import check_kept, comments, meaning, words
from tests.support.protos import SAMPLES, bundled, random_edit, real_texts, samples, text_of

from protowright.project.bundled import bundled_roots
from protowright.proto.format.edits import format_edits
from protowright.proto.format.formatter import format_text, format_tree
from protowright.proto.format.settings import FormatSettings
from protowright.proto.syntax.parser import parse, reparse
from protowright.text.edit import apply_edits

ROOTS = [str(SAMPLES), *bundled_roots()]
FILES = {**bundled(), **samples()}
SETTINGS = FormatSettings()


@cache
def loader() -> Loader:
    """The files as they are."""
    return Loader(ROOTS)


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_in_form_means_the_same(name: str) -> None:
    text = text_of(FILES[name])
    form = format_text(text)
    assert format_text(form) == form
    check_kept(text, form)
    old, new = loader().linked(name), Loader(ROOTS, {name: form}).linked(name)
    assert old is not None and new is not None
    assert meaning(new) == meaning(old)


@pytest.mark.parametrize("name", samples())
def test_the_samples_are_in_form(name: str) -> None:
    assert format_text(text_of(FILES[name])) == text_of(FILES[name])


@pytest.mark.parametrize("index", range(len(real_texts())))
def test_no_prefix_of_a_file_loses_anything(index: int) -> None:
    text = real_texts()[index]
    source = random.Random(index)
    for end in sorted(source.sample(range(len(text) + 1), min(150, len(text)))):
        prefix = text[:end]
        form = format_text(prefix)
        assert (comments(form), words(form)) == (comments(prefix), words(prefix))


@pytest.mark.parametrize("index", range(len(real_texts())))
def test_no_change_of_a_file_loses_anything(index: int) -> None:
    source = random.Random(index)
    for _ in range(100):
        text = random_edit(source, real_texts()[index])
        form = format_text(text)
        assert (comments(form), words(form)) == (comments(text), words(text))


@pytest.mark.parametrize("index", range(len(real_texts())))
def test_a_tree_that_was_parsed_in_parts_gets_the_same_form(index: int) -> None:
    source = random.Random(index)
    tree = parse(real_texts()[index])
    for _ in range(20):
        tree = reparse(tree, random_edit(source, tree.text))
        assert "".join(format_tree(tree, SETTINGS).parts) == format_text(tree.text)
        assert apply_edits(tree.text, format_edits(tree, SETTINGS)) == format_text(tree.text)
