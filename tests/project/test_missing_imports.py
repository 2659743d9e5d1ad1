"""What an import that leads nowhere says: where it was looked for, and where the file is instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.project.layouts import errors, fixed, lay_out, only_error, proto

from protowright.project.host import Host


def help_of(host: Host, path: Path) -> str:
    return only_error(host, path).help or ""


def titles(host: Host, path: Path) -> list[str]:
    return [fix.title for fix in only_error(host, path).fixes]


# Where it was looked for


def test_every_place_in_order(tmp_path: Path) -> None:
    lay_out(tmp_path, {"x/y/a.proto": proto("A", "b.proto"), "third_party/c.proto": "", "x/proto/c.proto": ""})
    host = Host([str(tmp_path)], [str(tmp_path / "defs"), "/elsewhere"])
    assert help_of(host, tmp_path / "x/y/a.proto") == (
        "looked in `defs` (which does not exist), `/elsewhere` (which does not exist), `x/y`, `x`, the workspace folder, "
        "`x/proto`, `third_party`, then the bundled files"
    )


def test_a_long_way_up_is_summed_up(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"a/b/c/d/e/a.proto": proto("A", "b.proto")}) / "a/b/c/d/e/a.proto"
    assert help_of(Host([str(tmp_path)]), path) == (
        "looked in `a/b/c/d/e` and each folder above it up to the workspace folder, then the bundled files"
    )


def test_a_long_list_is_shortened_in_its_middle(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"a.proto": proto("A", "b.proto")}) / "a.proto"
    help = help_of(Host([str(tmp_path)], [f"r{number}" for number in range(40)]), path)
    assert "`r7` (which does not exist), 26 more places, `r34`" in help and help.count("`r") == 14
    assert help.endswith("the workspace folder, then the bundled files")


def test_several_workspace_folders_are_told_apart(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"one/x/a.proto": proto("A", "b.proto"), "two/proto/c.proto": ""}) / "one/x/a.proto"
    assert help_of(Host([str(tmp_path / "one"), str(tmp_path / "two")]), path) == (
        "looked in `one/x`, `one`, `two`, `two/proto`, then the bundled files"
    )


def test_outside_of_the_workspace_places_are_absolute(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"x/a.proto": proto("A", "found_nowhere.proto"), "w/c.proto": ""}) / "x/a.proto"
    assert help_of(Host(), path).startswith(f"looked in `{tmp_path}/x`")
    assert "the workspace folder" not in help_of(Host(), path)
    assert "the workspace folder" in help_of(Host([str(tmp_path / "w")]), path)


# Where it is instead


def test_a_file_under_a_root_that_is_not_known(tmp_path: Path) -> None:
    files = {"x/a.proto": proto("A", "shop/b.proto"), "libs/defs/shop/b.proto": proto("B", package="shop")}
    path = lay_out(tmp_path, files) / "x/a.proto"
    host = Host([str(tmp_path)])
    assert help_of(host, path).startswith(
        "did you mean `libs/defs/shop/b.proto`? to import it by this path, add `libs/defs` to the setting `importPaths`; "
        "looked in `x`, "
    )
    text = fixed(host, path, "Change to `libs/defs/shop/b.proto`")
    assert 'import public "libs/defs/shop/b.proto";' in text
    path.write_text(text)
    host.disk_changed()
    assert errors(host, path) == []


def test_adding_the_root_that_is_named_mends_the_import(tmp_path: Path) -> None:
    files = {"x/a.proto": proto("A", "shop/b.proto"), "libs/defs/shop/b.proto": proto("B", package="shop")}
    path = lay_out(tmp_path, files) / "x/a.proto"
    assert errors(Host([str(tmp_path)], ["libs/defs"]), path) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("shop/v2/order.proto", "shop/v1/order.proto"),
        ("order.proto", "shop/v1/order.proto"),
        ("shop/v1/ordr.proto", "shop/v1/order.proto"),
        ("shop/v1/order", "shop/v1/order.proto"),
        ("defs/shop/v1/order.proto/", "shop/v1/order.proto"),
        ("../shop/v1/order.proto", "shop/v1/order.proto"),
        ("shop\\\\v1\\\\order.proto", "shop/v1/order.proto"),
        ("shop//v1/order.proto", "shop/v1/order.proto"),
        ("google/protobuf/timestmp.proto", "google/protobuf/timestamp.proto"),
        ("protobuf/timestamp.proto", "google/protobuf/timestamp.proto"),
    ],
)
def test_a_wrong_path_is_mended(written: str, meant: str, tmp_path: Path) -> None:
    files = {
        "buf.yaml": "version: v2\nmodules: [{path: defs}]\n",
        "defs/shop/v1/order.proto": proto("Order", package="shop.v1"),
        "defs/app/a.proto": proto("A", written, package="app"),
    }
    path = lay_out(tmp_path, files) / "defs/app/a.proto"
    host = Host([str(tmp_path)])
    assert titles(host, path) == [f"Change to `{meant}`"]
    path.write_text(fixed(host, path, f"Change to `{meant}`"))
    host.disk_changed()
    assert errors(host, path) == []


def test_a_path_relative_to_the_importer_means_the_file_beside_it(tmp_path: Path) -> None:
    files = {
        "x/pkg/one/b.proto": proto("B", package="pkg.one"),
        "x/pkg/two/b.proto": proto("B", package="pkg.two"),
        "x/pkg/two/deep/a.proto": proto("A", "../b.proto", package="pkg.two.deep"),
    }
    path = lay_out(tmp_path, files) / "x/pkg/two/deep/a.proto"
    assert titles(Host([str(tmp_path)]), path)[0] == "Change to `pkg/two/b.proto`"


def test_the_likeliest_of_many_come_first_and_only_three_are_named(tmp_path: Path) -> None:
    lay_out(tmp_path, {f"p{number}/v1/b.proto": proto("B") for number in range(9)})
    path = lay_out(tmp_path, {"x/a.proto": proto("A", "p5/v2/v1/b.proto"), "x/p5/v1/b.proto": proto("B")}) / "x/a.proto"
    found = titles(Host([str(tmp_path)]), path)
    assert len(found) == 3 and found[0] == "Change to `p5/v1/b.proto`"


def test_of_several_roots_none_is_named(tmp_path: Path) -> None:
    files = {"x/a.proto": proto("A", "shop/b.proto"), "one/shop/b.proto": proto("B"), "two/shop/b.proto": proto("B")}
    path = lay_out(tmp_path, files) / "x/a.proto"
    host = Host([str(tmp_path)])
    assert titles(host, path) == ["Change to `one/shop/b.proto`", "Change to `two/shop/b.proto`"]
    assert "importPaths" not in help_of(host, path)


def test_a_misspelt_file_beside_the_importer(tmp_path: Path) -> None:
    files = {"x/v1/a.proto": proto("A", "ordr.proto"), "x/v1/order.proto": proto("B"), "y/v1/order.proto": proto("B")}
    assert titles(Host([str(lay_out(tmp_path, files))]), tmp_path / "x/v1/a.proto") == ["Change to `order.proto`"]


def test_nothing_is_made_up(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"a.proto": proto("A", "b.proto"), "quite_another.proto": ""}) / "a.proto"
    fault = only_error(Host([str(tmp_path)]), path)
    assert fault.fixes == () and fault.help is not None and fault.help.startswith("looked in the workspace folder")


def test_a_file_does_not_mean_itself(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"x/a.proto": proto("A", "y/a.proto")}) / "x/a.proto"
    assert titles(Host([str(tmp_path)]), path) == []


def test_an_unsaved_file_is_suggested_as_well(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"x/a.proto": proto("A", "z/b.proto")}) / "x/a.proto"
    host = Host([str(tmp_path)])
    host.open(str(tmp_path / "y" / "b.proto"), proto("B"))
    assert titles(host, path) == ["Change to `y/b.proto`"]


def test_a_suggestion_follows_what_is_on_disk(tmp_path: Path) -> None:
    path = lay_out(tmp_path, {"x/a.proto": proto("A", "z/b.proto")}) / "x/a.proto"
    host = Host([str(tmp_path)])
    for _ in range(2):
        assert titles(host, path) == []
        lay_out(tmp_path, {"y/b.proto": proto("B")})
        host.disk_changed()
        assert titles(host, path) == ["Change to `y/b.proto`"]
        (tmp_path / "y/b.proto").unlink()
        host.disk_changed()


# Root files with faults


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("buf.yaml", "version: v2\nmodules: [a: : b\n", "is ignored: it is not YAML (line 2: "),
        ("buf.yaml", "version: v3\n", "is ignored: its version is none of v1beta1, v1, v2"),
        ("buf.yaml", "[]\n---\n", "is ignored: it is not YAML"),
        ("buf.yaml", "- a\n", "is ignored: it is not a mapping of names to values"),
        ("buf.yaml", "version: v2\nmodules: defs\n", "is ignored: `modules` is not a list"),
        ("buf.yaml", "version: v1beta1\nbuild: {roots: x}\n", "is ignored: `build.roots` is not a list of folders"),
        ("buf.yaml", "\0", "is ignored: it is not YAML"),
        ("buf.yaml", "[" * 100_000, "is ignored: it is not YAML"),
        ("buf.yaml", "? [a]\n: b\n", "is ignored: it is not YAML"),
        ("buf.work.yaml", "version: v1\n", "is ignored: `directories` is not a list of folders"),
        (".pbls.toml", "proto_paths = [\n", "is ignored: it is not TOML ("),
        (".pbls.toml", "x = " + "[" * 100_000, "is ignored: it is "),
        (".pbls.toml", "proto_paths = 1\n", "is ignored: `proto_paths` is not a list of folders"),
        ("protols.toml", "config = 1\n", "is ignored: `config` is not a table"),
        (
            "protols.toml",
            "[config]\ninclude_paths = 'x'\n",
            "is ignored: `config.include_paths` is not a list of folders",
        ),
    ],
)
def test_a_broken_root_file_is_named_and_ignored(name: str, text: str, said: str, tmp_path: Path) -> None:
    files = {
        name: text,
        "x/a.proto": proto("A", "b.proto"),
        "c.proto": proto("C", "proto/d.proto"),
        "proto/d.proto": "",
    }
    path = lay_out(tmp_path, files) / "x/a.proto"
    host = Host([str(tmp_path)])
    assert f"; `{name}` {said}" in help_of(host, path)
    ((file, clause),) = host.snapshot().root_file_faults(str(path))
    assert file == str(tmp_path / name) and clause.startswith(said)
    assert errors(host, tmp_path / "c.proto") == []


def test_what_is_right_in_a_root_file_with_a_fault_counts(tmp_path: Path) -> None:
    files = {
        "buf.yaml": "version: v2\nmodules:\n  - path: defs\n  - 7\n  - path: [x]\n",
        "x/a.proto": proto("A", "b.proto"),
        "defs/b.proto": proto("B"),
    }
    path = lay_out(tmp_path, files) / "x/a.proto"
    host = Host([str(tmp_path)])
    assert errors(host, path) == []
    ((_, clause),) = host.snapshot().root_file_faults(str(path))
    assert clause == "has an entry in `modules` that names no folder and is left out"
