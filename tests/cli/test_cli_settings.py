"""The project's settings on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.support import protowright

UNUSED = 'syntax = "proto3";\nimport "google/protobuf/any.proto";\nmessage A {\nstring b = 1;\n}\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a.proto").write_text(UNUSED)
    return tmp_path


@pytest.mark.parametrize(
    ("severity", "code", "count"), [("off", 0, 0), ("warning", 0, 1), ("error", 1, 1), ("hint", 0, 1)]
)
def test_severities_decide_the_exit_code(project: Path, severity: str, code: int, count: int) -> None:
    (project / "protowright.toml").write_text(f'[diagnostics.severity]\nunused-import = "{severity}"\n')
    for _ in range(2):  # the second time from the cache
        said = protowright("check", "a.proto", cwd=project)
        assert (said.code, said.out.count("unused-import")) == (code, count), said


def test_files_are_found_and_formatted_as_the_project_says(project: Path) -> None:
    (project / "lib").mkdir()
    (project / "lib" / "deep").mkdir()
    (project / "lib" / "deep" / "b.proto").write_text('syntax = "proto3";\nmessage B {}\n')
    (project / "a.proto").write_text('syntax = "proto3";\nimport "b.proto";\nmessage A {\n  B b = 1;\n}\n')
    assert protowright("check", "a.proto", cwd=project).code == 1
    (project / "pyproject.toml").write_text('[tool.protowright]\nimportPaths = ["lib/deep"]\nindentWidth = 6\n')
    assert protowright("check", "a.proto", cwd=project).code == 0
    assert protowright("build", "a.proto", "-o", "out.binpb", cwd=project).code == 0
    assert "      B b = 1;" in protowright("format", "a.proto", cwd=project).out


@pytest.mark.parametrize("options", [(), ("--check",), ("--diff",), ("--check", "--diff"), ("-w",)])
def test_files_stay_as_they_are_where_formatting_is_off(project: Path, options: tuple[str, ...]) -> None:
    (project / "protowright.toml").write_text("formatting = false\n")
    said = protowright("format", *options, "a.proto", cwd=project)
    assert (said.code, said.out) == (0, "" if options else UNUSED)
    assert said.sentence == "formatting is turned off in protowright.toml: every file stays as it is"
    assert (project / "a.proto").read_text() == UNUSED


def test_a_wrong_setting_is_named_and_ignored(project: Path) -> None:
    (project / "protowright.toml").write_text("indentWidth = 99\n")
    said = protowright("format", "a.proto", cwd=project)
    assert said.code == 0
    assert "the setting `indentWidth` in " in said.err
