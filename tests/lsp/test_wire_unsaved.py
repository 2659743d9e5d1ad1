"""New documents that no file has the text of yet: their language is known from the client alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Wire

PROTO = 'syntax = "proto3";\n\nimport "tea.proto";\n\nmessage Pot { Tea tea = 1; Nope nope = 2; }\n'
REQUEST = "GRPC localhost:1/Shop/Buy\n\n{ }\n"


@pytest.fixture
def session(wire: Wire, tmp_path: Path) -> Wire:
    """A session in a workspace with one file."""
    (tmp_path / "tea.proto").write_text(
        'syntax = "proto3";\nmessage Tea { string leaf = 1; }\nservice Shop { rpc Buy(Tea) returns (Tea); }\n'
    )
    wire.initialize(tmp_path)
    return wire


def opened(wire: Wire, uri: str, language: str, text: str) -> dict[str, Any]:
    """Open a document that is nowhere on disk; gives what requests call it by."""
    item = {"uri": uri, "languageId": language, "version": 1, "text": text}
    wire.notify("textDocument/didOpen", {"textDocument": item})
    return {"textDocument": {"uri": uri}}


@pytest.mark.parametrize("uri", ["untitled:Untitled-1", "untitled:Untitled-1.proto", "untitled:/tmp/new"])
def test_a_new_proto_file_has_all_features(session: Wire, tmp_path: Path, uri: str) -> None:
    document = opened(session, uri, "proto", PROTO)
    assert [each["code"] for each in session.published(uri)] == ["unresolved-type"]
    tea = {**document, "position": {"line": 4, "character": 15}}
    assert "message Tea" in session.result("textDocument/hover", tea)["contents"]["value"]
    (definition,) = session.result("textDocument/definition", tea)
    assert definition["uri"] == (tmp_path / "tea.proto").as_uri()
    assert "Tea" in [item["label"] for item in session.result("textDocument/completion", tea)["items"]]
    assert [each["name"] for each in session.result("textDocument/documentSymbol", document)] == ["Pot"]
    own = {**document, "position": {"line": 4, "character": 9}, "context": {"includeDeclaration": True}}
    assert [each["uri"] for each in session.result("textDocument/references", own)] == [uri]
    options = {**document, "options": {"tabSize": 2, "insertSpaces": True}}
    assert len(session.result("textDocument/formatting", options)) > 0
    session.close(uri)
    assert session.published(uri) == []


def test_a_new_request_is_completed_and_is_not_sent_before_it_is_saved(session: Wire, tmp_path: Path) -> None:
    uri = "untitled:Untitled-2"
    document = opened(session, uri, "grpc-request", REQUEST)
    place = {**document, "position": {"line": 2, "character": 2}}
    assert "leaf" in [item["label"] for item in session.result("textDocument/completion", place)["items"]]
    before = sorted(Path.cwd().iterdir())
    result = session.run(uri, "Buy")
    assert result["state"] == "notSent" and "not on disk yet" in result["summary"]
    assert sorted(Path.cwd().iterdir()) == before and [file.name for file in tmp_path.iterdir()] == ["tea.proto"]
