"""What `.gitignore` files and the setting `exclude` leave out of the search for files, and what counts all the same."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.project.ignored_layouts import ENVIRONMENT, difference, git
from tests.project.layouts import errors, lay_out, proto, resolved

from protowright.ide.completion.complete import completion
from protowright.project.host import Host
from protowright.project.ignored import Exclusion, IgnoreRules
from protowright.project.settings import Settings
from protowright.project.walk import find_files

NO_FILES = IgnoreRules(uses_ignore_files=False)


def found(folder: Path, *, start: Path | None = None, rules: IgnoreRules | None = None) -> list[str]:
    """The `.proto` files that are found, relative to `folder`; the search begins there, or in `start`."""
    paths = find_files([str(start or folder)], ".proto", rules or IgnoreRules())
    return sorted(Path(path).relative_to(folder).as_posix() for path in paths)


def repository(folder: Path) -> Path:
    """A repository in the folder, which may not exist yet."""
    subprocess.run(["git", "init", "-q", str(folder)], check=True, env={**os.environ, **ENVIRONMENT})
    return folder


# As git has it


@pytest.mark.parametrize("first", range(1, 101, 20))
def test_what_is_found_is_what_git_does_not_ignore(tmp_path: Path, first: int) -> None:
    assert shutil.which("git"), "git is needed, to be compared with"
    assert [each for seed in range(first, first + 20) if (each := difference(seed, tmp_path))] == []


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        ("gen", ["a.proto", "b/a.proto", "b/x.proto", "c/gen.proto", "x.proto"]),
        ("/gen", ["a.proto", "b/a.proto", "b/gen/a.proto", "b/x.proto", "c/gen.proto", "x.proto"]),
        ("b/*\n!b/gen/", ["a.proto", "b/gen/a.proto", "c/gen.proto", "gen/a.proto", "x.proto"]),
        ("b\n!b/gen/a.proto", ["a.proto", "c/gen.proto", "gen/a.proto", "x.proto"]),
        ("*\n!*/\n!x.proto", ["b/x.proto", "x.proto"]),
        ("**/gen/*.proto\n/*.proto   ", ["b/a.proto", "b/x.proto", "c/gen.proto"]),
        (
            "a.proto/\n# x.proto\n\\#x.proto",
            ["a.proto", "b/a.proto", "b/gen/a.proto", "b/x.proto", "c/gen.proto", "gen/a.proto", "x.proto"],
        ),
        ("[a-w]*\n!c\n!c/**", ["c/gen.proto", "x.proto"]),
    ],
)
def test_lines_mean_what_they_mean_to_git(tmp_path: Path, lines: str, left: list[str]) -> None:
    names = ("a.proto", "x.proto", "gen/a.proto", "b/a.proto", "b/x.proto", "b/gen/a.proto", "c/gen.proto")
    lay_out(tmp_path, dict.fromkeys(names, ""))
    (tmp_path / ".gitignore").write_text(lines)
    assert found(tmp_path) == left


def test_lines_that_nobody_can_read_do_no_harm(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.proto": "", "z.proto": "", "[.proto": ""})
    (tmp_path / ".gitignore").write_bytes(b"[z-a].proto\n[\n\\\n\xff\xfe\n/\n//\n!\n***/\n[[]*\n[]\na\0b\nz.proto\n")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert found(tmp_path) == ["a.proto"]


def test_files_above_count_up_to_the_repository(tmp_path: Path) -> None:
    inner = repository(tmp_path / "repository") / "x" / "y"
    lay_out(inner, {"a.proto": "", "b.proto": "", "c.proto": "", "d.proto": ""})
    (tmp_path / ".gitignore").write_text("d.proto")
    (tmp_path / "repository" / ".gitignore").write_text("x/y/a.proto\nb.proto")
    (tmp_path / "repository" / "x" / ".gitignore").write_text("!b.proto\nc.proto")
    assert found(inner) == ["b.proto", "d.proto"]
    assert found(tmp_path) == ["repository/x/y/b.proto", "repository/x/y/d.proto"]


def test_the_lines_of_the_repository_itself_count(tmp_path: Path) -> None:
    folder = repository(tmp_path / "one")
    lay_out(folder, {"a.proto": "", "b.proto": "", ".gitignore": "!b.proto\n"})
    (folder / ".git" / "info" / "exclude").write_text("a.proto\nb.proto\n")
    assert found(folder) == ["b.proto"]
    git(folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "--allow-empty", "-m", "a")
    assert git(folder, "worktree", "add", "-q", str(tmp_path / "two")).returncode == 0
    lay_out(tmp_path / "two", {"a.proto": "", "c.proto": ""})
    assert found(tmp_path / "two") == ["c.proto"]


def test_a_repository_inside_has_lines_of_its_own(tmp_path: Path) -> None:
    lay_out(repository(tmp_path), {"a.proto": "", ".gitignore": "*.proto\n"})
    lay_out(repository(tmp_path / "inner"), {"a.proto": "", "b.proto": "", ".gitignore": "b.proto\n"})
    assert found(tmp_path) == ["inner/a.proto"]


def test_a_folder_that_is_named_is_searched_though_it_is_ignored(tmp_path: Path) -> None:
    files = {
        "gen/a.proto": "",
        "gen/x/b.proto": "",
        "gen/x/c.proto": "",
        "gen/x/.gitignore": "c.proto",
        ".gitignore": "gen\n*.proto\n",
    }
    lay_out(repository(tmp_path), files)
    assert found(tmp_path) == []
    assert found(tmp_path, start=tmp_path / "gen") == ["gen/a.proto", "gen/x/b.proto"]
    assert found(tmp_path, start=tmp_path / "gen" / "x") == ["gen/x/b.proto"]


def test_links_are_no_folders_and_loops_end(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a/a.proto": "", ".gitignore": "up/\nlinked.proto\n"})
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "up.proto").symlink_to(tmp_path / "a" / "a.proto")
    (tmp_path / "a" / "linked.proto").symlink_to(tmp_path / "a" / "a.proto")
    assert found(tmp_path) == ["a/a.proto", "a/up.proto"]


def test_an_ignore_file_that_is_a_folder_says_nothing(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.proto": "", ".gitignore/a": ""})
    assert found(tmp_path) == ["a.proto"]


def test_a_change_of_a_file_counts_from_the_next_search_on(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.proto": "", "b.proto": "", ".gitignore": "a.proto"})
    assert found(tmp_path) == ["b.proto"]
    (tmp_path / ".gitignore").write_text("b.proto")
    assert found(tmp_path) == ["a.proto"]
    assert found(tmp_path, rules=NO_FILES) == ["a.proto", "b.proto"]


# Globs of settings


def test_globs_leave_out_more_than_files_do(tmp_path: Path) -> None:
    lay_out(
        tmp_path,
        {"a.proto": "", "x/a.proto": "", "x/b.proto": "", "y/z/c.proto": "", ".gitignore": "b.proto\n!a.proto\n"},
    )
    folder = str(tmp_path)
    for rules, left in (
        (IgnoreRules(True, (Exclusion("/a.proto"),)), ["x/a.proto", "y/z/c.proto"]),
        (IgnoreRules(False, (Exclusion("x"), Exclusion("z", folder))), ["a.proto"]),
        (IgnoreRules(False, (Exclusion("*.proto"), Exclusion("!a.proto"))), ["a.proto", "x/a.proto"]),
        (
            IgnoreRules(False, (Exclusion("/b.proto", str(tmp_path / "x")), Exclusion("/a.proto", "/elsewhere"))),
            ["a.proto", "x/a.proto", "y/z/c.proto"],
        ),
        (IgnoreRules(False, (Exclusion(f"{tmp_path.name}/x/", str(tmp_path.parent)),)), ["a.proto", "y/z/c.proto"]),
    ):
        assert found(tmp_path, rules=rules) == left


def test_globs_of_settings_count_in_each_workspace_folder(tmp_path: Path) -> None:
    lay_out(tmp_path, {"one/gen/a.proto": "", "two/gen/b.proto": "", "two/x/gen/c.proto": ""})
    host = Host([str(tmp_path / "one"), str(tmp_path / "two")])
    assert len(host.proto_index().paths) == 3
    host.set_settings(Settings(exclusions=(Exclusion("/gen"),)))
    assert host.proto_index().paths == (str(tmp_path / "two/x/gen/c.proto"),)
    host.set_settings(Settings(), [Exclusion("x", str(tmp_path / "two"))])
    assert len(host.proto_index().paths) == 2


# What counts all the same


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    """A workspace with a folder that is ignored."""
    files = {
        "a.proto": proto("A", "gen/b.proto"),
        "gen/b.proto": proto("B", "deep/c.proto", package="made"),
        "gen/deep/c.proto": proto("C", package="made.deep"),
        "gen/b.grpc": "GRPC localhost:1/made.S/M\n",
        "own/x.pb.proto": proto("X"),
        ".gitignore": "/gen/\n*.pb.proto\n",
    }
    yield Host([str(lay_out(tmp_path, files))])


def test_what_is_ignored_is_not_found(host: Host, tmp_path: Path) -> None:
    snapshot = host.snapshot()
    assert snapshot.proto_paths() == [str(tmp_path / "a.proto")]
    assert snapshot.request_paths() == [] and snapshot.request_documents() == []
    assert [each.found.full for each in snapshot.symbol_table().best("", 10)] == ["A"]
    host.set_settings(Settings(ignore_files=False))
    assert len(host.snapshot().proto_paths()) == 4 and len(host.snapshot().request_paths()) == 1


def test_what_is_ignored_is_imported_and_its_names_are_known(host: Host, tmp_path: Path) -> None:
    assert resolved(host, tmp_path / "a.proto", "gen/b.proto") == "gen/b.proto"
    assert errors(host, tmp_path / "gen" / "b.proto") == []
    text = 'syntax = "proto3";\nimport "gen/b.proto";\nmessage A {\n  made.B'
    host.open(str(tmp_path / "a.proto"), text)
    assert "B" in [
        item.label.rpartition(".")[2]
        for item in completion(host.snapshot(), str(tmp_path / "a.proto"), len(text)).items
    ]


def test_what_is_open_is_found_though_it_is_ignored(host: Host, tmp_path: Path) -> None:
    for name in ("gen/b.proto", "gen/b.grpc"):
        host.open(str(tmp_path / name), (tmp_path / name).read_text())
    assert str(tmp_path / "gen/b.proto") in host.snapshot().proto_paths()
    assert host.snapshot().request_paths() == [str(tmp_path / "gen/b.grpc")]


def labels(host: Host, path: Path, text: str) -> list[str]:
    """What is offered at the end of a text."""
    host.open(str(path), text)
    return [item.label for item in completion(host.snapshot(), str(path), len(text)).items]


def test_paths_of_ignored_files_are_offered_in_imports(host: Host, tmp_path: Path) -> None:
    path = tmp_path / "new.proto"
    assert {"a.proto", "gen/", "own/"} <= set(labels(host, path, 'import "'))
    assert labels(host, path, 'import "gen/') == ["gen/b.proto", "gen/deep/"]
    assert labels(host, path, 'import "gen/deep/') == ["gen/deep/c.proto"]
    assert labels(host, path, 'import "own/') == ["own/x.pb.proto"]


def test_an_import_of_an_ignored_file_that_is_not_found_names_its_root(host: Host, tmp_path: Path) -> None:
    path = tmp_path / "new.proto"
    path.write_text(proto("N", "deep/c.proto"))
    (fault,) = errors(host, path)
    assert fault.help is not None and "add `gen` to the setting `importPaths`" in fault.help
    lay_out(tmp_path, {"other/deep/c.proto": proto("C")})
    host.disk_changed()
    (fault,) = errors(host, path)
    assert fault.help is not None and "add `other` to the setting `importPaths`" in fault.help, "others come first"


def test_ignored_folders_are_looked_at_for_imports_as_long_as_that_is_cheap(tmp_path: Path) -> None:
    names = [f"gen/{number}/x.proto" for number in range(2100)]
    files = {**dict.fromkeys(names, ""), "small/a.proto": "", ".gitignore": "gen\nsmall\n"}
    host = Host([str(lay_out(tmp_path, files))])
    assert 1900 < len(host.proto_index().left_out.paths) < 2100
    assert str(tmp_path / "small/a.proto") in host.proto_index().left_out.paths
