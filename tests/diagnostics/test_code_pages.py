"""The pages of the codes, and that those in `docs/diagnostics` are the registry's."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from protowright.diagnostics.codes import REGISTRY, Code, Severity
from protowright.diagnostics.pages import (
    INDEX,
    LONGEST_EXAMPLE,
    NOTICE,
    WIDTH,
    example_files,
    index_page,
    main,
    markdown_page,
    pages,
    plain_page,
    write_pages,
)

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "diagnostics"
CODES = list(REGISTRY)
SMALL = Code("cold-tea", Severity.WARNING, "proto", "the tea is cold", "Warm `tea` is nicer.", "bad\n", "good\n")


def with_example(text: str) -> Code:
    return Code("cold-tea", Severity.ERROR, "proto", "the tea is cold", "Warm tea is nicer.", text, "")


def test_the_documentation_is_in_step_with_the_registry() -> None:
    found = {path.name: path.read_text("utf-8") for path in DOCUMENTATION.iterdir()}
    assert found == pages(CODES), "run `make docs`"


def test_a_page() -> None:
    assert markdown_page(SMALL) == (
        "# cold-tea\n\n**Warning in `.proto` files:** the tea is cold\n\nWarm `tea` is nicer.\n\n"
        "## The fault\n\n```proto\nbad\n```\n\n## Mended\n\n```proto\ngood\n```\n"
    )


def test_a_page_in_plain_text() -> None:
    assert plain_page(SMALL) == (
        "cold-tea\n========\n\nWarning in `.proto` files: the tea is cold\n\nWarm `tea` is nicer.\n\n"
        "The fault\n---------\n\n    bad\n\nMended\n------\n\n    good\n"
    )


def test_an_example_of_several_files() -> None:
    code = with_example("//- a/b.proto\none\n//- c.proto\ntwo\n// - no file\n")
    assert example_files(code.bad) == [("a/b.proto", "one\n"), ("c.proto", "two\n// - no file\n")]
    assert "`a/b.proto`\n\n```proto\none\n```\n\n`c.proto`\n\n```proto\ntwo\n" in markdown_page(code)
    assert "a/b.proto:\n\n    one\n\nc.proto:\n\n    two\n" in plain_page(code)


def test_an_example_without_file_lines_is_one_file() -> None:
    assert example_files("one\n") == [("", "one\n")]


def test_the_middle_of_a_long_example_is_left_out() -> None:
    lines = [f"line {number}\n" for number in range(LONGEST_EXAMPLE)]
    assert "".join(lines) in markdown_page(with_example("".join(lines)))
    shown = markdown_page(with_example("".join([*lines, "last\n"])))
    counted = re.search(r"// \.\.\. (\d+) more lines", shown)
    assert counted is not None
    assert len(re.findall(r"^(?:line \d+|last)$", shown, re.MULTILINE)) + int(counted[1]) == len(lines) + 1
    assert "line 0\n" in shown and "last\n" in shown


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.name)
def test_prose_in_plain_text_is_narrow(code: Code) -> None:
    prose = [line for line in plain_page(code).splitlines() if not line.startswith("    ")]
    assert prose[0] == code.name and all(len(line) <= WIDTH for line in prose)


def test_the_index_links_every_page_once() -> None:
    linked = re.findall(r"^\| \[(.+?)\]\((.+?)\) \|", index_page(CODES), re.MULTILINE)
    assert sorted(linked) == [(code.name, f"{code.name}.md") for code in CODES]


def test_writing_removes_pages_of_codes_that_are_gone_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    folder.mkdir(parents=True)
    (folder / "gone.md").write_text(NOTICE + "# gone\n", "utf-8")
    (folder / "own.md").write_text("# own\n", "utf-8")
    (folder / INDEX).write_text("old", "utf-8")
    write_pages(folder)
    found = {path.name: path.read_text("utf-8") for path in folder.iterdir()}
    assert found == {**pages(CODES), "own.md": "# own\n"}


def test_the_module_makes_the_folder_it_is_given(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "protowright.diagnostics.pages", str(tmp_path / "a" / "b")]
    server = Path(__file__).parents[2] / "server"
    subprocess.run(command, check=True, timeout=30, env={"PYTHONPATH": str(server)})
    assert (tmp_path / "a" / "b" / INDEX).is_file()


@pytest.mark.parametrize("arguments", [(), ("a", "b")])
def test_the_module_wants_one_folder(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert capsys.readouterr().err == "name one folder to write the pages of the diagnostics into\n"
