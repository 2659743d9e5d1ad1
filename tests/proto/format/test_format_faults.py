"""What does not parse stays exactly as it is, and everything else is formatted."""

from __future__ import annotations

import pytest

from protowright.proto.format.formatter import format_text

FAULTY = {
    "no number": "  string   a;",
    "no semicolon": "  string   a  =  1",
    "no name": "  string    = 1;",
    "an open string": '  string   a = 1 [json_name = "x];',
    "an open list of options": "  string   a = 1 [  deprecated  ;",
    "an empty list of options": "  string   a = 1 [  ];",
    "a broken literal": "  option   (a)  =  {b  c  d};",
    "no type": "  rpc  A(  )  returns (B);",
    "a literal that a hash ends": "  option   (a)  =  { # b: 1 };",
    "a misplaced modifier": "  local  ;",
    "something else": "  %  &  ;",
}


@pytest.mark.parametrize("statement", FAULTY.values(), ids=FAULTY)
def test_a_faulty_statement_stays_and_its_neighbours_are_formatted(statement: str) -> None:
    written = f"message  A {{\nstring b=1;\n\n{statement}\n  // about c\n  string   c=2;\n}}\nmessage B{{ }}\n"
    form = f"message A {{\n  string b = 1;\n\n{statement}\n  // about c\n  string c = 2;\n}}\nmessage B {{}}\n"
    assert format_text(written) == form


def test_nothing_changes_its_place_in_a_file_with_a_fault() -> None:
    text = 'import "b.proto";\nimport "a.proto";\nsyntax="proto3";\nmessage  A {  string a  }\n'
    assert format_text(text).startswith('import "b.proto";\nimport "a.proto";\nsyntax = "proto3";\n')


def test_a_block_that_is_not_closed_stays() -> None:
    text = "message  A {\n  string   a=1;\nmessage B{string b=1;}\n"
    form = format_text(text)
    assert form.startswith("message  A {\n  string   a=1;\n")


def test_a_comment_that_is_not_closed_leaves_all_behind_it() -> None:
    text = "message A{}\n  /* open\n message  B{}"
    assert format_text(text) == "message A {}\n  /* open\n message  B{}"


def test_an_empty_statement_before_a_fault_keeps_its_comments() -> None:
    text = "message A {\n  string a = 1;\n  ; // one\n  string   b;\n}\n"
    assert format_text(text) == text


def test_a_byte_order_mark_before_a_fault_stays() -> None:
    assert format_text("\ufeffmessage  {}\nmessage  A {}\n") == "\ufeffmessage  {}\nmessage A {}\n"


def test_a_misplaced_modifier_of_an_option_stays() -> None:
    form = "message A {\n  local option b = 1;\n}\n"
    assert format_text("message A { local  option b = 1; }") == form


def test_an_open_string_at_the_end_of_a_line_keeps_the_line_end() -> None:
    text = 'option a = "b\r\nmessage A {}\r\n'
    assert format_text(text) == text
