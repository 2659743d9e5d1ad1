"""`protowright format`: what it prints, what it writes, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.support import protowright

TEXT = 'syntax="proto3";\r\nmessage A { string a=1; }\r\n'
FORM = 'syntax = "proto3";\r\n\r\nmessage A {\r\n  string a = 1;\r\n}\r\n'
DIFFERENCE = "--- a/a.proto\n+++ b/a.proto\n@@ -1 +1 @@\n-message  A {}\n+message A {}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file that is not in form."""
    path = tmp_path / "a.proto"
    path.write_bytes(TEXT.encode())
    return path


def test_one_file_is_printed_and_stays(file: Path) -> None:
    said = protowright("format", file)
    assert (said.code, said.out, said.err) == (0, FORM, "")
    assert file.read_bytes() == TEXT.encode()


def test_files_are_written_when_they_are_not_in_form(file: Path) -> None:
    other = file.with_name("b.proto")
    other.write_bytes(FORM.encode())
    before = other.stat().st_mtime_ns
    said = protowright("format", "-w", file.parent)
    assert (said.code, said.out, said.err) == (0, "1 file written, 1 in form already\n", "")
    assert file.read_bytes() == other.read_bytes() == FORM.encode()
    assert other.stat().st_mtime_ns == before


def test_check_names_the_files_and_writes_none(file: Path) -> None:
    said = protowright("format", "--check", ".", cwd=file.parent)
    assert (said.code, said.out) == (1, "a.proto\n")
    assert said.sentence == "1 of 1 file not in form: write them with `protowright format -w`"
    assert file.read_bytes() == TEXT.encode()


def test_check_of_files_in_form(file: Path) -> None:
    protowright("format", "-w", file)
    said = protowright("format", "--check", file)
    assert (said.code, said.out, said.err) == (0, "1 file in form\n", "")


def test_a_difference_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text("message  A {}\n")
    said = protowright("format", "--diff", "a.proto", cwd=tmp_path)
    assert (said.code, said.out, said.err) == (0, DIFFERENCE, "")
    said = protowright("format", "--check", "--diff", "a.proto", cwd=tmp_path)
    assert (said.code, said.out) == (1, DIFFERENCE)


def test_the_indentation_can_be_chosen(file: Path) -> None:
    assert "\n    string a = 1;" in protowright("format", "--indent", "4", file).out


def test_what_does_not_parse_is_told_and_stays(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text("message  A {}\nmessage  B { string   a; }\n")
    said = protowright("format", "a.proto", cwd=tmp_path)
    assert (said.code, said.out) == (0, "message A {}\nmessage B { string   a;\n}\n")
    assert said.sentence == "a.proto:2:23: the field `a` has no number; what is broken stays as it is"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("a.proto", "b.proto"), "Error: one file is printed, and here are 2: add --check, --diff or --write"),
        (("--check", "-w", "a.proto"), "Error: --check writes nothing: leave out --write"),
        (("empty",), "Error: there is no .proto or .grpc file in empty"),
        (("lost.proto",), "Error: lost.proto does not exist"),
    ],
)
def test_wrong_usage_of_format(file: Path, arguments: tuple[str, ...], sentence: str) -> None:
    file.with_name("b.proto").write_text("")
    file.with_name("empty").mkdir()
    said = protowright("format", *arguments, cwd=file.parent)
    assert (said.code, said.out, said.sentence) == (2, "", sentence)


def test_requests_are_formatted_beside_protos(file: Path) -> None:
    requests = file.with_name("b.grpc")
    requests.write_text('GRPC  h/a.B/C\n\n{"a":1}\n')
    said = protowright("format", "--check", ".", cwd=file.parent)
    assert (said.code, said.out) == (1, "a.proto\nb.grpc\n")
    assert protowright("format", "-w", file.parent).out == "2 files written, 0 in form already\n"
    assert requests.read_text() == 'GRPC h/a.B/C\n\n{ "a": 1 }\n'


def test_requests_that_do_not_parse_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.grpc").write_text("GRPC  h/a.B/C\nwhat   is this\n")
    said = protowright("format", "a.grpc", cwd=tmp_path)
    assert (said.code, said.out) == (0, "GRPC h/a.B/C\nwhat   is this\n")
    assert said.sentence == "a.grpc:2:1: this is no metadata; what is broken stays as it is"
