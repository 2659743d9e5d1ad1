"""Offsets, lines and columns, in the three encodings of LSP."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protowright.text.line_index import LineIndex, PositionEncoding

ENCODINGS: tuple[PositionEncoding, ...] = ("utf-8", "utf-16", "utf-32")
WIDTHS = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
# Characters that other line models treat as line ends, astral ones, and lone surrogates.
CHARACTERS = "ab \t\n\r\f\v\x1c\x85\u2028\u2029é€\U0001f600\U00010000\ud800\udfff\0"
TEXTS = st.text(alphabet=CHARACTERS, max_size=60)


def units(text: str, encoding: PositionEncoding) -> int:
    """What a client counts."""
    name = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    return len(text.encode(name, "surrogatepass")) // WIDTHS[encoding]


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS)
def test_every_offset_comes_back(encoding: PositionEncoding, text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        line, column = index.position(offset, encoding)
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
        assert index.offset(line, column, encoding) == offset - inside_line_end


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS)
def test_columns_count_the_code_units_of_the_encoding(encoding: PositionEncoding, text: str) -> None:
    index = LineIndex(text)
    for offset in range(len(text) + 1):
        line, column = index.position(offset, encoding)
        assert column == units(text[index.starts[line] : offset], encoding)


@given(text=TEXTS)
def test_lines_end_at_the_three_line_ends_of_lsp_and_nowhere_else(text: str) -> None:
    index = LineIndex(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [index.line_text(number) for number in range(len(index.starts))] == lines


@given(text=TEXTS, line=st.integers(-2, 80), column=st.integers(-2, 200), encoding=st.sampled_from(ENCODINGS))
def test_any_position_is_brought_into_the_text(text: str, line: int, column: int, encoding: PositionEncoding) -> None:
    index = LineIndex(text)
    offset = index.offset(line, column, encoding)
    assert 0 <= offset <= len(text)
    if 0 <= line < len(index.starts):
        assert index.starts[line] <= offset <= index.starts[line] + len(index.line_text(line))


def test_a_place_inside_a_character_is_its_start() -> None:
    index = LineIndex("a\U0001f600b")
    assert [index.offset(0, column, "utf-16") for column in range(5)] == [0, 1, 1, 2, 3]
    assert [index.offset(0, column, "utf-8") for column in range(7)] == [0, 1, 1, 1, 1, 2, 3]


def test_a_crlf_is_one_line_end() -> None:
    index = LineIndex("a\r\nb\rc\nd")
    assert index.starts == [0, 3, 5, 7]
    assert index.position(2) == (0, 2)
    assert [index.line_of(offset) for offset in (-5, 0, 2, 3, 99)] == [0, 0, 0, 1, 3]
