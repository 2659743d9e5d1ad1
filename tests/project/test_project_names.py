"""The names of a workspace, found without parsing, and the paths to import them by."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.protos import bundled, samples, text_of

from protowright.project import scans
from protowright.project.host import Host
from protowright.project.name_index import KnownName
from protowright.project.name_scan import ScannedName, scan
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.symbols import ExtensionSymbol, MessageSymbol, Symbol
from protowright.proto.syntax.parser import parse

REAL = {**bundled(), **samples()}


def parsed_names(text: str) -> Iterator[tuple[str, str]]:
    """The names that a parse finds."""
    for symbol in FileSymbols(parse(text)).by_name.values():
        if symbol.kind.value in ("message", "enum", "service", "extension") and not _is_map_entry(symbol):
            yield symbol.full_name, symbol.kind.value


def _is_map_entry(symbol: Symbol) -> bool:
    return isinstance(symbol, MessageSymbol) and symbol.map_field is not None


@pytest.mark.parametrize("name", sorted(REAL))
def test_a_scan_finds_what_a_parse_finds(name: str) -> None:
    text = text_of(REAL[name])
    found = [(each.full_name, each.kind) for each in scan(text).names]
    assert sorted(found) == sorted(parsed_names(text))


def test_a_scan_finds_what_goes_with_a_name() -> None:
    text = """
        edition = "2024"; // message NoneOfThis {
        package a.b;
        import public "c.proto";
        export message M { option deprecated = true; message N {} export enum E { X = 0; } }
        local message L { string s = 1 [default = "message Q {"]; }
        extend google.protobuf.FieldOptions { string label = 5000; }
        """
    found = scan(text)
    assert (found.package, found.imports) == ("a.b", ("c.proto",))
    assert found.names == (
        ScannedName("a.b.M", "message", is_deprecated=True),
        ScannedName("a.b.M.N", "message", is_local=True),
        ScannedName("a.b.M.E", "enum"),
        ScannedName("a.b.L", "message", is_local=True),
        ScannedName("a.b.label", "extension", "google.protobuf.FieldOptions"),
    )


def test_groups_are_messages_and_fields() -> None:
    text = "extend A { optional group Reply = 7 { optional int32 x = 1; } }"
    names = [(each.full_name, each.kind) for each in scan(text).names]
    assert sorted(names) == sorted(parsed_names(text)) == [("Reply", "message"), ("reply", "extension")]
    extension = next(FileSymbols(parse(text)).all_extensions())
    assert isinstance(extension, ExtensionSymbol)


def workspace(folder: Path, **files: str) -> Host:
    """A host of a folder with these files; `__` in a name stands for a slash."""
    for name, text in files.items():
        path = folder.joinpath(*f"{name}.proto".split("__"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Host([str(folder)])


def shown(names: Iterator[KnownName], folder: Path) -> list[str]:
    """The full names of those that are declared in the folder."""
    return [known.name.full_name for known in names if known.path.startswith(str(folder))]


def test_names_are_found_by_their_beginning_and_by_their_middle(tmp_path: Path) -> None:
    host = workspace(
        tmp_path, a="package p; message UserName {} message User { enum Kind { A = 0; } }", b="message Us {}"
    )
    names = host.snapshot().names()
    assert shown(names.beginning("us"), tmp_path) == ["Us", "p.User", "p.UserName"]
    assert shown(names.containing("NAME"), tmp_path) == ["p.UserName"]
    assert shown(names.containing("us"), tmp_path) == []
    assert shown(names.within("p.User"), tmp_path) == ["p.User.Kind"]
    assert "p" in names.packages("") and "protobuf" in names.packages("google")


def test_what_is_open_counts_and_not_what_is_on_disk(tmp_path: Path) -> None:
    host = workspace(tmp_path, a="message Old {}")
    host.open(str(tmp_path / "a.proto"), "message Fresh {}")
    names = host.snapshot().names()
    assert shown(names.beginning(""), tmp_path) == ["Fresh"]
    host.close(str(tmp_path / "a.proto"))
    assert shown(host.snapshot().names().beginning(""), tmp_path) == ["Old"]


def test_a_change_on_disk_is_seen_and_only_changed_files_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = workspace(tmp_path, a="message A {}", b="message B {}")
    host.snapshot().names()
    read: list[str] = []

    def recorded(text: str) -> object:
        read.append(text)
        return scans.scan(text)

    monkeypatch.setattr("protowright.project.name_index.scan", recorded)
    (tmp_path / "b.proto").write_text("message Changed {}")
    (tmp_path / "c.proto").write_text("message C {}")
    (tmp_path / "a.proto").touch()
    host.disk_changed()
    assert shown(host.snapshot().names().beginning(""), tmp_path) == ["A", "C", "Changed"]
    assert sorted(read) == ["message A {}", "message C {}", "message Changed {}"]
    (tmp_path / "a.proto").unlink()
    host.disk_changed()
    assert shown(host.snapshot().names().beginning(""), tmp_path) == ["C", "Changed"]
    assert len(read) == 3


def test_nobody_waits_for_an_index_that_is_being_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    host = workspace(tmp_path, a="message A {}")
    host.snapshot().names()
    (tmp_path / "a.proto").write_text("message Fresh {}")
    host.disk_changed()
    begun, may_go_on = threading.Event(), threading.Event()

    def slow(text: str) -> object:
        begun.set()
        assert may_go_on.wait(10)
        return scans.scan(text)

    monkeypatch.setattr("protowright.project.name_index.scan", slow)
    other = threading.Thread(target=host.snapshot().names)
    other.start()
    assert begun.wait(10)
    host.open(str(tmp_path / "b.grpc"), "")  # another snapshot
    assert shown(host.snapshot().names().beginning(""), tmp_path) == ["A"]
    may_go_on.set()
    other.join(10)
    host.open(str(tmp_path / "b.grpc"), "", 2)
    assert shown(host.snapshot().names().beginning(""), tmp_path) == ["Fresh"]


@pytest.mark.parametrize(
    ("target", "package", "name"),
    [
        ("shop/v1/b.proto", "shop.v1", "shop/v1/b.proto"),
        ("shop/v1/b.proto", "", "b.proto"),
        ("other/c.proto", "", "other/c.proto"),
        ("vendor/x/y.proto", "x", "x/y.proto"),
    ],
)
def test_the_name_for_an_import_is_short_and_leads_there(tmp_path: Path, target: str, package: str, name: str) -> None:
    files = ("shop/v1/a.proto", "shop/v1/b.proto", "other/c.proto", "vendor/x/y.proto")
    host = workspace(tmp_path, **{file.removesuffix(".proto").replace("/", "__"): "" for file in files})
    snapshot = host.snapshot()
    importer, path = str(tmp_path / "shop/v1/a.proto"), str(tmp_path / target)
    assert snapshot.name_for_import(importer, path, package) == name
    assert snapshot.resolve_import(importer, name).path == path


def test_a_root_that_is_named_goes_before_one_that_works(tmp_path: Path) -> None:
    host = workspace(tmp_path, protos__a="", protos__sub__b="", protos__sub__c="")
    host = Host([str(tmp_path)], import_paths=["protos"])
    found = host.snapshot().name_for_import(
        str(tmp_path / "protos/sub/b.proto"), str(tmp_path / "protos/sub/c.proto"), ""
    )
    assert found == "sub/c.proto"


def test_a_file_that_no_root_leads_to_has_no_name(tmp_path: Path) -> None:
    host = workspace(tmp_path / "in", a="")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.proto").write_text("")
    found = host.snapshot().name_for_import(str(tmp_path / "in/a.proto"), str(tmp_path / "out" / "b.proto"), "")
    assert found is None


def test_folders_are_listed_one_at_a_time(tmp_path: Path) -> None:
    host = workspace(tmp_path, a="", a__b="", a__c__d="", a__c__e="")
    (tmp_path / "empty").mkdir()
    snapshot = host.snapshot()
    assert snapshot.proto_entries(str(tmp_path)) == {"a.proto", "a/"}
    assert snapshot.proto_entries(str(tmp_path / "a")) == {"b.proto", "c/"}
    assert snapshot.proto_entries(str(tmp_path / "nowhere")) == set()
