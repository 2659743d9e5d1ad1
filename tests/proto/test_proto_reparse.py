"""After an edit, the tree made from the old tree is the tree of the new text."""

from __future__ import annotations

import random

import pytest
from tests.support.protos import FRAGMENTS, random_edit, real_texts
from tests.support.trees import dump, faults, pieces

from protowright.proto.syntax.parser import parse, reparse
from protowright.proto.syntax.tree import FileTree

SMALL = """\
syntax = "proto3";
package a.b;
// The first. /* not a block comment */
message Tea {
  string name = 1; // trails
  /* before */ oneof kind { int32 green = 2; Cup black = 3; }
}
;
enum Size { NONE = 0; BIG = 1 [(x) = { a: "}" b: [1, 2] }]; }
option (c) = { d: "e" };
service Shop { rpc Buy(Tea) returns (stream Tea) { option deprecated = true; } }
extend google.protobuf.MessageOptions { optional Tea tea = 5000; }
message Cup { reserved 1 to max; message Inner { map<string, Tea> teas = 1; } } // the end
"""


def check(tree: FileTree, text: str) -> FileTree:
    """Parse `text` both ways, and compare everything there is."""
    again, whole = reparse(tree, text), parse(text)
    assert again.text == text
    assert pieces(again) == pieces(whole)
    assert faults(again) == faults(whole)
    assert dump(again) == dump(whole)
    return again


def test_the_same_text_is_the_same_tree() -> None:
    tree = parse(SMALL)
    assert reparse(tree, SMALL) is tree


@pytest.mark.parametrize(
    "inserted", [";", "{", "}", '"', "/*", "*/", "//", "\n", "x", "(", "message A {", " \n}\n", "\ufeff"]
)
def test_an_insertion_at_every_place(inserted: str) -> None:
    tree = parse(SMALL)
    for offset in range(len(SMALL) + 1):
        check(tree, SMALL[:offset] + inserted + SMALL[offset:])


def test_a_removal_at_every_place_and_back() -> None:
    tree = parse(SMALL)
    for length in (1, 2, 7, 60):
        for offset in range(0, len(SMALL), 1 if length < 7 else 3):
            changed = check(tree, SMALL[:offset] + SMALL[offset + length :])
            check(changed, SMALL)


def test_edits_where_pieces_meet() -> None:
    tree = parse(SMALL)
    for start in tree.starts:
        for offset in range(max(0, start - 1), start + 2):
            for end in range(offset, min(offset + 3, len(SMALL))):
                for new in FRAGMENTS:
                    check(tree, SMALL[:offset] + new + SMALL[end:])


@pytest.mark.parametrize("seed", range(40))
def test_a_long_session_of_random_edits(seed: int) -> None:
    """Every tree is made from the one before, so that a fault in one would stay in those behind it."""
    source = random.Random(seed)
    start = SMALL if seed % 2 else real_texts()[seed // 2 % len(real_texts())]
    tree, text = parse(start), start
    for _ in range(60):
        text = random_edit(source, text)
        tree = check(tree, text)
        if len(tree.diagnostics) > 12:
            text = start
            tree = check(tree, text)


def test_a_fault_that_another_edit_mends() -> None:
    unclosed = "message A {\n  string a = 1;\n\nmessage B {\n}\nmessage C {}\n"
    tree = parse(unclosed)
    assert tree.diagnostics
    mended = check(tree, unclosed.replace("1;\n", "1;\n}\n"))
    assert not mended.diagnostics
    check(mended, unclosed)


@pytest.mark.parametrize("typed", ["s", "string", "string more", "string more =", "string more = 3"])
def test_a_field_being_typed_leaves_the_other_declarations_as_they_are(typed: str) -> None:
    tree = parse(SMALL)
    begun = check(tree, SMALL.replace("message Tea {\n", f"message Tea {{\n  {typed}\n"))
    assert begun.diagnostics
    assert sum(piece in tree.pieces for piece in begun.pieces) == len(tree.pieces) - 1
    mended = check(begun, SMALL)
    assert sum(piece in begun.pieces for piece in mended.pieces) == len(tree.pieces) - 1
