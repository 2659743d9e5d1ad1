"""Import roots that resolve by themselves, in the layouts that people have."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.project.layouts import errors, lay_out, proto, resolved

from protowright.project import roots as roots_module
from protowright.project.bundled import bundled_roots
from protowright.project.host import Host
from protowright.project.root_files import RootFileCache
from protowright.project.roots import CONVENTIONAL_ROOTS, ImportFinder, ImportRoots, RootKind, implied_root
from protowright.project.settings import Settings

EMPTY = 'syntax = "proto3";\n'


def find(importer: Path, path: str, folders: list[str], configured: list[str] | None = None) -> str | None:
    finder = ImportFinder(ImportRoots(configured or [], folders, RootFileCache()))
    return finder.find(str(importer), path)


# The order


def test_the_first_root_that_has_the_file_wins(tmp_path: Path) -> None:
    """Each place in its order: what is found is taken away, and the next one is found."""
    lay_out(tmp_path, {"buf.yaml": "version: v2\nmodules: [{path: other}, {path: module}]\n"})
    lay_out(
        tmp_path, {".pbls.toml": 'proto_paths = ["pbls"]\n', "protols.toml": '[config]\ninclude_paths = ["tols"]\n'}
    )
    lay_out(tmp_path, {"module/x/acme/shop/a.proto": proto("A", package="acme.shop")})
    workspace = str(tmp_path)
    other = str(tmp_path.parent / "second_workspace")
    order = [
        *("configured", "module", "other", "pbls", "tols"),
        *("module/x", "module/x/acme/shop", "module/x/acme", "."),
        *("../second_workspace", "module/proto", "proto", "src/main/proto", "third_party", "../second_workspace/proto"),
    ]
    for root in order:
        lay_out(tmp_path, {f"{root}/b.proto": EMPTY})
    host = Host([workspace, other], [str(tmp_path / "configured")])
    importer = tmp_path / "module" / "x" / "acme" / "shop" / "a.proto"
    for root in order:
        expected = os.path.normpath(tmp_path / root / "b.proto")
        assert host.snapshot().resolve_import(str(importer), "b.proto").path == expected
        os.unlink(expected)
        host.disk_changed()
    assert host.snapshot().resolve_import(str(importer), "b.proto").path is None


def test_bundled_files_come_last(tmp_path: Path) -> None:
    importer = tmp_path / "a.proto"
    bundled = find(importer, "google/protobuf/any.proto", [str(tmp_path)])
    assert bundled is not None and bundled.startswith(bundled_roots()[0])
    lay_out(tmp_path, {"third_party/google/protobuf/any.proto": EMPTY})
    own = find(importer, "google/protobuf/any.proto", [str(tmp_path)])
    assert own == str(tmp_path / "third_party/google/protobuf/any.proto")
    for name in ("google/api/annotations.proto", "google/rpc/status.proto", "google/type/money.proto"):
        assert find(importer, name, [str(tmp_path)]) is not None


def test_each_root_is_tried_once(tmp_path: Path) -> None:
    lay_out(tmp_path, {"proto/a.proto": EMPTY, "buf.yaml": "version: v2\nmodules: [{path: proto}]\n"})
    found = ImportRoots([str(tmp_path / "proto")], [str(tmp_path)], RootFileCache()).of(str(tmp_path / "proto/a.proto"))
    assert len({root.folder for root in found}) == len(found)
    assert [root.kind for root in found][:2] == [RootKind.CONFIGURED, RootKind.ABOVE]


# Layouts


def test_a_flat_folder(tmp_path: Path) -> None:
    lay_out(tmp_path, {"a.proto": proto("A", "b.proto"), "b.proto": proto("B")})
    assert errors(Host([str(tmp_path)]), tmp_path / "a.proto") == []


@pytest.mark.parametrize("root", CONVENTIONAL_ROOTS)
def test_a_conventional_root_of_the_workspace(root: str, tmp_path: Path) -> None:
    lay_out(tmp_path, {"tools/requests/a.proto": proto("A", "shop/v1/b.proto"), f"{root}/shop/v1/b.proto": proto("B")})
    assert errors(Host([str(tmp_path)]), tmp_path / "tools" / "requests" / "a.proto") == []


def test_package_folders_in_a_root_of_any_name(tmp_path: Path) -> None:
    files = {
        "definitions/acme/shop/v1/a.proto": proto("A", "acme/base/b.proto", package="acme.shop.v1"),
        "definitions/acme/base/b.proto": proto("B", package="acme.base"),
    }
    lay_out(tmp_path, files)
    assert errors(Host([str(tmp_path)]), tmp_path / "definitions/acme/shop/v1/a.proto") == []


def test_the_implied_root_is_found_above_the_workspace_folder(tmp_path: Path) -> None:
    """Somebody has opened the folder of one package only."""
    files = {
        "acme/shop/a.proto": proto("A", "acme/base/b.proto", package="acme.shop"),
        "acme/base/b.proto": proto("B", package="acme.base"),
    }
    lay_out(tmp_path, files)
    assert errors(Host([str(tmp_path / "acme" / "shop")]), tmp_path / "acme/shop/a.proto") == []
    assert implied_root("/x/acme/shop/a.proto", "acme.shop") == "/x"
    assert implied_root("/x/acme/shop/a.proto", "acme.other") is None
    assert implied_root("/x/a.proto", "") is None


@pytest.mark.parametrize(
    "version", ["version: v1\n", "version: v1\nbreaking:\n  use: [FILE]\n", "version: v1beta1\n", ""]
)
def test_a_module_of_buf_v1(version: str, tmp_path: Path) -> None:
    files = {
        "idl2/buf.yaml": version,
        "idl2/x/y/a.proto": proto("A", "z/b.proto"),
        "idl2/z/b.proto": proto("B"),
    }
    lay_out(tmp_path, files)
    found = ImportRoots([], [], RootFileCache()).of(str(tmp_path / "idl2/x/y/a.proto"))
    assert (found[0].folder, found[0].kind) == (str(tmp_path / "idl2"), RootKind.ROOT_FILE)
    assert errors(Host([str(tmp_path)]), tmp_path / "idl2/x/y/a.proto") == []


def test_roots_of_buf_v1beta1(tmp_path: Path) -> None:
    files = {
        "buf.yaml": "version: v1beta1\nbuild:\n  roots:\n    - one\n    - two\n",
        "one/a.proto": proto("A", "b.proto"),
        "two/b.proto": proto("B"),
    }
    assert errors(Host([str(lay_out(tmp_path, files))]), tmp_path / "one/a.proto") == []


def test_a_workspace_of_buf_v1(tmp_path: Path) -> None:
    files = {
        "buf.work.yaml": "version: v1\ndirectories:\n  - team_a/definitions\n  - team_b/definitions\n",
        "team_a/definitions/buf.yaml": "version: v1\nname: buf.build/acme/a\n",
        "team_b/definitions/buf.yaml": "version: v1\nname: buf.build/acme/b\n",
        "team_a/definitions/a/x.proto": proto("A", "b/y.proto", "a/z.proto"),
        "team_a/definitions/a/z.proto": proto("Z"),
        "team_b/definitions/b/y.proto": proto("B"),
    }
    lay_out(tmp_path, files)
    assert errors(Host([str(tmp_path)]), tmp_path / "team_a/definitions/a/x.proto") == []
    inner = Host([str(tmp_path / "team_a")])  # what lies above the workspace folder counts
    assert errors(inner, tmp_path / "team_a/definitions/a/x.proto") == []


def test_the_modules_of_buf_v2(tmp_path: Path) -> None:
    files = {
        "buf.yaml": "version: v2\nmodules:\n  - path: defs/public\n    name: buf.build/a/b\n  - path: defs/private\n",
        "defs/private/p/a.proto": proto("A", "q/b.proto", "same.proto"),
        "defs/public/q/b.proto": proto("B"),
        "defs/public/same.proto": proto("Public"),
        "defs/private/same.proto": proto("Private"),
    }
    host = Host([str(lay_out(tmp_path, files))])
    assert errors(host, tmp_path / "defs/private/p/a.proto") == []
    own = resolved(host, tmp_path / "defs/private/p/a.proto", "same.proto")
    assert own == "defs/private/same.proto", "the file's own module comes first"
    assert resolved(host, tmp_path / "other.proto", "same.proto") == "defs/public/same.proto", "else the first one"


def test_buf_v2_without_modules_is_one_module(tmp_path: Path) -> None:
    files = {"x/buf.yaml": "version: v2\n", "x/y/a.proto": proto("A", "z/b.proto"), "x/z/b.proto": proto("B")}
    assert errors(Host([str(lay_out(tmp_path, files))]), tmp_path / "x/y/a.proto") == []


def test_a_module_of_its_own_hides_no_workspace_and_a_workspace_ends_the_search(tmp_path: Path) -> None:
    files = {
        "buf.work.yaml": "directories: [far]\n",
        "mid/buf.work.yaml": "directories: [near]\n",
        "mid/mod/buf.yaml": "version: v1\n",
        "mid/buf.yaml": "version: v1\n",
    }
    lay_out(tmp_path, files)
    found = ImportRoots([], [str(tmp_path)], RootFileCache()).of(str(tmp_path / "mid/mod/a.proto"))
    named = [root.folder for root in found if root.kind is RootKind.ROOT_FILE]
    assert named == [str(tmp_path / "mid" / "mod"), str(tmp_path / "mid" / "near")]


def test_a_monorepo_with_third_party(tmp_path: Path) -> None:
    files = {
        "services/shop/proto/shop/a.proto": proto("A", "validate/v.proto", "shop/b.proto", package="shop"),
        "services/shop/proto/shop/b.proto": proto("B", package="shop"),
        "services/shop/requests/extra.proto": proto("Extra", "shop/b.proto"),
        "third_party/validate/v.proto": proto("V", "validate/w.proto", package="validate"),
        "third_party/validate/w.proto": proto("W", package="validate"),
    }
    host = Host([str(lay_out(tmp_path, files))])
    for path in files:
        assert errors(host, tmp_path / path) == []
    extra = tmp_path / "services/shop/requests/extra.proto"
    assert resolved(host, extra, "shop/b.proto") == "services/shop/proto/shop/b.proto"


def test_modules_of_maven(tmp_path: Path) -> None:
    files = {
        "app/src/main/proto/a/a.proto": proto("A", "b.proto"),
        "app/src/main/proto/b.proto": proto("B"),
        "app/src/test/java/c.proto": proto("C", "a/a.proto"),
    }
    host = Host([str(lay_out(tmp_path, files))])
    for path in files:
        assert errors(host, tmp_path / path) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [(".pbls.toml", 'proto_paths = ["defs", "/absolute"]\n'), ("protols.toml", '[config]\ninclude_paths = ["defs"]\n')],
)
def test_the_files_of_other_servers(name: str, text: str, tmp_path: Path) -> None:
    files = {name: text, "x/y/a.proto": proto("A", "b.proto"), "defs/b.proto": proto("B")}
    assert errors(Host([str(lay_out(tmp_path, files))]), tmp_path / "x/y/a.proto") == []
    assert errors(Host([str(tmp_path / "x")]), tmp_path / "x/y/a.proto") == []


@pytest.mark.parametrize(
    ("name", "text"),
    [(".pbls.toml", "proto_paths = ['one', 'two']\n"), ("protols.toml", "[config]\ninclude_paths = ['one', 'two']\n")],
)
def test_include_paths_keep_their_order(name: str, text: str, tmp_path: Path) -> None:
    files = {name: text, "one/b.proto": EMPTY, "two/b.proto": EMPTY, "two/a.proto": EMPTY}
    host = Host([str(lay_out(tmp_path, files))])
    assert resolved(host, tmp_path / "two" / "a.proto", "b.proto") == "one/b.proto"


def test_a_file_outside_of_any_workspace_folder(tmp_path: Path) -> None:
    files = {
        "lib/include2/x/y/a.proto": proto("A", "x/b.proto"),
        "lib/include2/x/b.proto": proto("B"),
        "workspace/c.proto": EMPTY,
    }
    lay_out(tmp_path, files)
    for host in (Host([str(tmp_path / "workspace")]), Host()):
        assert errors(host, tmp_path / "lib/include2/x/y/a.proto") == []


def test_a_file_of_a_repository_outside_of_the_workspace(tmp_path: Path) -> None:
    deep = "/".join("abcdefghij")
    files = {
        "repo/.git": "gitdir: elsewhere",
        f"repo/{deep}/a.proto": proto("A", "x/b.proto"),
        "repo/third_party/x/b.proto": proto("B"),
        "third_party/c.proto": EMPTY,
    }
    importer = lay_out(tmp_path, files) / "repo" / deep / "a.proto"
    assert errors(Host(), importer) == []
    assert find(importer, "c.proto", []) is None, "above the repository nothing is guessed"


def test_outside_of_workspace_and_repository_conventional_names_mean_nothing(tmp_path: Path) -> None:
    lay_out(tmp_path, {"x/a.proto": EMPTY, "third_party/odd_name.proto": EMPTY})
    assert find(tmp_path / "x" / "a.proto", "odd_name.proto", []) is None


def test_bundled_files_import_bundled_files(tmp_path: Path) -> None:
    """Whatever lies in the folders above an installation."""
    finder = ImportFinder(ImportRoots([], [], RootFileCache()))
    importer = finder.find(str(tmp_path / "a.proto"), "google/api/annotations.proto")
    assert importer is not None
    above = [root.folder for root in finder.roots.of(importer, "google.api") if root.kind is RootKind.ABOVE]
    assert above and all(folder.startswith(bundled_roots()) for folder in above)


def test_the_workspace_folder_is_the_limit_of_guesses(tmp_path: Path) -> None:
    lay_out(tmp_path, {"b.proto": EMPTY, "workspace/deep/a.proto": EMPTY})
    importer = tmp_path / "workspace" / "deep" / "a.proto"
    assert find(importer, "b.proto", [str(tmp_path / "workspace")]) is None
    assert find(importer, "b.proto", []) == str(tmp_path / "b.proto")


def test_the_top_of_the_file_system_is_no_guess() -> None:
    found = ImportRoots([], [], RootFileCache()).of("/a/b/c.proto")
    assert [root.folder for root in found if root.kind is RootKind.ABOVE] == ["/a/b", "/a"]


def test_links_to_folders_and_files(tmp_path: Path) -> None:
    files = {"real/shop/b.proto": proto("B", "shop/c.proto", package="shop"), "real/shop/c.proto": proto("C")}
    lay_out(tmp_path, {**files, "workspace/a.proto": proto("A", "shop/b.proto", "d.proto")})
    lay_out(tmp_path, {"real/d.proto": proto("D")})
    workspace = tmp_path / "workspace"
    (workspace / "proto").symlink_to(tmp_path / "real")
    (workspace / "d.proto").symlink_to(tmp_path / "real" / "d.proto")
    (workspace / "loop").symlink_to(workspace)
    host = Host([str(workspace)])
    assert errors(host, workspace / "a.proto") == []
    assert resolved(host, workspace / "a.proto", "shop/b.proto") == "proto/shop/b.proto"
    (workspace / "broken.proto").symlink_to(workspace / "nowhere.proto")
    assert resolved(host, workspace / "a.proto", "broken.proto") is None


# Configured roots


def test_configured_roots_are_relative_to_the_workspace_folder(tmp_path: Path) -> None:
    files = {"x/a.proto": proto("A", "b.proto"), "defs/b.proto": proto("B"), "x/b.proto": proto("Nearer")}
    host = Host([str(lay_out(tmp_path, files))])
    assert resolved(host, tmp_path / "x/a.proto", "b.proto") == "x/b.proto"
    host.set_settings(Settings(import_paths=("defs",)))
    assert resolved(host, tmp_path / "x/a.proto", "b.proto") == "defs/b.proto"
    host.set_settings(Settings())
    assert resolved(host, tmp_path / "x/a.proto", "b.proto") == "x/b.proto"


def test_the_command_line_comes_before_the_settings(tmp_path: Path) -> None:
    host = Host([str(tmp_path)], ["/one"])
    host.set_settings(Settings(import_paths=("two", "/one")))
    assert host.import_paths == ("/one", str(tmp_path / "two"))


# Names of files


def test_the_name_of_a_file_is_relative_to_its_root(tmp_path: Path) -> None:
    files = {
        "buf.yaml": "version: v2\nmodules: [{path: defs}]\n",
        "defs/shop/v9/a.proto": proto("A", package="shop.v1"),
        "else/shop/v1/b.proto": proto("B", package="shop.v1"),
        "else/c.proto": EMPTY,
    }
    snapshot = Host([str(lay_out(tmp_path, files))], [str(tmp_path / "else" / "shop" / "nowhere")]).snapshot()
    names = [snapshot.import_name(str(tmp_path / name)) for name in files if name.endswith(".proto")]
    assert names == ["shop/v9/a.proto", "shop/v1/b.proto", "c.proto"]


# Paths that can be no import


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "a\0b", "x" * 5000, "../b.proto", "./b.proto", "x/../b.proto", "x//b.proto", "x\\b.proto"],
)
def test_a_path_that_protoc_does_not_take_finds_nothing(path: str, tmp_path: Path) -> None:
    lay_out(tmp_path, {"b.proto": EMPTY, "x/b.proto": EMPTY, "y/a.proto": EMPTY})
    assert find(tmp_path / "y" / "a.proto", path, [str(tmp_path)], [str(tmp_path / "x")]) is None


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    lay_out(tmp_path, {"b.proto/c.txt": "", "proto/b.proto": EMPTY})
    assert find(tmp_path / "a.proto", "b.proto", [str(tmp_path)]) == str(tmp_path / "proto" / "b.proto")


# Files that come and go


def test_a_file_that_vanishes_or_appears_is_noticed_without_being_told(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"a.proto": proto("A", "shop/b.proto")}) / "a.proto"
    host = Host([str(tmp_path)])
    for version in range(3):
        host.open(str(path), path.read_text(), version)
        assert [fault.code.name for fault in errors(host, path)] == ["unresolved-import"]
        lay_out(tmp_path, {"third_party/shop/b.proto": proto("B")})
        host.open(str(path), path.read_text(), version)
        assert errors(host, path) == []
        (tmp_path / "third_party" / "shop" / "b.proto").unlink()


def test_a_nearer_file_that_appears_takes_over(tmp_path: Path) -> None:
    files = {"x/a.proto": proto("A", "b.proto"), "proto/b.proto": proto("B")}
    host = Host([str(lay_out(tmp_path, files))])
    assert resolved(host, tmp_path / "x/a.proto", "b.proto") == "proto/b.proto"
    lay_out(tmp_path, {"x/b.proto": "message"})
    host.disk_changed()
    assert resolved(host, tmp_path / "x/a.proto", "b.proto") == "x/b.proto"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("buf.yaml", "version: v2\nmodules: [{{path: {0}}}]\n"),
        ("buf.work.yaml", "version: v1\ndirectories: [{0}]\n"),
        (".pbls.toml", 'proto_paths = ["{0}"]\n'),
        ("protols.toml", '[config]\ninclude_paths = ["{0}"]\n'),
    ],
)
def test_a_root_file_that_appears_changes_or_vanishes_is_noticed(name: str, text: str, tmp_path: Path) -> None:
    files = {"x/a.proto": proto("A", "b.proto"), "defs/b.proto": proto("B"), "more/b.proto": proto("B")}
    host = Host([str(lay_out(tmp_path, files))])
    steps: list[tuple[Callable[[], object], str | None]] = [
        (lambda: None, None),
        (lambda: lay_out(tmp_path, {name: text.format("defs")}), "defs/b.proto"),
        (lambda: lay_out(tmp_path, {name: text.format("more")}), "more/b.proto"),
        (lambda: (tmp_path / name).unlink(), None),
    ]
    for step, expected in steps:
        step()
        host.open(str(tmp_path / "x/a.proto"), files["x/a.proto"])
        assert resolved(host, tmp_path / "x/a.proto", "b.proto") == expected


def test_an_unsaved_file_in_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"a.proto": proto("A", "new/b.proto")}) / "a.proto"
    host = Host([str(tmp_path)])
    host.open(str(tmp_path / "new" / "b.proto"), proto("B"))
    assert errors(host, path) == []


# Cost


def test_a_keystroke_asks_the_disk_a_bounded_number_of_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty imports below one folder cost one look at each root for the folder, and one for each file."""
    names = [f"shop/f{number}.proto" for number in range(30)]
    lay_out(tmp_path, {f"third_party/{name}": EMPTY for name in names})
    path = lay_out(tmp_path, {"x/y/a.proto": proto("A", *names)}) / "x" / "y" / "a.proto"
    looks: list[str] = []
    for name in ("exists", "is_file", "is_folder"):
        look = getattr(roots_module, name)
        monkeypatch.setattr(roots_module, name, lambda path, look=look: looks.append(path) or look(path))
    monkeypatch.setattr(os, "scandir", lambda *_: pytest.fail("a folder was listed"))
    snapshot = Host([str(tmp_path)]).snapshot()
    assert all(snapshot.resolve_import(str(path), name).path for name in names)
    assert len(looks) == len(set(looks)) <= 3 * len(CONVENTIONAL_ROOTS) + 6 + 30


def test_parsers_of_root_files_are_loaded_when_there_is_one(tmp_path: Path) -> None:
    program = (
        "import sys; from protowright.project.host import Host; "
        "Host([sys.argv[1]]).snapshot().resolve_import(sys.argv[1] + '/a.proto', 'b.proto'); "
        "print(sorted({'yaml', 'tomllib', 'tomli'} & set(sys.modules)))"
    )
    for expected in ("[]", "['yaml']"):
        command = [sys.executable, "-c", program, str(tmp_path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=with_server())
        assert done.stdout.strip() == expected
        lay_out(tmp_path, {"buf.yaml": "version: v2\n"})


def with_server() -> dict[str, str]:
    """The environment of a process that imports what this one does."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def test_the_top_of_the_file_system_can_be_configured(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"b.proto": EMPTY}) / "b.proto"
    host = Host([], ["/"])
    assert host.snapshot().resolve_import("/nowhere/a.proto", str(path)[1:]).path == str(path)
    assert host.snapshot().import_name(str(path)) == str(path)[1:]
