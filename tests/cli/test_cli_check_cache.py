"""What `protowright check` keeps on disk: it saves time, and never changes what is said."""

from __future__ import annotations

import os
import random
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from tests.cli.support import COMMAND, LIMIT, environment, protowright

from protowright.cli import check_run
from protowright.cli.check_files import checked_files
from protowright.cli.check_run import Checking, Outcome, run
from protowright.cli.check_work import Chunk, ChunkResult, check_chunk, keepable
from protowright.project import check_cache
from protowright.project.check_cache import CheckCache
from protowright.project.check_sources import Source
from protowright.project.ignored import IgnoreRules

SHARED = 'syntax = "proto3";\npackage base;\nmessage Base {}\n'
MIDDLE = 'syntax = "proto3";\npackage middle;\nimport public "base.proto";\nmessage Middle { base.Base b = 1; }\n'
TOP = (
    'syntax = "proto3";\npackage top;\nimport "middle.proto";\nmessage Top { base.Base b = 1; middle.Middle m = 2; }\n'
)


class Workspace:
    """A folder, its checks with a cache, and which files they really checked."""

    def __init__(self, folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.cache = cache
        self.checked: list[str] = []
        monkeypatch.setattr(check_run, "check_chunk", self._check)

    def _check(self, chunk: Chunk, done: Callable[[], object]) -> ChunkResult:
        self.checked += [os.path.basename(path) for path in chunk.paths]
        return check_chunk(chunk, done)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def check(self, import_paths: Iterable[str] = (), uses_cache: bool = True) -> Outcome:
        self.checked.clear()
        roots = tuple(str(self.folder / path) for path in import_paths)
        files = checked_files([str(self.folder)], IgnoreRules()).by_folder()
        return run(
            Checking(files, roots, 1, CheckCache([str(self.folder)], roots, str(self.cache)) if uses_cache else None)
        )

    def codes(self, import_paths: Iterable[str] = ()) -> dict[str, list[str]]:
        """The codes found in each file, which are the same as without the cache."""
        kept = self.check(import_paths)
        checked = list(self.checked)
        assert kept == self.check(import_paths, uses_cache=False)
        self.checked = checked
        return {os.path.basename(path): [item.code for item in found] for path, found in kept.findings.items()}

    def count(self, import_paths: Iterable[str] = ()) -> int:
        """How many files there are, of which the same is said as without the cache."""
        self.codes(import_paths)
        return len(list(self.folder.rglob("*.proto")))

    def kept(self) -> list[Path]:
        return sorted((self.cache / "check").glob("*.bin"))


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Three files, each of which imports the one before; all is well."""
    found = Workspace(tmp_path / "files", tmp_path / "cache", monkeypatch)
    for name, text in (("base.proto", SHARED), ("middle.proto", MIDDLE), ("top.proto", TOP)):
        found.write(name, text)
    return found


GOOD: dict[str, list[str]] = {"base.proto": [], "middle.proto": [], "top.proto": []}


def test_nothing_changed(workspace: Workspace) -> None:
    assert workspace.codes() == GOOD
    assert sorted(workspace.checked) == sorted(GOOD)
    assert workspace.codes() == GOOD
    assert workspace.checked == []


def test_findings_are_kept_whole(workspace: Workspace) -> None:
    workspace.write("top.proto", TOP.replace("2; }", "1 } message Top {}").replace("Top", "Top /* 😀 */"))
    first = workspace.check()
    assert any(item.notes for found in first.findings.values() for item in found)
    assert any(item.repairs for found in first.findings.values() for item in found)
    assert workspace.check() == first and workspace.checked == []


def test_a_dependency_of_a_dependency_changes(workspace: Workspace) -> None:
    workspace.codes()
    workspace.write("base.proto", SHARED.replace("Base", "Bass"))
    assert {name for name, codes in workspace.codes().items() if codes} == {"middle.proto", "top.proto"}
    assert sorted(workspace.checked) == sorted(GOOD)
    workspace.write("base.proto", SHARED)
    assert workspace.codes() == GOOD


def test_only_importers_are_checked_again(workspace: Workspace) -> None:
    workspace.codes()
    workspace.write("top.proto", TOP + "// a comment\n")
    assert workspace.codes() == GOOD and workspace.checked == ["top.proto"]
    workspace.write("middle.proto", MIDDLE + "\n")
    assert workspace.codes() == GOOD and workspace.checked == ["middle.proto", "top.proto"]


def test_a_change_that_keeps_size_and_time_is_seen(workspace: Workspace) -> None:
    workspace.codes()
    path = workspace.folder / "base.proto"
    status = path.stat()
    with path.open("r+") as file:
        file.write(SHARED.replace("Base", "Bass"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert workspace.codes() != GOOD


def test_a_file_that_hides_another(workspace: Workspace) -> None:
    workspace.write("deep/user.proto", 'syntax = "proto3";\nimport "base.proto";\nmessage U { base.Base b = 1; }\n')
    assert workspace.codes()["user.proto"] == []
    workspace.write("deep/base.proto", 'syntax = "proto3";\npackage base;\nmessage Bass {}\n')
    assert "unresolved-type" in workspace.codes()["user.proto"]
    (workspace.folder / "deep" / "base.proto").unlink()
    assert workspace.codes()["user.proto"] == []


def test_a_dependency_vanishes_and_comes_back(workspace: Workspace) -> None:
    outside = workspace.folder.parent / "outside"
    outside.mkdir()
    (outside / "far.proto").write_text('syntax = "proto3";\npackage far;\nmessage F {}\n')
    workspace.write("near.proto", 'syntax = "proto3";\nimport "far.proto";\nmessage N { far.F f = 1; }\n')
    assert workspace.codes(["../outside"])["near.proto"] == []
    assert workspace.codes(["../outside"]) and workspace.checked == []
    (outside / "far.proto").rename(outside / "elsewhere.proto")
    assert "unresolved-import" in workspace.codes(["../outside"])["near.proto"]
    (outside / "elsewhere.proto").rename(outside / "far.proto")
    assert workspace.codes(["../outside"])["near.proto"] == []


def test_what_is_said_about_a_missing_import_is_never_old(workspace: Workspace) -> None:
    """The help names where the file is instead, which no text that was checked says."""
    workspace.write("near.proto", 'syntax = "proto3";\nimport "far.proto";\n')
    assert workspace.codes()["near.proto"] == ["unresolved-import"]
    workspace.write("some/where/else/far.proto", 'syntax = "proto3";\n')
    assert workspace.codes()["near.proto"] == ["unresolved-import"]


def test_other_import_paths_are_another_check(workspace: Workspace) -> None:
    workspace.write("x/base.proto", SHARED.replace("Base", "Bass"))
    assert workspace.codes()["top.proto"] == []
    assert workspace.codes(["x"])["top.proto"] != []
    assert workspace.codes()["top.proto"] == [] and workspace.checked == []
    assert len(workspace.kept()) == 2


def test_a_root_file_appears(workspace: Workspace) -> None:
    workspace.write("mod/base.proto", SHARED.replace("Base", "Bass"))
    workspace.codes()
    workspace.write(".pbls.toml", 'proto_paths = ["mod"]\n')
    workspace.codes()
    assert "top.proto" in workspace.checked
    (workspace.folder / ".pbls.toml").unlink()
    assert workspace.codes()["top.proto"] == []


def test_a_root_file_changes_how_files_are_called(workspace: Workspace) -> None:
    """Every import still means the same file, but the help names one by another path."""
    workspace.write("mod/one.proto", 'syntax = "proto3";\nmessage One {}\n')
    workspace.write("mod/two.proto", 'syntax = "proto3";\nimport "one.proto";\nmessage Two { One one = 1; }\n')
    workspace.write("mod/use.proto", 'syntax = "proto3";\nimport "two.proto";\nmessage Use { One a = 1; Two b = 2; }\n')
    assert workspace.codes()["use.proto"] == ["missing-import"]
    workspace.write(".pbls.toml", 'proto_paths = ["."]\n')
    assert workspace.codes()["use.proto"] == ["missing-import"]
    (found,) = workspace.check().findings[str(workspace.folder / "mod" / "use.proto")]
    assert found.help is not None and "mod/one.proto" in found.help


def test_a_file_appears_and_vanishes(workspace: Workspace) -> None:
    workspace.codes()
    workspace.write("clash.proto", SHARED)
    assert set(workspace.codes()) == {*GOOD, "clash.proto"}
    (workspace.folder / "clash.proto").unlink()
    assert workspace.codes() == GOOD


def test_another_program_checks_anew(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.codes()
    monkeypatch.setattr(check_cache, "program_state", lambda: "another")
    assert workspace.codes() == GOOD and sorted(workspace.checked) == sorted(GOOD)


def test_request_files_are_checked_each_time(workspace: Workspace) -> None:
    workspace.write("a.grpc", "x\n")
    for _ in range(2):
        assert workspace.codes()["a.grpc"] != []
        assert "a.grpc" in workspace.checked


def test_what_changed_during_the_check_is_not_kept() -> None:
    old, new = (Source(digest, "", "", ()) for digest in ("1", "2"))
    user = Source("3", "", "", (("a.proto", "/a.proto"),))
    first = ChunkResult({"/user.proto": [], "/b.proto": []}, sources={"/a.proto": old, "/user.proto": user})
    first.sources["/b.proto"] = old
    first.keepable = {"/user.proto", "/b.proto"}
    second = ChunkResult({"/a.proto": []}, sources={"/a.proto": new}, keepable={"/a.proto"})
    findings, sources = keepable([first, second])
    assert set(findings) == {"/b.proto"} and "/a.proto" not in sources


def test_random_changes(workspace: Workspace) -> None:
    """Whatever happens to the files, a check with the cache says what a check without it says."""
    source = random.Random(3)
    names = ["base.proto", "middle.proto", "top.proto", "x/base.proto", "x/top.proto", "x/y/middle.proto"]
    texts = [SHARED, MIDDLE, TOP, SHARED.replace("Base", "Bass"), TOP.replace("1;", "2;"), "", MIDDLE + "message A {"]
    saved = 0
    for _ in range(60):
        path = workspace.folder / source.choice(names)
        if source.random() < 0.3 and path.exists():
            path.unlink()
        else:
            workspace.write(str(path.relative_to(workspace.folder)), source.choice(texts))
        if not list(workspace.folder.rglob("*.proto")):
            continue
        found = workspace.count(["x"] if source.random() < 0.3 else [])
        saved += found - len(workspace.checked)
    assert saved > 20, "the cache was used"


@pytest.mark.parametrize("seed", range(5))
def test_a_file_that_is_not_whole(workspace: Workspace, seed: int) -> None:
    source = random.Random(seed)
    workspace.write("top.proto", TOP.replace("2;", "1;"))
    expected = workspace.check()
    (kept,) = workspace.kept()
    whole = kept.read_bytes()
    for _ in range(20):
        place = source.randrange(len(whole))
        flipped = whole[:place] + bytes([whole[place] ^ 1 << source.randrange(8)]) + whole[place + 1 :]
        kept.write_bytes(source.choice([whole[:place], flipped, whole + b"x", b"", whole[place:]]))
        assert workspace.check() == expected
        assert workspace.checked, "what is not whole does not count"
        assert kept.read_bytes() == whole, "and is replaced"


@pytest.mark.parametrize("data", ["null", "[]", "{}", '{"settings": 1}', "[" * 100_000])
def test_a_file_that_is_whole_and_senseless(workspace: Workspace, data: str) -> None:
    import zlib

    expected = workspace.check()
    (kept,) = workspace.kept()
    content = zlib.compress(data.encode())
    kept.write_bytes(check_cache._MAGIC + check_cache._checksum(content) + content)
    assert workspace.check() == expected and workspace.checked


def test_the_place_is_bounded(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.codes()
    (first,) = workspace.kept()
    size = first.stat().st_size
    monkeypatch.setattr(check_cache, "MAXIMUM_BYTES", 3 * size)
    os.utime(first, (1, 1))
    for number in range(6):
        workspace.codes([f"none{number}"])
    assert first not in workspace.kept() and 1 <= len(workspace.kept()) <= 3
    monkeypatch.setattr(check_cache, "MAXIMUM_BYTES", 10)
    workspace.write("base.proto", SHARED + "//\n")
    assert workspace.codes() == GOOD, "what is too large is not kept"


def test_a_cache_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(SHARED)
    (tmp_path / "file").write_text("")
    said = protowright("check", "a.proto", cwd=tmp_path, extra={"XDG_CACHE_HOME": str(tmp_path / "file")})
    assert (said.code, said.err) == (0, "")


def test_no_cache_leaves_the_disk_alone(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(SHARED)
    extra = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert protowright("check", "a.proto", "--no-cache", cwd=tmp_path, extra=extra).code == 0
    assert not (tmp_path / "cache").exists()
    assert protowright("check", "a.proto", cwd=tmp_path, extra=extra).code == 0
    assert len(list((tmp_path / "cache").rglob("*.bin"))) == 1


def test_runs_at_the_same_time(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"f{number}.proto").write_text(
            SHARED.replace("Base", f"Base{number} {{ Lost a = 1; }} message B{number}")
        )
    own = environment({"XDG_CACHE_HOME": str(tmp_path / "cache")})
    command = [*COMMAND, "check", ".", "--format", "json"]
    runs = [
        subprocess.Popen(command, cwd=tmp_path, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    said = [process.communicate(timeout=LIMIT) for process in runs]
    assert [process.returncode for process in runs] == [1] * 4
    assert {err for _, err in said} == {b""} and len({out for out, _ in said}) == 1
    assert list((tmp_path / "cache").rglob("*.tmp")) == []
    assert protowright("check", ".", "--format", "json", cwd=tmp_path, extra=own).out.encode() == said[0][0]
