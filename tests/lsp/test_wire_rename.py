"""Renaming over the wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Message, Wire, place, units

PROTO = 'syntax = "proto3"; /* 😀 */ message Tea { Tea more = 1; }\n'
USER = 'syntax = "proto3"; import "tea.proto"; message Pot { /* 😀 */ Tea tea = 1; }\n'
DOCUMENTS: Message = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
REQUEST_FAILED = -32803


def edit(text: str, before: str, name: str, encoding: str, new: str) -> Message:
    """The edit that puts `new` into the place of `name`, which stands behind `before`."""
    start = units(text[: text.index(before + name) + len(before)], encoding)
    end = start + units(name, encoding)
    return {"range": {"start": {"line": 0, "character": start}, "end": {"line": 0, "character": end}}, "newText": new}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace of two files."""
    (tmp_path / "tea.proto").write_text(PROTO)
    (tmp_path / "pot.proto").write_text(USER)
    return tmp_path


def renaming(uri: str, text: str, part: str, encoding: str, new_name: str) -> dict[str, Any]:
    """The parameters of a rename."""
    return {"textDocument": {"uri": uri}, "position": place(text, part, encoding), "newName": new_name}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_edits_with_versions(wire: Wire, folder: Path, encoding: str) -> None:
    wire.initialize(folder, encodings=[encoding], capabilities=DOCUMENTS)
    uri = wire.open(folder / "pot.proto", version=7)
    found = wire.result("textDocument/rename", renaming(uri, USER, "Tea tea", encoding, "Chai"))
    other = (folder / "tea.proto").as_uri()
    assert found == {
        "documentChanges": [
            {
                "textDocument": {"uri": uri, "version": 7},
                "edits": [edit(USER, "*/ ", "Tea", encoding, "Chai")],
            },
            {
                "textDocument": {"uri": other, "version": None},
                "edits": [
                    edit(PROTO, "message ", "Tea", encoding, "Chai"),
                    edit(PROTO, "{ ", "Tea", encoding, "Chai"),
                ],
            },
        ]
    }


def test_edits_for_a_client_without_versions(wire: Wire, folder: Path) -> None:
    wire.initialize(folder)
    uri = wire.open(folder / "tea.proto")
    found = wire.result("textDocument/rename", renaming(uri, PROTO, "more", "utf-16", "again"))
    assert found == {"changes": {uri: [edit(PROTO, "Tea ", "more", "utf-16", "again")]}}


def test_an_extension_in_the_declaration_of_a_file_nobody_opened(wire: Wire, tmp_path: Path) -> None:
    range = 'extensions 4 [declaration = { /* 😀 */ number: 4, full_name: ".note", type: "string" }];'
    base = f'syntax = "proto2"; message Base {{ {range} }}\n'
    text = 'syntax = "proto2"; import "base.proto"; extend Base { optional string note = 4; }\n'
    (tmp_path / "base.proto").write_text(base)
    (tmp_path / "ext.proto").write_text(text)
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "ext.proto")
    found = wire.result("textDocument/rename", renaming(uri, text, "note", "utf-16", "remark"))
    assert found["changes"] == {
        (tmp_path / "base.proto").as_uri(): [edit(base, '".', "note", "utf-16", "remark")],
        uri: [edit(text, "string ", "note", "utf-16", "remark")],
    }


def test_what_can_be_renamed(wire: Wire, folder: Path) -> None:
    capabilities: Message = {"textDocument": {"rename": {"prepareSupport": True}}}
    assert wire.initialize(folder, capabilities=capabilities)["renameProvider"] == {"prepareProvider": True}
    uri = wire.open(folder / "tea.proto")
    params = {"textDocument": {"uri": uri}, "position": place(PROTO, "Tea more", "utf-16")}
    found = wire.result("textDocument/prepareRename", params)
    assert found == {"range": edit(PROTO, "{ ", "Tea", "utf-16", "")["range"], "placeholder": "Tea"}


def test_refusals_are_errors_with_a_sentence(wire: Wire, folder: Path) -> None:
    wire.initialize(folder)
    uri = wire.open(folder / "tea.proto")
    answer = wire.answer(wire.ask("textDocument/rename", renaming(uri, PROTO, "more", "utf-16", "1 bad")))
    reason = "`1 bad` is no name: a name is letters, digits and `_`, and does not begin with a digit"
    assert answer["error"]["code"] == REQUEST_FAILED
    assert answer["error"]["message"] == reason
    nothing = {"textDocument": {"uri": uri}, "position": place(PROTO, "syntax", "utf-16")}
    assert wire.error_code("textDocument/prepareRename", nothing) == REQUEST_FAILED


def test_files_that_will_be_renamed(wire: Wire, folder: Path) -> None:
    capabilities: Message = {"workspace": {"fileOperations": {"willRename": True}}}
    server = wire.initialize(folder, capabilities=capabilities)
    filters = server["workspace"]["fileOperations"]["willRename"]["filters"]
    assert [(each["pattern"]["glob"], each["pattern"]["matches"]) for each in filters] == [
        ("**/*.proto", "file"),
        ("**/*.grpc", "file"),
        ("**", "folder"),
    ]
    moved = {"oldUri": (folder / "tea.proto").as_uri(), "newUri": (folder / "drinks" / "tea.proto").as_uri()}
    found = wire.result("workspace/willRenameFiles", {"files": [moved]})
    new = edit(USER, "import ", '"tea.proto"', "utf-16", '"drinks/tea.proto"')
    assert found == {"changes": {(folder / "pot.proto").as_uri(): [new]}}
    unknown = {"oldUri": (folder / "no.proto").as_uri(), "newUri": (folder / "yes.proto").as_uri()}
    assert wire.result("workspace/willRenameFiles", {"files": [unknown]}) is None
