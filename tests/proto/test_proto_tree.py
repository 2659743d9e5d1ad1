"""Finding places in trees, and what literals mean."""

from __future__ import annotations

from itertools import pairwise

import pytest

from protowright.proto.syntax.lexer import Tokens, is_closed_string, is_identifier, is_number, is_string
from protowright.proto.syntax.literals import float_value, integer_value, unescape
from protowright.proto.syntax.nodes import Field, Identifier, Message, Node, NumberLiteral, SignedValue
from protowright.proto.syntax.parser import parse
from protowright.proto.syntax.tree import FileTree, walk

TEXT = "// head\nmessage A {\n  B.C b = 1; // tail\n  message D { int32 e = 2; }\n}\nenum E { F = 0; }\n// end\n"


def shown(tree: FileTree, offset: int) -> list[str]:
    return [f"{type(node).__name__} {tree.span(node).of(tree.text).split()[0]}" for node in tree.path_at(offset)]


@pytest.mark.parametrize(
    ("at", "path"),
    [
        ("// head", []),
        ("A {", ["Message message", "Identifier A"]),
        ("B.C", ["Message message", "Field B.C", "Path B.C", "Identifier B"]),
        ("C b", ["Message message", "Field B.C", "Path B.C", "Identifier C"]),
        ("1;", ["Message message", "Field B.C", "NumberLiteral 1"]),
        ("// tail", ["Message message"]),
        ("e = 2", ["Message message", "Message message", "Field int32", "Identifier e"]),
        ("F = 0", ["Enum enum", "EnumValue F", "Identifier F"]),
        ("// end", []),
    ],
)
def test_the_nodes_at_a_place(at: str, path: list[str]) -> None:
    assert shown(parse(TEXT), TEXT.index(at)) == path


def test_the_nodes_at_every_place_hold_it_and_each_other() -> None:
    tree = parse(TEXT)
    for offset in range(len(TEXT) + 1):
        path = tree.path_at(offset)
        assert all(tree.span(node).contains(offset) for node in path)
        assert all(inner in outer.children() for outer, inner in pairwise(path))


def test_between_two_names_the_one_behind_counts() -> None:
    text = "message A{B b=1;}"
    assert shown(parse(text), text.index("="))[-1] == "Identifier b"
    assert shown(parse(text), text.index("B"))[-1] == "Identifier B"


def test_pieces_hold_every_place() -> None:
    tree = parse(TEXT)
    for offset in range(len(TEXT)):
        piece = tree.piece_at(offset)
        assert piece is not None and tree.start_of(piece) <= offset < tree.start_of(piece) + piece.length
    assert parse("").piece_at(0) is None


def test_a_brace_has_a_place() -> None:
    tree = parse(TEXT)
    message = next(tree.declarations)
    assert isinstance(message, Message) and message.open_brace is not None and message.close_brace is not None
    assert tree.token_span(message, message.open_brace).start == TEXT.index("{")
    assert tree.token_span(message, message.close_brace).of(TEXT) == "}"


def test_a_node_of_another_tree_has_no_place() -> None:
    node = next(parse(TEXT).declarations)
    with pytest.raises(KeyError):
        parse(TEXT).span(node)


def test_walking_meets_every_node_once_parents_first() -> None:
    tree = parse(TEXT)
    nodes = [node for declaration in tree.declarations for node in walk(declaration)]
    assert len(nodes) == len(set(map(id, nodes)))
    starts = [tree.span(node).start for node in nodes if isinstance(node, Field)]
    assert starts == sorted(starts) and len(starts) == 2


# Tokens and literals


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("a.b_1=0x1F;", ["a", ".", "b_1", "=", "0x1F", ";"]),
        ("1.5e+3-2 .5 1e 1e+ 0x1e+3", ["1.5e+3", "-", "2", ".5", "1e", "1e+", "0x1e+3"]),
        ('"a\\"b" \'c"\' ""', ['"a\\"b"', "'c\"'", '""']),
        ('"open\nnext', ['"open', "next"]),
        ("a/**/b//c\nd/***/e", ["a", "b", "d", "e"]),
        ("a/b /* open", ["a", "/", "b", "/* open"]),
        ("\ufeffa", ["a"]),
        ("a \ufeffb", ["a", "\ufeff", "b"]),
        ("éa\u00a0\ufeff b", ["é", "a", "\u00a0\ufeff", "b"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert Tokens(text).texts == [*tokens, ""]


def test_kinds_of_tokens() -> None:
    assert [is_identifier(token) for token in ("a", "_", "1", "", "é")] == [True, True, False, False, False]
    assert [is_number(token) for token in ("1", ".5", ".", "", "-", "0x")] == [True, True, False, False, False, True]
    assert [is_string(token) for token in ('"', "'a'", "a", "")] == [True, True, False, False]
    assert [is_closed_string(token) for token in ('"', '""', '"\\"', '"\\\\"', "'a\"", "'\\'")] == [
        *(False, True, False, True, False, False)
    ]


@pytest.mark.parametrize(
    ("text", "integer", "number"),
    [
        ("0", 0, 0.0),
        ("42", 42, 42.0),
        ("017", 15, 15.0),
        ("0X1f", 31, 31.0),
        ("089", None, 89.0),
        ("1.5", None, 1.5),
        (".5e1", None, 5.0),
        ("1e3f", None, 1000.0),
        ("0x", None, None),
        ("1.2.3", None, None),
        ("12ab", None, None),
        ("9" * 5000, None, float("inf")),
    ],
)
def test_numbers(text: str, integer: int | None, number: float | None) -> None:
    literal = value(f"option a = {text};")
    assert isinstance(literal, NumberLiteral)
    assert (integer_value(literal), float_value(literal)) == (integer, number)
    negative = value(f"option a = -{text};")
    assert isinstance(negative, SignedValue)
    assert integer_value(negative) == (None if integer is None else -integer)
    assert float_value(negative) == (None if number is None else -number)


def value(text: str) -> Node:
    (declaration,) = parse(text).declarations
    return declaration.option.value  # type: ignore[attr-defined,no-any-return]


def test_words_as_numbers() -> None:
    word = value("option a = inf;")
    assert isinstance(word, Identifier) and float_value(word) == float("inf") and integer_value(word) is None
    assert float_value(value("option a = -inf;")) == -float("inf")  # type: ignore[arg-type]
    assert float_value(value("option a = more;")) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("plain é", "plain é".encode()),
        (r"\a\b\f\n\r\t\v\\\?\'\"", b"\a\b\f\n\r\t\v\\?'\""),
        (r"\0\12\101\1234\377", b"\x00\nAS4\xff"),
        (r"\x41\X4a\x4", b"AJ\x04"),
        (r"\u00e9\U0001F600", "é\U0001f600".encode()),
        (r"\q\xg\u12", b"qxgu12"),
        ("\udcff", b"\xff"),
        ("\ud800", b"\xed\xa0\x80"),
    ],
)
def test_escapes(content: str, expected: bytes) -> None:
    assert unescape(content) == expected
