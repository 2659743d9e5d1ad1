"""Commands leave out of folders what git ignores and what the settings exclude, and take files that are named."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.cli.support import protowright

FAULTY = 'syntax = "proto3";\nmessage A { string a = 1; string b = 1; }\n'
UNTIDY = 'syntax = "proto3";\nmessage  B { string  a = 1; }\n'
REQUEST = "# @name one\nGRPC localhost:1/shop.Shop/Get\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which git ignores `gen`."""
    files = {
        "own.proto": UNTIDY,
        "own.grpc": REQUEST,
        "gen/made.proto": FAULTY,
        "gen/made.grpc": REQUEST.replace("one", "two"),
        ".gitignore": "gen/\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def checked(folder: Path, *paths: str) -> set[str]:
    """The files in which a check of the paths finds something; the requests are about a service that nobody declares."""
    said = protowright("check", *paths, "--format", "json", cwd=folder)
    assert said.code in (0, 1), said
    return {finding["path"] for finding in json.loads(said.out)}


def test_a_check_of_a_folder_leaves_out_what_is_ignored(folder: Path) -> None:
    assert protowright("check", ".", cwd=folder).code == 0
    (folder / "protowright.toml").write_text("useIgnoreFiles = false\n")
    assert checked(folder, ".") == {"gen/made.proto"}
    (folder / "protowright.toml").write_text('useIgnoreFiles = false\nexclude = ["/gen"]\n')
    assert checked(folder, ".") == set()
    assert checked(folder / "gen", "..", "made.proto") == {"made.proto"}


def test_a_check_takes_what_is_named(folder: Path) -> None:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    (folder / "protowright.toml").write_text('exclude = ["made.proto"]\n')
    assert checked(folder, "gen/made.proto") == {"gen/made.proto"}
    assert checked(folder, ".", "gen/made.proto") == {"gen/made.proto"}
    (folder / "protowright.toml").unlink()
    assert checked(folder, "gen") == {"gen/made.proto"}, "a folder that is named is searched as well"


def test_what_is_excluded_is_relative_to_the_settings_file(folder: Path) -> None:
    (folder / ".gitignore").unlink()
    (folder / "protowright.toml").write_text('exclude = ["/gen/made.proto"]\n')
    assert checked(folder, "gen") == checked(folder / "gen", ".") == set()


def test_an_import_of_what_is_ignored_is_found(folder: Path) -> None:
    (folder / "gen" / "made.proto").write_text('syntax = "proto3";\nmessage Made {}\n')
    (folder / "own.proto").write_text('syntax = "proto3";\nimport "gen/made.proto";\nmessage A { Made made = 1; }\n')
    assert protowright("check", ".", cwd=folder).code == 0
    assert protowright("build", ".", "-o", "set", "--include-imports", cwd=folder).code == 0
    assert b"Made" in (folder / "set").read_bytes()


def test_services_are_not_looked_for_in_what_is_excluded(folder: Path) -> None:
    service = 'syntax = "proto3";\npackage shop;\nmessage M {}\nservice Shop { rpc Got(M) returns (M); }\n'
    (folder / "gen" / "made.proto").write_text(service)
    assert checked(folder, "own.grpc") == set()
    (folder / "protowright.toml").write_text("useIgnoreFiles = false\n")
    assert checked(folder, "own.grpc") == {"own.grpc"}, "the method `Get` is missing"
    (folder / "protowright.toml").write_text('useIgnoreFiles = false\nexclude = ["/gen"]\n')
    assert checked(folder, "own.grpc") == set()
    assert checked(folder, "own.grpc", "own.proto") == set()


def test_requests_that_are_ignored_are_run_when_they_are_named(folder: Path) -> None:
    def run(*paths: str) -> list[str]:
        said = protowright("run", *paths, "--dry-run", cwd=folder)
        return [line.split("  ")[0] for line in said.out.splitlines() if "would call" in line]

    assert run(".") == ["✓ one"]
    assert run("gen/made.grpc") == ["✓ two"]
    assert run(".", "gen/made.grpc") == ["✓ own.grpc one", "✓ gen/made.grpc two"]


def test_files_that_are_ignored_are_formatted_when_they_are_named(folder: Path) -> None:
    (folder / "gen" / "made.proto").write_text(UNTIDY)
    said = protowright("format", "--check", ".", cwd=folder)
    assert said.code == 1 and "own.proto" in said.out + said.err and "made.proto" not in said.out + said.err
    assert protowright("format", "-w", "gen/made.proto", cwd=folder).code == 0
    assert (folder / "gen" / "made.proto").read_text() != UNTIDY
    assert (folder / "own.proto").read_text() == UNTIDY


@pytest.mark.parametrize(
    ("command", "kinds"),
    [
        ("check", ".proto or .grpc"),
        ("format", ".proto or .grpc"),
        ("run", ".grpc, .http or .rest"),
        ("build", ".proto"),
    ],
)
def test_a_folder_in_which_all_is_ignored_is_said_to_be_so(folder: Path, command: str, kinds: str) -> None:
    (folder / ".gitignore").write_text("*\n")
    said = protowright(command, ".", *(["-o", "x"] if command == "build" else []), cwd=folder)
    end = f"every {kinds} file in . is ignored by git or by the setting `exclude`: name the file you mean"
    assert (said.code, said.sentence) == (2, f"Error: {end}")


@pytest.mark.parametrize("command", ["check", "format", "run", "build"])
def test_help_says_what_is_left_out(command: str) -> None:
    said = " ".join(protowright(command, "--help", cwd=Path(os.sep)).out.split()).lower()
    assert "what git ignores" in said and "`exclude`" in said
