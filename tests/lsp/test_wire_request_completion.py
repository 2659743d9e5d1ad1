"""Completion of request files over the wire."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Wire, place

PROTO = """\
syntax = "proto3";
package app;
message Order {
  // 😀 Who buys.
  string user_id = 1;
  Status status = 2;
}
enum Status { STATUS_UNSPECIFIED = 0; STATUS_PAID = 1; /* Gone. */ }
service Orders { rpc Place(Order) returns (Order); }
"""
REQUEST = """\
@host = localhost:1
GRPC {{host}}/app.Orders/Place

{ "status": "STATUS_PAID", /* 😀 */ us }
"""
SNIPPETS = {"textDocument": {"completion": {"completionItem": {"snippetSupport": True}}}}


@pytest.fixture
def uri(wire: Wire, tmp_path: Path) -> str:
    """The request, open beside its schema."""
    (tmp_path / "app.proto").write_text(PROTO, encoding="utf-8")
    capabilities = wire.initialize(tmp_path, capabilities=SNIPPETS)
    assert {"{", "@", "$", " ", '"'} <= set(capabilities["completionProvider"]["triggerCharacters"])
    return wire.open(tmp_path / "a.grpc", REQUEST)


def items(wire: Wire, uri: str, part: str, context: object = None) -> list[dict[str, Any]]:
    """The items behind the first `part` of the request."""
    position = place(REQUEST, part)
    position["character"] += len(part)
    params: dict[str, Any] = {"textDocument": {"uri": uri}, "position": position}
    return list(wire.result("textDocument/completion", params | ({"context": context} if context else {}))["items"])


def test_a_key_replaces_what_is_typed_and_is_documented_when_asked(wire: Wire, uri: str) -> None:
    item, other = items(wire, uri, "*/ us")
    assert other["label"] == "user_id"  # nothing around tells how keys are spelled
    start = place(REQUEST, "us }")
    end = {**start, "character": start["character"] + 2}
    assert (item["label"], item["detail"], item["insertTextFormat"]) == ("userId", "string", 2)
    assert item["textEdit"] == {"range": {"start": start, "end": end}, "newText": '"userId": "$0"'}
    assert "documentation" not in item
    resolved = wire.result("completionItem/resolve", item)
    assert resolved["documentation"] == {"kind": "markdown", "value": "😀 Who buys."}


def test_braces_ask_for_variables(wire: Wire, uri: str) -> None:
    found = items(wire, uri, "GRPC {{", {"triggerKind": 2, "triggerCharacter": "{"})
    assert found[0]["label"] == "host"
    assert found[0]["textEdit"]["newText"] == "host"


def test_characters_of_requests_ask_for_nothing_in_schemas(wire: Wire, uri: str, tmp_path: Path) -> None:
    schema = wire.open(tmp_path / "app.proto", PROTO)
    position = place(PROTO, "Order {")
    position["character"] += len("Order {")
    context = {"triggerKind": 2, "triggerCharacter": "{"}
    params = {"textDocument": {"uri": schema}, "position": position, "context": context}
    assert wire.result("textDocument/completion", params)["items"] == []
