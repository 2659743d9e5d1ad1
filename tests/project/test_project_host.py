"""What is open, what is on disk, and what a snapshot says of both."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from protowright.ide.diagnostics import diagnostics
from protowright.project import host as host_module
from protowright.project.host import Host
from protowright.project.ignored import IgnoreRules
from protowright.project.schemas import first_fault, schema_of_file, shown_path


def write(folder: Path, **files: str) -> None:
    """Write files; `__` in a name is a folder's end."""
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".proto")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def codes(host: Host, path: Path) -> list[str]:
    return [item.code.name for item in diagnostics(host.snapshot(), str(path))]


USER = 'syntax = "proto3";\nimport "b.proto";\nmessage A { B b = 1; }\n'
OTHER = 'syntax = "proto3";\nmessage B {}\n'

# Files that come and go


@pytest.mark.parametrize("is_told", [False, True])
def test_an_imported_file_that_appears_or_vanishes_is_noticed(tmp_path: Path, is_told: bool) -> None:
    write(tmp_path, a=USER)
    host = Host([str(tmp_path)])
    host.is_told_of_files = is_told
    path = tmp_path / "a.proto"
    for _ in range(2):
        assert codes(host, path) == ["unresolved-import", "unresolved-type"]
        write(tmp_path, b=OTHER)
        host.disk_changed()
        assert codes(host, path) == []
        (tmp_path / "b.proto").unlink()
        host.disk_changed()


@pytest.mark.parametrize("is_told", [False, True])
def test_a_file_that_changes_on_disk_is_read_again(tmp_path: Path, is_told: bool) -> None:
    write(tmp_path, a=USER, b=OTHER)
    host = Host([str(tmp_path)])
    host.is_told_of_files = is_told
    assert codes(host, tmp_path / "a.proto") == []
    write(tmp_path, b=OTHER.replace("message B", "message Other"))
    host.disk_changed()
    assert codes(host, tmp_path / "a.proto") == ["unresolved-type"]


def test_an_unchanged_file_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, b=OTHER)
    host = Host([str(tmp_path)])
    first = host.snapshot().document(str(tmp_path / "b.proto"))
    host.disk_changed()
    assert first is not None and host.snapshot().document(str(tmp_path / "b.proto")) is first


def test_what_is_open_wins_over_what_is_on_disk(tmp_path: Path) -> None:
    write(tmp_path, a=USER, b=OTHER)
    host = Host([str(tmp_path)])
    host.open(str(tmp_path / "b.proto"), OTHER.replace("message B", "message Other"), 1)
    assert codes(host, tmp_path / "a.proto") == ["unresolved-type"]
    host.close(str(tmp_path / "b.proto"))
    assert codes(host, tmp_path / "a.proto") == []


def test_a_new_file_that_is_not_saved_can_be_imported(tmp_path: Path) -> None:
    write(tmp_path, a=USER)
    host = Host([str(tmp_path)])
    assert "unresolved-import" in codes(host, tmp_path / "a.proto")
    host.open(str(tmp_path / "b.proto"), OTHER, 1)
    assert codes(host, tmp_path / "a.proto") == []
    host.close(str(tmp_path / "b.proto"))
    assert "unresolved-import" in codes(host, tmp_path / "a.proto")


def test_snapshots_do_not_change(tmp_path: Path) -> None:
    host = Host([str(tmp_path)])
    path = str(tmp_path / "a.proto")
    host.open(path, OTHER, 1)
    before = host.snapshot()
    assert host.snapshot() is before
    host.open(path, USER, 2)
    after = host.snapshot()
    old, new = before.document(path), after.document(path)
    assert old is not None and new is not None
    assert (old.text, old.version, new.text, new.version) == (OTHER, 1, USER, 2)
    assert host.open_paths() == [path] and host.is_open(path) and host.text(path) == USER
    host.close(path)
    assert host.text(path) is None and not host.is_open(path)
    assert before.document(path) is old


@pytest.mark.parametrize("unparsed", [0, 1, 3])
def test_typing_parses_again_only_what_changed(tmp_path: Path, unparsed: int) -> None:
    """However many keys came in between that nobody asked about."""
    host = Host([str(tmp_path)])
    path = str(tmp_path / "a.proto")
    text = "".join(f"message A{number} {{\n  string a = 1;\n}}\n" for number in range(100))
    host.open(path, text, 1)
    first = host.snapshot().document(path)
    assert first is not None and len(first.tree.pieces) >= 100
    for number in range(unparsed):
        host.open(path, text.replace("A50", f"A50{number}"))
    host.open(path, text.replace("A50 {\n  string a", "A50 {\n  string b"), 2)
    second = host.snapshot().document(path)
    assert second is not None
    assert len(set(first.tree.pieces) & set(second.tree.pieces)) >= 98


# The index of services


def test_services_of_the_workspace(tmp_path: Path) -> None:
    service = 'syntax = "proto3";\npackage {};\nmessage M {{}}\nservice S {{ rpc A(M) returns (M); }}\n'
    write(tmp_path, one=service.format("one"), deep__two=service.format("two"), none="// service Not {}\n")
    write(tmp_path, node_modules__x=service.format("ignored"))
    host = Host([str(tmp_path)])
    assert dict(host.snapshot().services()) == {
        "one.S": str(tmp_path / "one.proto"),
        "two.S": str(tmp_path / "deep" / "two.proto"),
    }
    write(tmp_path, three=service.format("three"))
    (tmp_path / "one.proto").unlink()
    host.disk_changed()
    assert set(host.snapshot().services()) == {"two.S", "three.S"}
    host.open(str(tmp_path / "two_unsaved.proto"), service.format("unsaved"), 1)
    host.open(str(tmp_path / "three.proto"), service.format("renamed"), 1)
    assert set(host.snapshot().services()) == {"two.S", "unsaved.S", "renamed.S"}
    host.set_folders([])
    assert set(host.snapshot().services()) == {"unsaved.S", "renamed.S"}


def test_a_service_behind_a_comment_or_on_one_line_is_found(tmp_path: Path) -> None:
    write(tmp_path, a='syntax = "proto3"; message M {} service S { rpc A(M) returns (M); } /**/ service T {}')
    write(tmp_path, b="/* c */service U {}\n")
    write(tmp_path, c="service\n  V {}\n")
    assert set(Host([str(tmp_path)]).snapshot().services()) == {"S", "T", "U", "V"}


# Schemas


def test_a_schema_has_what_the_file_imports_first(tmp_path: Path) -> None:
    write(
        tmp_path, x__a='package x;\nimport "x/b.proto";\nimport public "c.proto";\n', x__b='import "c.proto";\n', c=""
    )
    host = Host([str(tmp_path)])
    schema = schema_of_file(host.snapshot(), str(tmp_path / "x" / "a.proto"))
    assert [file.name for file in schema.files] == ["c.proto", "x/b.proto", "x/a.proto"]
    assert schema.origin == "x/a.proto"


def test_places_are_those_of_the_names(tmp_path: Path) -> None:
    write(
        tmp_path, a="message A { message B { int32 c = 1; } enum D { E = 0; } }\nservice S { rpc R(A) returns (A); }\n"
    )
    path = str(tmp_path / "a.proto")
    schema = schema_of_file(Host([str(tmp_path)]).snapshot(), path)
    text = Path(path).read_text()
    assert set(schema.places) == {"A", "A.B", "A.B.c", "A.D", "A.E", "S", "S.R"}
    for name, place in schema.places.items():
        assert place.path == path and text.startswith(name.rpartition(".")[2], place.offset)


def test_lookups_in_a_schema(tmp_path: Path) -> None:
    write(
        tmp_path, a="package p;\nmessage A { message B {} enum C { X = 0; } }\nservice S { rpc R(A) returns (A.B); }\n"
    )
    schema = schema_of_file(Host([str(tmp_path)]).snapshot(), str(tmp_path / "a.proto"))
    message, nested, enum = schema.message(".p.A"), schema.message("p.A.B"), schema.enum("p.A.C")
    assert message is not None and nested is not None and enum is not None and schema.services() == ["p.S"]
    assert schema.message("p.A.C") is None and schema.enum("p.A") is None and schema.service("p.A") is None
    method = schema.method("p.S", "R")
    assert method is not None and method.full_name == "p.S.R" and method.descriptor.output_type == ".p.A.B"
    assert schema.method("p.S", "r") is None and schema.method("p.T", "R") is None


def test_the_first_fault_of_a_schema_is_found_in_what_it_imports(tmp_path: Path) -> None:
    write(tmp_path, a=USER, b="message B {\n  Nope n = 1;\n}\n")
    host = Host([str(tmp_path)])
    fault = first_fault(host.snapshot(), str(tmp_path / "a.proto"))
    assert fault is not None and (fault.path, fault.line) == (str(tmp_path / "b.proto"), 2)
    write(tmp_path, b=OTHER)
    host.disk_changed()
    assert first_fault(host.snapshot(), str(tmp_path / "a.proto")) is None


def test_names_of_files(tmp_path: Path) -> None:
    write(tmp_path, protos__shop__v1__a="package shop.v1;", protos__other__b="package shop.v1;", c="")
    snapshot = Host([str(tmp_path)]).snapshot()
    paths = [str(tmp_path / name) for name in ("protos/shop/v1/a.proto", "protos/other/b.proto", "c.proto")]
    assert [snapshot.import_name(path) for path in paths] == ["shop/v1/a.proto", "b.proto", "c.proto"]
    assert shown_path(snapshot, paths[0]) == "protos/shop/v1/a.proto"
    assert shown_path(snapshot, "/elsewhere/a.proto") == "/elsewhere/a.proto"


def test_what_changes_while_files_are_looked_for_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=OTHER)
    host = Host([str(tmp_path)])
    find = host_module.find_files

    def find_with_a_change_behind(
        folders: Iterable[str], suffix: str, rules: IgnoreRules, left_out: list[str]
    ) -> Iterator[str]:
        yield from find(folders, suffix, rules, left_out)
        write(tmp_path, b=OTHER)
        host.disk_changed()

    with monkeypatch.context() as patch:
        patch.setattr(host_module, "find_files", find_with_a_change_behind)
        assert len(host.proto_index().paths) == 1
    assert len(host.proto_index().paths) == 2


def test_threads_that_ask_at_once_get_the_same_symbols(tmp_path: Path) -> None:
    fields = "".join(f"  Other other{number} = {number};\n" for number in range(1, 400))
    write(tmp_path, other=OTHER, a=f'syntax = "proto3";\nimport "other.proto";\nmessage A {{\n{fields}}}\n')
    path, start = str(tmp_path / "a.proto"), threading.Barrier(8)
    snapshot = Host([str(tmp_path)]).snapshot()

    def ask() -> tuple[int, int, int]:
        start.wait(10)
        link, document = snapshot.linked(path), snapshot.document(path)
        assert link is not None and document is not None and link.imports
        return id(link), id(link.symbols), id(document.tree)

    with ThreadPoolExecutor(8) as threads:
        assert len({found.result() for found in [threads.submit(ask) for _ in range(8)]}) == 1


# A client that tells of changes


def test_who_is_told_of_changes_does_not_look_at_the_disk_for_every_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a=USER, b=OTHER)
    host = Host([str(tmp_path)])
    host.is_told_of_files = True
    path = tmp_path / "a.proto"
    host.open(str(path), USER)
    assert codes(host, path) == []
    looked: list[str] = []
    monkeypatch.setattr("protowright.project.host.fingerprint", looked.append)
    monkeypatch.setattr("protowright.project.roots.is_file", looked.append)
    host.open(str(path), USER.replace("B b", "B bb"), 2)
    assert codes(host, path) == []
    host.open(str(path), "// Not here.\n" + USER, 3)
    assert codes(host, path) == []
    assert looked == []


def test_a_file_that_is_not_saved_yet_is_imported_and_gone_again(tmp_path: Path) -> None:
    write(tmp_path, a=USER)
    host = Host([str(tmp_path)])
    host.is_told_of_files = True
    path = tmp_path / "a.proto"
    host.open(str(path), USER)
    assert codes(host, path) == ["unresolved-import", "unresolved-type"]
    host.open(str(tmp_path / "b.proto"), OTHER)
    assert codes(host, path) == []
    host.close(str(tmp_path / "b.proto"))
    assert codes(host, path) == ["unresolved-import", "unresolved-type"]


def test_what_nobody_tells_is_seen_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=USER)
    host = Host([str(tmp_path)])
    host.is_told_of_files = True
    path = tmp_path / "a.proto"
    host.open(str(path), USER)
    assert codes(host, path) == ["unresolved-import", "unresolved-type"]
    write(tmp_path, b=OTHER)
    host.open(str(path), USER + "\n", 2)
    assert codes(host, path) == ["unresolved-import", "unresolved-type"]
    monkeypatch.setattr(host_module, "_DISK_SECONDS", 0.0)
    host.open(str(path), USER, 3)
    assert codes(host, path) == []


def test_request_files_that_nobody_tells_of_are_seen_after_a_longer_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a=USER)
    host = Host([str(tmp_path)])
    host.is_told_of_files = True
    host.open(str(tmp_path / "a.proto"), USER)
    assert host.snapshot().request_paths() == []
    (tmp_path / "a.grpc").write_text("")
    monkeypatch.setattr(host_module, "_DISK_SECONDS", 0.0)
    host.open(str(tmp_path / "a.proto"), USER, 2)
    assert host.snapshot().request_paths() == []
    monkeypatch.setattr(host_module, "_WALK_SECONDS", 0.0)
    host.open(str(tmp_path / "a.proto"), USER, 3)
    assert host.snapshot().request_paths() == [str(tmp_path / "a.grpc")]


def test_an_import_means_another_file_when_the_package_is_another_one(tmp_path: Path) -> None:
    """The root that the package implies comes first."""
    write(tmp_path, other__b=OTHER, b=OTHER.replace("message B", "message Other"))
    host = Host([str(tmp_path)])
    host.is_told_of_files = True
    path = tmp_path / "other" / "shop" / "a.proto"
    text = USER.replace("import", "package nothing;\nimport")
    host.open(str(path), text)
    before = codes(host, path)
    host.open(str(path), text.replace("nothing", "shop"), 2)
    after = codes(host, path)
    assert (before, after) == (codes(fresh(host, path, text), path), [])


def fresh(host: Host, path: Path, text: str) -> Host:
    """A host of the same folders that knows nothing from before."""
    other = Host(host.folders)
    other.open(str(path), text)
    return other
