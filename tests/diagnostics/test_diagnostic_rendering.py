"""How a diagnostic looks on a terminal, without its colours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Related
from protowright.diagnostics.proto_codes import SYNTAX_ERROR
from protowright.diagnostics.render import MAXIMUM_WIDTH, render
from protowright.text.edit import Edit
from protowright.text.line_index import LineIndex
from protowright.text.span import Span


def rendered(text: str, span: Span, message: str = "expected `=`", help: str | None = None) -> list[str]:
    pieces = render(Diagnostic(SYNTAX_ERROR, message, span, help=help), "a.proto", LineIndex(text))
    return "".join(part for _, part in pieces).split("\n")


def test_message_place_line_and_caret() -> None:
    text = "message A {\n  string name 1;\n}\n"
    at = text.index("1")
    assert rendered(text, Span(at, at + 1), help="write `name = 1`") == [
        "error[syntax-error]: expected `=`",
        " --> a.proto:2:15",
        "2 |   string name 1;",
        "  |               ^",
        "  = help: write `name = 1`",
        "",
        "",
    ]


def test_a_fault_over_several_lines_is_underlined_on_its_first_one() -> None:
    assert rendered("one two\nthree\n", Span(4, 13))[3] == "  |     ^^^"


def test_control_characters_reach_no_terminal() -> None:
    text = "a\tb\x1b[31m"
    lines = rendered(text, Span(2, 3), message="bad \x1b[2J\nthing")
    assert lines[0] == "error[syntax-error]: bad ·[2J thing"
    assert lines[2:4] == ["1 | a b·[31m", "  |   ^"]


def test_a_long_line_is_cut_around_the_fault() -> None:
    text = "x" * 5000 + "!" + "y" * 5000
    lines = rendered(text, Span(5000, 5001))
    shown, carets = lines[2].removeprefix("1 | "), lines[3].removeprefix("  | ")
    assert len(shown) == MAXIMUM_WIDTH and shown[carets.index("^")] == "!" and carets.count("^") == 1


@given(st.text(alphabet="ab\t\n\r\U0001f600\ud800", max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_any_span_of_any_text_is_shown(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    lines = rendered(text, Span(start, min(start + length, len(text))))
    assert len(lines) == 6 and lines[3].count("^") >= 1


def test_shifting_moves_everything_in_the_file_and_nothing_outside() -> None:
    related = (Related("here", Span(1, 2)), Related("there", Span(1, 2), "/b.proto"))
    fix = Fix("Insert `;`", (Edit(Span(3, 3), ";"),))
    moved = Diagnostic(SYNTAX_ERROR, "m", Span(1, 2), related, fixes=(fix,)).shifted(10)
    assert moved.span == Span(11, 12)
    assert [item.span for item in moved.related] == [Span(11, 12), Span(1, 2)]
    assert moved.fixes[0].edits == (Edit(Span(13, 13), ";"),)
