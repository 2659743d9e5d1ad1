"""What holds for the parser whatever the text: it keeps every character, and never raises."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.protos import FRAGMENTS, random_edit, real_texts

from protowright.proto.syntax.lexer import Tokens
from protowright.proto.syntax.parser import parse
from protowright.proto.syntax.tree import FileTree, walk

ODD_TEXTS = {
    "empty": "",
    "white space": " \n\t\r\v\f",
    "one comment": "// a",
    "an open comment": "/* a",
    "an open comment that ends in stars": "message A {} /***",
    "nul bytes": 'syntax = "proto3";\0message A\0{\0}\0',
    "lone surrogates": 'syntax = "proto3";\ud800 message A { string \udfff = 1; } // \ud83d',
    "a byte order mark": '\ufeffsyntax = "proto3";\nmessage A {}\n',
    "only carriage returns": 'syntax = "proto3";\rmessage A {\r  string a = 1;\r}\r',
    "form feeds and line separators": "message A {\f  string\u2028a = 1;\v}",
    "an escaped end": 'option a = "b\\',
    "an escaped line end": 'option a = "b\\\n";',
    "numbers that are none": "message A { int32 a = 0x; int32 b = 1.2.3e+; int32 c = 09; int32 d = .e; }",
    "only closing braces": "}" * 1000,
    "only opening braces": "{" * 1000,
    "only quotes": "\"'" * 1000,
    "only dots": "." * 1000,
    "only labels": "optional repeated required " * 300,
    "dangling option": "option (a.",
    "nothing behind option": "option }",
    "the next statement behind option": "option\nmessage A {}",
    "dangling extension name": "message A { int32 b = 1 [(",
}


def check_tree(text: str) -> FileTree:
    """Parse, and check everything that holds for every tree."""
    tokens = Tokens(text)
    joined = "".join(trivia + token for trivia, token in zip(tokens.trivia, tokens.texts, strict=True))
    assert joined == text
    tree = parse(text)
    assert tree.text == text and "".join(piece.text for piece in tree.pieces) == text
    for item in tree.diagnostics:
        assert 0 <= item.span.start <= item.span.end <= len(text)
    return tree


def check_spans(tree: FileTree) -> None:
    """Every node lies in its parent, and every piece has its declaration."""
    for declaration in tree.declarations:
        for node in walk(declaration):
            span = tree.span(node)
            assert span.start <= span.end
            for child in node.children():
                inner = tree.span(child)
                assert span.start <= inner.start and inner.end <= span.end, (node, child)


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_odd_text(text: str) -> None:
    check_spans(check_tree(text))


@pytest.mark.parametrize("text", real_texts())
def test_every_prefix_parses(text: str) -> None:
    for end in _sampled(range(len(text) + 1), 700):
        check_tree(text[:end])


@pytest.mark.parametrize("text", real_texts())
def test_every_single_token_deletion_parses(text: str) -> None:
    tokens = Tokens(text)
    for index in _sampled(range(len(tokens.texts)), 500):
        check_tree(text[: tokens.start(index)] + text[tokens.end(index) :])


def _sampled(values: range, count: int) -> list[int]:
    """All values, or an even sample of a file that has more than `count`; where it starts is part of the file's test."""
    return list(values) if len(values) <= count else sorted(random.Random(len(values)).sample(values, count))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(range(len(real_texts()))), st.integers(1, 6))
def test_mutated_real_files_parse(seed: int, which: int, count: int) -> None:
    source, text = random.Random(seed), real_texts()[which]
    for _ in range(count):
        text = random_edit(source, text)
    check_spans(check_tree(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=60))
def test_any_fragments_parse(fragments: list[str]) -> None:
    for separator in ("", " ", "\n"):
        check_spans(check_tree(separator.join(fragments)))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_parses(text: str) -> None:
    check_tree(text)
