"""Formatting as edits: only lines that change, only what a range touches, only what typing has ended."""

from __future__ import annotations

import random
import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from protowright.proto.format.edits import format_edits, format_range_edits, format_typed_edits
from protowright.proto.format.formatter import format_text
from protowright.proto.format.settings import FormatSettings
from protowright.proto.syntax.parser import parse
from protowright.text.edit import Edit, apply_edits
from protowright.text.span import Span

SETTINGS = FormatSettings()
ROOT = Path(__file__).parents[3]
TEXT = """\
import  "b.proto";
import "a.proto";

message  A {
    string  a = 1; // behind  a
  // about b
    string  b = 2;
  string c = 3;
}
message  B { string a  = 1; }
"""


def formatted_range(part: str) -> str:
    """The text after the range of `part` was formatted."""
    start = TEXT.index(part)
    return apply_edits(TEXT, format_range_edits(parse(TEXT), Span(start, start + len(part)), SETTINGS))


def typed(text: str, sign: str = ";") -> str:
    """The text after `sign` was typed at `$0`, and the edits for it."""
    offset = text.index("$0")
    text = text.replace("$0", "")
    return apply_edits(text, format_typed_edits(parse(text), offset, sign, SETTINGS))


def test_lines_in_form_are_not_touched() -> None:
    text = "message A {\n  string a = 1;\n  string  b = 2;\n  string c = 3;\n}\n"
    start = text.index("  string  b")
    assert format_edits(parse(text), SETTINGS) == [Edit(Span(start, start + 16), "  string b = 2;")]


def test_a_text_in_form_has_no_edits() -> None:
    assert format_edits(parse(format_text(TEXT)), SETTINGS) == []


def test_there_are_no_edits_when_it_is_off() -> None:
    assert format_edits(parse(TEXT), FormatSettings(is_on=False)) == []


def test_the_edits_of_a_file_that_changes_its_order_make_its_form() -> None:
    assert apply_edits(TEXT, format_edits(parse(TEXT), SETTINGS)) == format_text(TEXT)


def test_a_range_formats_the_statements_it_touches() -> None:
    assert formatted_range("b = 2") == TEXT.replace("    string  b = 2;", "  string b = 2;")
    assert formatted_range("  a = 1; //") == TEXT.replace("    string  a = 1;", "  string a = 1;")


def test_a_range_of_a_comment_formats_what_it_is_about() -> None:
    assert formatted_range("about b") == TEXT.replace("    string  b = 2;", "  string b = 2;")


def test_a_range_changes_no_order() -> None:
    assert formatted_range(TEXT[:30]) == TEXT.replace("import  ", "import ")


def test_a_range_of_the_whole_text_formats_all_of_it_in_place() -> None:
    whole = formatted_range(TEXT)
    assert whole.startswith('import "b.proto";\nimport "a.proto";\n')
    assert whole.partition("message A")[1:] == format_text(TEXT).partition("message A")[1:]


def test_a_range_in_white_space_formats_nothing() -> None:
    text = "message  A {}\n\n\n\nmessage  B {}\n"
    assert format_range_edits(parse(text), Span(15, 15), SETTINGS) == []


def test_a_semicolon_formats_its_statement() -> None:
    assert (
        typed("message  A {\nstring  a=1;$0\nstring  b=2;\n}\n") == "message  A {\n  string a = 1;\nstring  b=2;\n}\n"
    )


def test_a_brace_formats_its_block() -> None:
    text = "message  A {\nstring  a=1;\n}$0\nmessage  B {}\n"
    assert typed(text, "}") == "message A {\n  string a = 1;\n}\nmessage  B {}\n"


LITERAL = """\
service S {
  rpc Get(Q) returns (Q) {
    option (google.api.http) = {
      get: "/v1/{name=shops/*}"
      additional_bindings: {
        post: "/v1/x"
        body: "*"
     }
      additional_bindings: {
        get: "/v1/y"$1
      }$0
    };
  }
}
"""
SAMPLES = [path.read_text("utf-8") for path in sorted(ROOT.joinpath("samples").rglob("*.proto"))]


def test_a_brace_within_an_option_formats_what_stands_before_it() -> None:
    rough = LITERAL.replace("$1", '\n        body: "*"')
    assert typed(rough, "}") == rough.replace("$0", "").replace("     }\n", "      }\n", 1)


def test_a_brace_within_an_option_loses_nothing_and_repeats_nothing() -> None:
    rough = LITERAL.replace("$1", "").replace("      get", "\n      get", 1)
    assert typed(rough, "}") == rough.replace("$0", "")
    field = "message M {\n  string a = 1 [\n\n     deprecated = true,\n\n     (r) = { x { a: 1 }$0 }\n  ];\n}\n"
    assert typed(field, "}") == field.replace("$0", "")


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_what_is_typed_anywhere_leaves_what_formatting_makes_of_it(source: random.Random) -> None:
    rough = _roughened(source.choice([LITERAL.replace("$1", "").replace("$0", ""), *SAMPLES]), source)
    tree, form = parse(rough), format_text(rough)
    places = [match.end() for match in re.finditer("[;}]", rough)]
    for place in source.sample(places, min(20, len(places))):
        edits = format_typed_edits(tree, place, rough[place - 1], SETTINGS)
        assert format_text(apply_edits(rough, edits)) == form
        assert all(edit.span.end <= place for edit in edits)


def _roughened(text: str, source: random.Random) -> str:
    """The text with some white space more or less of it between its tokens."""
    gaps = [match.span() for match in re.finditer(r"(?<=[\w;{}\]\"]) ?\n +(?=[\w}])", text)]
    for start, end in sorted(source.sample(gaps, min(3, len(gaps))), reverse=True):
        text = text[:start] + "\n" * source.randint(1, 2) + " " * source.randint(0, 7) + text[end:]
    return text


def test_a_line_end_formats_what_the_line_before_ends() -> None:
    text = "message  A {\nstring  a=1;\n  $0\nstring  b=2;\n}\n"
    assert typed(text, "\n") == "message  A {\n  string a = 1;\n  \nstring  b=2;\n}\n"


def test_typing_in_the_midst_of_something_changes_nothing() -> None:
    for text, sign in (
        ("message  A {\nstring  a=\n$0 1;\n}\n", "\n"),
        ("message  A {\nstring  a=1;\n\n$0\n}\n", "\n"),
        ("// a  b;$0\nmessage  A {}\n", ";"),
        ("message  A { string  a = 1;$0 ", ";"),
        ("$0message  A {}", "\n"),
    ):
        assert typed(text, sign) == text.replace("$0", "")


def test_a_range_that_ends_with_a_comment_leaves_the_end_of_its_line() -> None:
    text = 'syntax = "proto3";\r\nmessage A {\r\n  string a=1; // c\r\n  string b=2;\r\n}\r\n'
    start = text.index("string a")
    edits = format_range_edits(parse(text), Span(start, start + 8), FormatSettings())
    assert apply_edits(text, edits) == text.replace("a=1", "a = 1")
    assert all("\r" not in edit.span.of(text) for edit in edits)
