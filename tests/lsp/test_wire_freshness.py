"""What changes on disk is known right afterwards: over the wire, without a restart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.lsp.processes import eventually
from tests.lsp.wire import PULL, Message, Wire

WATCHED = "workspace/didChangeWatchedFiles"
CREATED, CHANGED, DELETED = 1, 2, 3
PROGRESS: Message = {**PULL, "window": {"workDoneProgress": True}}


def told(wire: Wire, kind: int, *paths: Path) -> None:
    """Tell the server that files changed."""
    wire.notify(WATCHED, {"changes": [{"uri": path.as_uri(), "type": kind} for path in paths]})


def symbols(wire: Wire, query: str) -> list[str]:
    """The names that a search of the workspace finds."""
    return sorted(each["name"] for each in wire.result("workspace/symbol", {"query": query}) or [])


def text(name: str) -> str:
    return f'syntax = "proto3";\nmessage {name} {{}}\n'


def test_a_checkout_of_a_thousand_files(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=PULL)
    user = wire.open(
        tmp_path / "user.proto", 'syntax = "proto3";\nimport "d7/f77.proto";\nmessage U { Old77 a = 1; }\n'
    )
    assert wire.pulled(user)
    paths = [tmp_path / f"d{number % 10}" / f"f{number}.proto" for number in range(1000)]
    for word in ("Old", "New"):
        for number, path in enumerate(paths):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text(f"{word}{number}"))
        told(wire, CREATED if word == "Old" else CHANGED, *paths)
        assert symbols(wire, f"{word}999") == [f"{word}999"]
        assert bool(wire.pulled(user)) == (word == "New")
    assert symbols(wire, "Old999") == []
    for path in paths[1:]:
        path.unlink()
    told(wire, DELETED, *paths[1:])
    assert symbols(wire, "New") == ["New0"]


def test_a_file_is_renamed_in_its_case_only(wire: Wire, tmp_path: Path) -> None:
    lower, upper = tmp_path / "base.proto", tmp_path / "Base.proto"
    lower.write_text(text("Base"))
    wire.initialize(tmp_path, capabilities=PULL)
    user = wire.open(tmp_path / "user.proto", 'syntax = "proto3";\nimport "base.proto";\nmessage U { Base a = 1; }\n')
    assert wire.pulled(user) == []
    lower.rename(upper)
    told(wire, DELETED, lower)
    told(wire, CREATED, upper)
    assert "base.proto" in wire.pulled(user)[0]["message"]
    (found,) = wire.result("workspace/symbol", {"query": "Base"})
    assert found["location"]["uri"] == upper.as_uri()


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_a_loop_of_links_does_no_harm(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "a.proto").write_text(text("Alone"))
    os.symlink(tmp_path, tmp_path / "a" / "loop")
    os.symlink(tmp_path / "dangling", tmp_path / "a" / "gone.proto")
    wire.initialize(tmp_path, capabilities=PULL)
    assert symbols(wire, "Alone") == ["Alone"]


def test_the_index_tells_how_far_it_is(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(text("A"))
    wire.initialize(tmp_path, capabilities=PROGRESS)
    token = wire.notification("window/workDoneProgress/create")["token"]
    kinds = [wire.notification("$/progress", token=token)["value"]["kind"] for _ in range(3)]
    assert kinds == ["begin", "report", "end"]
    told(wire, CHANGED, tmp_path / "a.proto")
    assert wire.notification("window/workDoneProgress/create")["token"] != token


def test_the_index_can_be_cancelled_and_a_search_finds_all_the_same(wire: Wire, tmp_path: Path) -> None:
    for number in range(1000):
        (tmp_path / f"f{number}.proto").write_text(text(f"Name{number}") * 20)
    wire.initialize(tmp_path, capabilities=PROGRESS)
    token = wire.notification("window/workDoneProgress/create")["token"]
    assert wire.notification("$/progress", token=token)["value"] == {
        "kind": "begin",
        "title": "Indexing",
        "cancellable": True,
        "percentage": 0,
    }
    wire.notify("window/workDoneProgress/cancel", {"token": token})
    while wire.notification("$/progress", token=token)["value"]["kind"] != "end":
        pass
    assert "Name999" in symbols(wire, "Name999")


def test_a_second_session_knows_what_the_first_one_found(tmp_path: Path) -> None:
    cache, folder = tmp_path / "cache", tmp_path / "files"
    folder.mkdir()
    for name in ("A1", "A2"):
        (folder / f"{name}.proto").write_text(text(name))
    for expected in (["A1", "A2"], ["A1", "A2"], ["A1", "B2"]):
        if expected[1] == "B2":
            (folder / "A2.proto").write_text(text("B2") + "// another size\n")
            damaged = next((cache / "protowright" / "index").glob("*.sqlite"))
            damaged.write_bytes(b"half of it" + damaged.read_bytes()[:50])
        with Wire({"XDG_CACHE_HOME": str(cache)}) as wire:
            wire.initialize(folder, capabilities=PULL)
            assert symbols(wire, "2") + symbols(wire, "A1") == [expected[1], "A1"]
            assert eventually(lambda: any((cache / "protowright" / "index").glob("*.sqlite")))
            assert wire.end() == 0


def test_a_save_is_noticed_for_a_client_that_does_not_watch(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=PULL)
    assert symbols(wire, "Fresh") == []
    path = tmp_path / "fresh.proto"
    uri = wire.open(path, text("Fresh"))
    path.write_text(text("Fresh"))
    wire.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    wire.close(uri)
    assert symbols(wire, "Fresh") == ["Fresh"]
