"""What git ignores, the settings exclude or the editor hides is not searched, over the wire; what is open or imported counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.lsp.processes import eventually
from tests.lsp.wire import PULL, Message, Wire, place

WATCHED, SETTINGS = "workspace/didChangeWatchedFiles", "workspace/didChangeConfiguration"
ASKED: Message = {**PULL, "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}}}
REPORTING: Message = {**PULL, "workspace": {"diagnostics": {"refreshSupport": False}}}
MAIN = 'syntax = "proto3";\nimport "gen/made.proto";\nmessage Main {\n  Made made = 1;\n  string text = 1;\n}\n'
MADE = 'syntax = "proto3";\nmessage Made {}\nmessage MadeToo { Made made = 1; string text = 1; }\n'
REQUEST = "# @name made\nGRPC localhost:1/made.Service/Method\n\n{\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a folder that git ignores; three of its files have a fault."""
    (tmp_path / "gen").mkdir()
    (tmp_path / "gen" / "made.proto").write_text(MADE)
    (tmp_path / "gen" / "made.grpc").write_text(REQUEST)
    (tmp_path / "main.proto").write_text(MAIN)
    (tmp_path / ".gitignore").write_text("gen/\n")
    return tmp_path


@pytest.fixture
def session(wire: Wire, folder: Path) -> Iterator[Wire]:
    """A session in the workspace."""
    wire.initialize(folder, capabilities=PULL)
    yield wire
    assert wire.end() == 0
    assert wire.odd_log_lines() == []


def symbols(wire: Wire, query: str) -> list[str]:
    """The names that a search of the workspace finds."""
    return sorted(each["name"] for each in wire.result("workspace/symbol", {"query": query}) or [])


def told(wire: Wire, path: Path) -> None:
    """Tell the server that the file changed."""
    wire.notify(WATCHED, {"changes": [{"uri": path.as_uri(), "type": 2}]})


def at(uri: str, text: str, part: str) -> Message:
    """The parameters of a request about the first `part` of the text."""
    return {"textDocument": {"uri": uri}, "position": place(text, part)}


def test_an_ignore_file_and_its_change_count(session: Wire, folder: Path) -> None:
    assert symbols(session, "Ma") == ["Main"] and symbols(session, "made") == []
    (folder / ".gitignore").write_text("main.proto\n")
    told(session, folder / ".gitignore")
    assert symbols(session, "Ma") == ["Made", "MadeToo", "made"]
    (folder / ".gitignore").unlink()
    told(session, folder / ".gitignore")
    assert symbols(session, "Ma") == ["Made", "MadeToo", "Main", "made"]


def test_an_imported_file_counts_though_it_is_ignored(session: Wire, folder: Path) -> None:
    uri = session.open(folder / "main.proto")
    assert [each["code"] for each in session.pulled(uri)] == ["duplicate-field-number"]
    (found,) = session.result("textDocument/definition", at(uri, MAIN, "Made made"))
    assert (found.get("targetUri") or found["uri"]) == (folder / "gen" / "made.proto").as_uri()
    assert "Made" in str(session.result("textDocument/hover", at(uri, MAIN, "Made made")))
    params = {**at(uri, MAIN, "Made made"), "context": {"includeDeclaration": True}}
    found = [
        (each["uri"].rpartition("/")[2], each["range"]["start"]["line"])
        for each in session.result("textDocument/references", params)
    ]
    assert sorted(found) == [("made.proto", 1), ("made.proto", 2), ("main.proto", 3)], "its own file is looked at"
    typed = MAIN.replace("Made made", "Mad")
    session.change(uri, 2, typed)
    position = place(typed, "Mad")
    params = {"textDocument": {"uri": uri}, "position": {**position, "character": position["character"] + 3}}
    items = session.result("textDocument/completion", params)
    assert {"Made", "MadeToo"} <= {each["label"] for each in (items["items"] if isinstance(items, dict) else items)}


def test_an_open_file_counts_though_it_is_ignored(session: Wire, folder: Path) -> None:
    uri = session.open(folder / "gen" / "made.proto")
    assert [each["code"] for each in session.pulled(uri)] == ["duplicate-field-number"]
    assert symbols(session, "MadeToo") == ["MadeToo"]
    assert session.result("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    session.close(uri)
    assert symbols(session, "MadeToo") == []


def reported(wire: Wire) -> list[str]:
    """The names of files that workspace diagnostics report."""
    report = wire.result("workspace/diagnostic", {"previousResultIds": []})
    return sorted(each["uri"].rpartition("/")[2] for each in report["items"])


def test_ignored_files_are_not_reported_on(wire: Wire, folder: Path) -> None:
    wire.initialize(folder, capabilities=REPORTING)
    wire.notify(SETTINGS, {"settings": {"protowright": {"diagnostics": {"workspace": True}}}})
    assert reported(wire) == ["main.proto"]
    wire.notify(SETTINGS, {"settings": {"protowright": {"diagnostics": {"workspace": True}, "useIgnoreFiles": False}}})
    assert reported(wire) == ["made.grpc", "made.proto", "main.proto"]


def test_settings_exclude_and_their_change_counts(session: Wire, folder: Path) -> None:
    session.notify(SETTINGS, {"settings": {"protowright": {"useIgnoreFiles": False, "exclude": ["/main.proto"]}}})
    assert symbols(session, "Ma") == ["Made", "MadeToo", "made"]
    session.notify(SETTINGS, {"settings": {"protowright": {"useIgnoreFiles": False}}})
    assert symbols(session, "Ma") == ["Made", "MadeToo", "Main", "made"]
    (folder / "protowright.toml").write_text('useIgnoreFiles = false\nexclude = ["made.*"]\n')
    session.notify(SETTINGS, {"settings": {"protowright": {}}})
    assert symbols(session, "Ma") == ["Main"]


# What the editor hides


def hidden(folder: Path, *globs: str) -> Message:
    return {"editor": {"filesExclude": {folder.as_uri(): list(globs)}}}


def begun(wire: Wire, folder: Path, options: Any, capabilities: Message = PULL) -> None:
    """Begin a session with initialization options."""
    params = {
        "processId": None,
        "rootUri": folder.as_uri(),
        "capabilities": capabilities,
        "initializationOptions": options,
    }
    wire.result("initialize", params)
    wire.notify("initialized", {})


@pytest.mark.parametrize(
    ("glob", "found"),
    [
        ("**/main.proto", ["Made", "MadeToo", "made"]),
        ("**/{gen,main.proto}", []),
        ("gen/*.{proto,grpc}", ["Main"]),
        ("made.proto", ["Made", "MadeToo", "Main", "made"]),  # not at any depth, unlike in a `.gitignore`
        ("{" * 40 + ",a}" * 40, ["Made", "MadeToo", "Main", "made"]),
    ],
)
def test_what_the_editor_hides_is_not_found(wire: Wire, folder: Path, glob: str, found: list[str]) -> None:
    begun(wire, folder, {"useIgnoreFiles": False, **hidden(folder, glob)})
    assert symbols(wire, "Ma") == found
    assert wire.collected("window/showMessage") == []


@pytest.mark.parametrize(
    "odd", [None, 1, [], {"filesExclude": ["a"]}, {"filesExclude": {"file:///a": [1, ""], "b": 1}}]
)
def test_what_has_another_form_hides_nothing(wire: Wire, folder: Path, odd: object) -> None:
    begun(wire, folder, {"useIgnoreFiles": False, "editor": odd})
    assert symbols(wire, "Ma") == ["Made", "MadeToo", "Main", "made"]


def test_what_the_editor_hides_changes_in_the_middle_of_a_session(wire: Wire, folder: Path) -> None:
    (folder / "protowright.toml").write_text('exclude = ["other"]\n')
    (folder / "other").mkdir()
    (folder / "other" / "other.proto").write_text('syntax = "proto3";\nmessage Mask {}\n')
    wire.responses_to_server["workspace/configuration"] = [{"exclude": [], **hidden(folder, "**/main.proto")}]
    begun(wire, folder, hidden(folder, "**/main.proto"), ASKED)
    assert eventually(lambda: symbols(wire, "Ma") == [])
    wire.responses_to_server["workspace/configuration"] = [{"exclude": [], **hidden(folder)}]
    wire.notify(SETTINGS, {"settings": None})
    assert eventually(lambda: symbols(wire, "Ma") == ["Main"])


def test_a_folder_that_is_added_is_asked_about(
    wire: Wire, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    more = tmp_path_factory.mktemp("more")
    (more / "more.proto").write_text('syntax = "proto3";\nmessage More {}\nmessage Mole {}\n')
    wire.responses_to_server["workspace/configuration"] = [hidden(folder)]
    begun(wire, folder, hidden(folder), ASKED)
    assert eventually(lambda: symbols(wire, "Mai") == ["Main"])
    wire.responses_to_server["workspace/configuration"] = [hidden(more, "*.proto")]
    added = {"added": [{"uri": more.as_uri(), "name": "more"}], "removed": []}
    wire.notify("workspace/didChangeWorkspaceFolders", {"event": added})
    assert eventually(lambda: symbols(wire, "Mo") == [])
    wire.responses_to_server["workspace/configuration"] = [hidden(more)]
    wire.notify(SETTINGS, {"settings": None})
    assert eventually(lambda: symbols(wire, "Mo") == ["Mole", "More"])
