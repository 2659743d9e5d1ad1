"""Literate files: the fault is written at the end of the line that has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.fixtures import check_diagnostics, parse_fixture

CASES = sorted((Path(__file__).parent / "cases").glob("*.proto"))


def test_the_cases_were_found() -> None:
    assert len(CASES) >= 3


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    check_diagnostics(path.read_text(encoding="utf-8"))


def test_an_unmarked_fault_fails_and_so_does_a_marked_line_without_one() -> None:
    for text in (
        "message A { B b = 1; }",
        "message A {} // error: [unresolved-type]",
        "A a = 1; // error: [syntax-error]",
    ):
        with pytest.raises(AssertionError):
            check_diagnostics(text)


def test_a_fixture_says_where_everything_is() -> None:
    fixture = parse_fixture(
        """
        //- a.proto
        message A {}
                ^ name
        //- b/c.grpc
        GRPC h/a.B$0/C // hint: [x-y] error: [z]
             ^ host ends here
        """
    )
    first, second = fixture.files
    assert fixture.files[first] == "message A {}" and fixture.files[second] == "GRPC h/a.B/C\n"
    assert fixture.main == second and fixture.files[second][fixture.cursor :] == "/C\n"
    assert [(label.text, label.span.of(fixture.files[label.path])) for label in fixture.labels] == [
        ("name", "A"),
        ("host ends here", "h"),
    ]
    assert fixture.expected[second] == [(1, "error", "z"), (1, "hint", "x-y")]
