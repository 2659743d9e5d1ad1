"""Diagnostics: pushed or pulled, and kept in step with what they depend on."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from tests.lsp.processes import eventually
from tests.lsp.wire import PULL, Wire

PUSHED = "textDocument/publishDiagnostics"
REFRESH = "workspace/diagnostic/refresh"
WATCHED = "workspace/didChangeWatchedFiles"
BASE = 'syntax = "proto3";\nmessage Base {}\n'
WRONG = 'syntax = "proto3";\nmessage A { Lost a = 1; }\n'
USER = 'syntax = "proto3";\nimport "base.proto";\nmessage User { Base base = 1; }\n'
QUIET = 0.4
"""How long one waits for something that must not come, in seconds; a check begins 0.05 s after a change."""

REFRESHING = {**PULL, "workspace": {"diagnostics": {"refreshSupport": True}}}
RELATED = {"textDocument": {"diagnostic": {"relatedDocumentSupport": True}}}
WATCHING = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


def codes(diagnostics: list[dict[str, object]]) -> list[object]:
    """The codes of diagnostics, sorted."""
    return sorted(diagnostic["code"] for diagnostic in diagnostics)  # type: ignore[type-var]


def saved(folder: Path, name: str, text: str) -> Path:
    """A file on disk."""
    path = folder / name
    path.write_text(text)
    return path


def test_a_client_that_cannot_pull_is_pushed_to(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", WRONG)
    assert codes(wire.published(uri, 1)) == ["unresolved-type"]
    wire.change(uri, 2, 'syntax = "proto3";\nmessage A { int32 a = 1; }')
    assert wire.published(uri, 2) == []


def test_a_burst_of_changes_is_checked_once(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", BASE)
    for version in range(2, 42):
        wire.change(uri, version, BASE + "x" * version)
    assert wire.published(uri, 41)
    versions = [pushed["version"] for pushed in wire.collected(PUSHED)]
    assert len(versions) < 10 and versions == sorted(versions)


def test_a_client_that_pulls_is_never_pushed_to(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=PULL)
    uri = wire.open(tmp_path / "a.proto", WRONG)
    assert codes(wire.pulled(uri)) == ["unresolved-type"]
    wire.change(uri, 2, BASE)
    wire.close(uri)
    wire.notify(WATCHED, {"changes": []})
    time.sleep(QUIET)
    assert wire.collected(PUSHED) == wire.collected(REFRESH) == []


def test_a_pull_says_when_nothing_changed(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=PULL)
    base = wire.open(tmp_path / "base.proto", BASE)
    user = wire.open(tmp_path / "user.proto", USER)
    document = {"textDocument": {"uri": user}}
    first = wire.result("textDocument/diagnostic", document)
    assert (first["kind"], first["items"]) == ("full", [])
    again = wire.result("textDocument/diagnostic", {**document, "previousResultId": first["resultId"]})
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    wire.change(base, 2, BASE.replace("Base", "Other"))
    changed = wire.result("textDocument/diagnostic", {**document, "previousResultId": first["resultId"]})
    assert changed["kind"] == "full" and changed["items"] and changed["resultId"] != first["resultId"]


def test_a_dependent_is_pushed_again_when_a_buffer_changes(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    base = wire.open(tmp_path / "base.proto", BASE)
    user = wire.open(saved(tmp_path, "user.proto", USER))
    assert eventually(lambda: wire.published(user) == [])
    wire.change(base, 2, BASE.replace("Base", "Other"))
    assert "Base" in wire.published(user)[0]["message"]
    wire.change(base, 3, BASE)
    assert wire.published(user) == []


def test_a_dependent_is_pushed_again_when_an_unsaved_buffer_is_closed(wire: Wire, tmp_path: Path) -> None:
    saved(tmp_path, "base.proto", BASE)
    wire.initialize(tmp_path)
    base = wire.open(tmp_path / "base.proto", BASE.replace("Base", "Other"))
    user = wire.open(tmp_path / "user.proto", USER)
    assert wire.published(user)
    wire.close(base)
    assert wire.published(base) == []
    assert eventually(lambda: wire.published(user) == [])


def test_the_client_is_asked_to_pull_dependents_again(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=REFRESHING)
    base = wire.open(tmp_path / "base.proto", BASE)
    user = wire.open(tmp_path / "user.proto", USER)
    assert wire.pulled(user) == []
    wire.notification(REFRESH)
    wire.change(base, 2, BASE.replace("Base", "Other"))
    wire.notification(REFRESH)
    assert "Base" in wire.pulled(user)[0]["message"]


def test_a_pull_tells_of_dependents_whose_diagnostics_changed(wire: Wire, tmp_path: Path) -> None:
    """Once, and for a client that could not be asked to pull them."""
    wire.initialize(tmp_path, capabilities=RELATED)
    base = wire.open(tmp_path / "base.proto", BASE)
    user = wire.open(tmp_path / "user.proto", USER)
    other = wire.open(tmp_path / "other.proto", WRONG)
    asked = {"textDocument": {"uri": base}}
    assert wire.pulled(user) == [] and wire.pulled(other) != []
    first = wire.result("textDocument/diagnostic", asked)
    assert first["items"] == [] and "relatedDocuments" not in first
    wire.change(base, 2, BASE.replace("Base", "Other"))
    found = wire.result("textDocument/diagnostic", {**asked, "previousResultId": first["resultId"]})
    assert found["kind"] == "unchanged" and list(found["relatedDocuments"]) == [user]
    report = found["relatedDocuments"][user]
    assert report["kind"] == "full" and "Base" in report["items"][0]["message"]
    again = wire.result(
        "textDocument/diagnostic", {"textDocument": {"uri": user}, "previousResultId": report["resultId"]}
    )
    assert again["kind"] == "unchanged"
    assert "relatedDocuments" not in wire.result("textDocument/diagnostic", asked)
    wire.close(user)
    wire.change(base, 3, BASE)
    assert "relatedDocuments" not in wire.result("textDocument/diagnostic", asked)


def test_a_pull_tells_of_requests_whose_diagnostics_changed(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=RELATED)
    text = "message A { string a = 1; }\nservice S { rpc R(A) returns (A); }\n"
    base = wire.open(tmp_path / "base.proto", text)
    calls = wire.open(tmp_path / "a.grpc", "GRPC localhost:1/S/R\n\n{}\n")
    assert wire.pulled(calls) == []
    wire.change(base, 2, text.replace("rpc R", "rpc Other"))
    found = wire.result("textDocument/diagnostic", {"textDocument": {"uri": base}})
    assert "R" in found["relatedDocuments"][calls]["items"][0]["message"]


@pytest.mark.parametrize("capabilities", [PULL, {**RELATED, "workspace": REFRESHING["workspace"]}])
def test_a_pull_tells_of_one_file_where_nothing_more_is_needed(
    wire: Wire, tmp_path: Path, capabilities: dict[str, object]
) -> None:
    wire.initialize(tmp_path, capabilities=capabilities)
    base = wire.open(tmp_path / "base.proto", BASE)
    user = wire.open(tmp_path / "user.proto", USER)
    assert wire.pulled(user) == []
    wire.change(base, 2, BASE.replace("Base", "Other"))
    assert "relatedDocuments" not in wire.result("textDocument/diagnostic", {"textDocument": {"uri": base}})


@pytest.mark.parametrize("capabilities", [{}, REFRESHING], ids=["push", "pull"])
def test_a_file_that_changes_on_disk_is_read_again(wire: Wire, tmp_path: Path, capabilities: dict[str, object]) -> None:
    wire.initialize(tmp_path, capabilities={**capabilities})
    user = wire.open(saved(tmp_path, "user.proto", USER))

    def diagnostics() -> list[dict[str, object]]:
        return wire.pulled(user) if capabilities else wire.published(user)

    assert "base.proto" in str(diagnostics()[0]["message"])
    base = saved(tmp_path, "base.proto", BASE)
    wire.notify(WATCHED, {"changes": [{"uri": base.as_uri(), "type": 1}]})
    if capabilities:
        wire.notification(REFRESH)
    assert diagnostics() == []
    base.unlink()
    wire.notify(WATCHED, {"changes": [{"uri": base.as_uri(), "type": 3}]})
    if capabilities:
        wire.notification(REFRESH)
    assert diagnostics() != []


def test_the_server_asks_to_watch_what_it_reads(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=WATCHING)
    (registration,) = wire.notification("client/registerCapability")["registrations"]
    assert registration["method"] == WATCHED
    globs = {watcher["globPattern"] for watcher in registration["registerOptions"]["watchers"]}
    assert {"**/*.proto", "**/*.grpc", "**/.gitignore", "**/buf.yaml", "**/http-client.env.json", "**/.env"} <= globs


def test_a_client_that_cannot_watch_is_not_asked_to(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    wire.published(wire.open(tmp_path / "a.proto", BASE))
    assert wire.collected("client/registerCapability") == []


def test_a_closed_file_has_no_diagnostics(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", WRONG)
    assert wire.published(uri)
    wire.change(uri, 2, WRONG + " ")
    wire.close(uri)
    if wire.published(uri):  # the check of the second text was faster than the next message
        assert wire.published(uri) == []
    time.sleep(QUIET)
    assert wire.collected(PUSHED) == []


def test_the_buffer_wins_over_the_disk(wire: Wire, tmp_path: Path) -> None:
    saved(tmp_path, "base.proto", "message Wrong {}")
    wire.initialize(tmp_path, capabilities=PULL)
    base = wire.open(tmp_path / "base.proto", BASE)
    user = wire.open(tmp_path / "user.proto", USER)
    assert wire.pulled(user) == []
    wire.notify(WATCHED, {"changes": [{"uri": base, "type": 2}]})
    assert wire.pulled(user) == []
    wire.close(base)
    assert wire.pulled(user) != []


def test_folders_come_and_go(wire: Wire, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    saved(two, "base.proto", BASE)
    wire.initialize(one)
    user = wire.open(saved(one, "user.proto", USER))
    assert wire.published(user)
    added = {"uri": two.as_uri(), "name": "two"}
    for event, clean in (({"added": [added], "removed": []}, True), ({"added": [], "removed": [added]}, False)):
        wire.notify("workspace/didChangeWorkspaceFolders", {"event": event})
        assert (wire.published(user) == []) is clean


def test_several_folders_are_searched_from_the_start(wire: Wire, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
    saved(two, "base.proto", BASE)
    wire.initialize(one, two, capabilities=PULL)
    assert wire.pulled(wire.open(saved(one, "user.proto", USER))) == []


def test_an_untitled_buffer_is_checked_too(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    item = {"uri": "untitled:Untitled-1.proto", "languageId": "proto", "version": 1, "text": WRONG}
    wire.notify("textDocument/didOpen", {"textDocument": item})
    assert wire.published("untitled:Untitled-1.proto")


def test_a_uri_is_given_back_as_the_client_spells_it(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    spelled = (tmp_path / "a b.proto").as_uri().replace("a%20b", "%61%20b")
    item = {"uri": spelled, "languageId": "proto", "version": 1, "text": WRONG}
    wire.notify("textDocument/didOpen", {"textDocument": item})
    assert wire.published(spelled)
