"""Code actions: the fixes of diagnostics, in the encoding and with the kinds the client asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Wire

LITERALS: dict[str, Any] = {
    "textDocument": {"codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}}}
}
RESOLVING = {
    "textDocument": {
        "codeAction": {
            **LITERALS["textDocument"]["codeAction"],
            "dataSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        }
    },
    "workspace": {
        "workspaceEdit": {
            "documentChanges": True,
            "resourceOperations": ["create"],
            "changeAnnotationSupport": {},
        }
    },
}
TEXT = 'edition = "2023";\nmessage A { /* 😀 */ optional string a = 1; }\n'


def asked(wire: Wire, uri: str, character: int, **context: Any) -> list[dict[str, Any]]:
    """The actions at a character of the second line."""
    place = {"line": 1, "character": character}
    found: list[dict[str, Any]] = wire.result(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": uri},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": [], **context},
        },
    )
    return found


@pytest.mark.parametrize(("encoding", "start"), [("utf-8", 23), ("utf-16", 21), ("utf-32", 20)])
def test_a_fix_is_an_edit_of_the_document(wire: Wire, tmp_path: Path, encoding: str, start: int) -> None:
    wire.initialize(tmp_path, encodings=[encoding], capabilities=LITERALS)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    (action,) = asked(wire, uri, start + 2, only=["quickfix"])
    assert (action["title"], action["kind"], action["isPreferred"]) == ("Remove `optional`", "quickfix", True)
    assert [each["code"] for each in action["diagnostics"]] == ["label-not-allowed"]
    place = {"start": {"line": 1, "character": start}, "end": {"line": 1, "character": start + 9}}
    assert action["edit"] == {"changes": {uri: [{"range": place, "newText": ""}]}}


def test_only_the_kinds_that_are_asked_for_are_given(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=LITERALS)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    assert len(asked(wire, uri, 22, only=["quickfix"])) == 1
    kinds = [action["kind"] for action in asked(wire, uri, 22, only=[""])]
    assert kinds[:2] == ["quickfix", "source.fixAll.protowright"]
    assert [each["kind"] for each in asked(wire, uri, 22, only=["source.fixAll"])] == kinds[1:2]
    assert asked(wire, uri, 22, only=["refactor.extract", "source.organizeImports"]) == []


def test_there_is_none_where_nothing_is_wrong(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=LITERALS)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    assert asked(wire, uri, 3, only=["quickfix"]) == []
    assert asked(wire, (tmp_path / "never-opened.proto").as_uri(), 3) == []


def test_what_costs_time_is_worked_out_when_it_is_asked_for(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=RESOLVING)
    uri = wire.open(tmp_path / "a.proto", TEXT, version=7)
    (action,) = asked(wire, uri, 3, only=["source.fixAll"])
    assert "edit" not in action
    resolved = wire.result("codeAction/resolve", action)
    (change,) = resolved["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 7}
    assert [edit["newText"] for edit in change["edits"]] == [""]
    wire.change(uri, 8, TEXT.replace("optional ", ""))
    assert "edit" not in wire.result("codeAction/resolve", action)


def test_a_client_without_literals_gets_commands(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    wire.responses_to_server["workspace/applyEdit"] = {"applied": True}
    uri = wire.open(tmp_path / "a.proto", TEXT)
    command, *_ = asked(wire, uri, 22)
    assert (command["title"], command["command"]) == ("Remove `optional`", "protowright.applyAction")
    params = {"command": command["command"], "arguments": command["arguments"]}
    assert wire.result("workspace/executeCommand", params) is True
    edit = wire.notification("workspace/applyEdit")["edit"]
    assert [each["newText"] for each in edit["changes"][uri]] == [""]


@pytest.mark.parametrize("data", [None, 1, {}, {"uri": "a", "span": "x", "kind": "", "title": "", "index": 0}])
def test_what_no_action_of_ours_carries_is_not_resolved(wire: Wire, tmp_path: Path, data: Any) -> None:
    wire.initialize(tmp_path, capabilities=RESOLVING)
    assert "edit" not in wire.result("codeAction/resolve", {"title": "Other", "data": data})


NUMBERS = 'syntax = "proto3";\nmessage A { int32 a = 3; } message B {}\n'


def test_what_changes_the_wire_is_confirmed(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=RESOLVING)
    uri = wire.open(tmp_path / "a.proto", NUMBERS)
    action = next(each for each in asked(wire, uri, 13) if each["title"].startswith("Renumber"))
    edit = wire.result("codeAction/resolve", action)["edit"]
    ((key, annotation),) = edit["changeAnnotations"].items()
    assert annotation["needsConfirmation"] and "wire" in annotation["description"]
    assert [each["annotationId"] for each in edit["documentChanges"][0]["edits"]] == [key]


def test_a_client_that_cannot_confirm_reads_the_warning(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=LITERALS)
    uri = wire.open(tmp_path / "a.proto", NUMBERS)
    (action,) = (each for each in asked(wire, uri, 13) if each["title"].startswith("Renumber"))
    assert "changes the wire format" in action["title"]


def test_a_new_file_is_created_by_clients_that_can(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=RESOLVING)
    uri = wire.open(tmp_path / "main.proto", NUMBERS)
    action = next(each for each in asked(wire, uri, 9) if each["title"].startswith("Move"))
    create, new, old = wire.result("codeAction/resolve", action)["edit"]["documentChanges"]
    assert (create["kind"], create["uri"]) == ("create", (tmp_path / "a.proto").as_uri())
    assert new["edits"][0]["newText"] == 'syntax = "proto3";\n\nmessage A { int32 a = 3; }\n'
    assert old["textDocument"]["uri"] == uri


def test_a_client_that_creates_no_files_is_not_offered_any(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=LITERALS)
    uri = wire.open(tmp_path / "main.proto", NUMBERS)
    assert not any(each["title"].startswith("Move") for each in asked(wire, uri, 9))


def test_what_cannot_be_done_says_why(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=RESOLVING)
    text = 'syntax = "proto2";\nenum E { A = 0; B = 1; } message M { optional E e = 1 [default = B]; }\n'
    uri = wire.open(tmp_path / "a.proto", text)
    action = next(each for each in asked(wire, uri, 16) if each["title"].startswith("Delete"))
    assert "edit" not in wire.result("codeAction/resolve", action)
    assert "used in a.proto" in wire.notification("window/showMessage")["message"]
