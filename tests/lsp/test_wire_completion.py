"""Completion of `.proto` files over the wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Wire, place

TEXT = """\
syntax = "proto3";
package app;
// 😀 Who it is.
message User {
  option deprecated = true;
}
message A {
  /* 😀 */ Us
  Timest
}
"""
SNIPPETS = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}


def items(wire: Wire, uri: str, part: str, context: object = None) -> list[dict[str, Any]]:
    """The items behind the first `part` of the text."""
    position = place(TEXT, part)
    position["character"] += len(part)
    params: dict[str, Any] = {"textDocument": {"uri": uri}, "position": position}
    found = wire.result("textDocument/completion", params | ({"context": context} if context else {}))
    return list(found["items"])


@pytest.fixture
def uri(wire: Wire, tmp_path: Path) -> str:
    """The text, open in a session whose capabilities are checked."""
    capabilities = wire.initialize(tmp_path, capabilities=SNIPPETS)
    provider = capabilities["completionProvider"]
    assert provider["resolveProvider"] is True
    assert {".", '"', "(", "[", "/", "<", " "} <= set(provider["triggerCharacters"])
    return wire.open(tmp_path / "a.proto", TEXT)


def test_an_item_replaces_the_word_and_is_documented_when_asked(wire: Wire, uri: str) -> None:
    item = items(wire, uri, "*/ Us")[0]
    assert (item["label"], item["detail"], item["tags"]) == ("User", "app.User", [1])
    assert "documentation" not in item
    start = place(TEXT, "Us\n")
    end = {**start, "character": start["character"] + 2}
    assert item["textEdit"] == {"range": {"start": start, "end": end}, "newText": "User"}
    resolved = wire.result("completionItem/resolve", item)
    assert resolved["documentation"] == {"kind": "markdown", "value": "😀 Who it is."}
    assert resolved["textEdit"] == item["textEdit"]


def test_an_import_comes_with_a_type(wire: Wire, uri: str) -> None:
    item = next(item for item in items(wire, uri, "Timest") if item["label"] == "Timestamp")
    (edit,) = item["additionalTextEdits"]
    assert edit["newText"] == '\n\nimport "google/protobuf/timestamp.proto";'
    assert edit["range"]["start"] == edit["range"]["end"] == {"line": 1, "character": len("package app;")}


def test_a_client_that_takes_snippets_gets_them(wire: Wire, uri: str, tmp_path: Path) -> None:
    empty = wire.open(tmp_path / "empty.proto", "")
    params = {"textDocument": {"uri": empty}, "position": {"line": 0, "character": 0}}
    found = wire.result("textDocument/completion", params)["items"]
    message = next(item for item in found if item["label"] == "message")
    assert (message["insertTextFormat"], message["textEdit"]["newText"]) == (2, "message $1 {\n  $0\n}")


def test_a_space_asks_for_no_statement(wire: Wire, uri: str) -> None:
    context = {"triggerKind": 2, "triggerCharacter": " "}
    assert items(wire, uri, "message A {\n ", context) == []


@pytest.mark.parametrize("data", [None, 3, "x", {"path": 3, "name": "x"}, {"path": "/nowhere.proto", "name": "A"}])
def test_an_item_that_is_not_ours_stays_as_it_is(wire: Wire, uri: str, data: object) -> None:
    resolved = wire.result("completionItem/resolve", {"label": "A", "data": data})
    assert resolved["label"] == "A" and "documentation" not in resolved
