"""Every rule of the form, one case each; `verify.py` holds the cases against buf."""

from __future__ import annotations

import pytest
from tests.proto.format.cases import Case, read_cases
from tests.proto.format.keeping import check_kept

from protowright.proto.format.formatter import format_text
from protowright.proto.format.settings import FormatSettings

CASES = read_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_text_gets_its_form(case: Case) -> None:
    assert format_text(case.written) == case.form
    assert format_text(case.form) == case.form
    check_kept(case.written, case.form)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_ends_of_lines_stay_what_they_are(case: Case) -> None:
    assert format_text(case.written.replace("\n", "\r\n")) == case.form.replace("\n", "\r\n")


@pytest.mark.parametrize("width", [0, 4])
def test_another_width_changes_the_indentation_alone(width: int) -> None:
    text = "message A {\n  oneof b {\n    string c = 1 [\n      deprecated = true,\n      json_name = 'x'\n    ];\n  }\n}\n"
    lines = [line.lstrip() for line in text.split("\n")]
    levels = [(len(line) - len(line.lstrip())) // 2 for line in text.split("\n")]
    wanted = "\n".join(" " * width * level + line for level, line in zip(levels, lines, strict=True))
    assert format_text(text, FormatSettings(width)) == wanted


def test_nothing_changes_when_it_is_off() -> None:
    assert format_text("message  A{}", FormatSettings(is_on=False)) == "message  A{}"


@pytest.mark.parametrize("width", [-1, 17])
def test_a_width_that_makes_no_sense_is_refused(width: int) -> None:
    with pytest.raises(ValueError, match="0 to 16"):
        FormatSettings(width)


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n", "\ufeff"])
def test_a_text_of_nothing_stays_nothing(text: str) -> None:
    assert format_text(text) == ("\ufeff" if text == "\ufeff" else "")


def test_a_byte_order_mark_stays() -> None:
    assert format_text('\ufeffsyntax="proto3";') == '\ufeffsyntax = "proto3";\n'
