"""Going from one place to others over the wire, in every position encoding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Message, Wire, place, units

PROTO = """\
syntax = "proto3";
// 😀
package shop; /* 😀 */ message Tea { Kind kind = 1; }
/* 😀é */ enum Kind { NONE = 0; /* 😀 */ GREEN = 1; }
service Shop { /* 😀 */ rpc Brew(Tea) returns (Tea); }
"""
REQUESTS = """\
// 😀
@host = localhost:1
GRPC {{host}}/shop.Shop/Brew
x-😀: {{host}}

{ "😀": 1, "kind": "GREEN" }
"""
ENCODINGS = pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
LINKS: Message = {"textDocument": {"definition": {"linkSupport": True}, "typeDefinition": {"linkSupport": True}}}


@pytest.fixture
def proto(tmp_path: Path) -> Path:
    """The folder's `.proto` file."""
    path = tmp_path / "shop.proto"
    path.write_text(PROTO, "utf-8")
    return path


def at(uri: str, text: str, part: str, encoding: str) -> Message:
    """The parameters of a request about the place where `part` starts."""
    return {"textDocument": {"uri": uri}, "position": place(text, part, encoding)}


def span(text: str, part: str, encoding: str, name: str = "") -> Message:
    """The range of `name`, or of `part`, where `part` stands first."""
    start = place(text, part, encoding)
    end = {**start, "character": start["character"] + units(name or part, encoding)}
    return {"start": start, "end": end}


@ENCODINGS
def test_definition_and_type_definition(wire: Wire, proto: Path, tmp_path: Path, encoding: str) -> None:
    wire.initialize(tmp_path, encodings=[encoding])
    requests = tmp_path / "a.grpc"
    uri = wire.open(requests, REQUESTS)
    found = wire.result("textDocument/definition", at(uri, REQUESTS, 'kind": "GREEN', encoding))
    assert found == [{"uri": proto.as_uri(), "range": span(PROTO, "kind = 1", encoding, "kind")}]
    found = wire.result("textDocument/typeDefinition", at(uri, REQUESTS, 'kind": "GREEN', encoding))
    assert found == [{"uri": proto.as_uri(), "range": span(PROTO, "Kind {", encoding, "Kind")}]


@ENCODINGS
def test_paths_of_a_field_mask(wire: Wire, tmp_path: Path, encoding: str) -> None:
    text = """\
import "google/protobuf/field_mask.proto";
message Tea { string full_leaf = 1; }
message Update { Tea tea = 1; google.protobuf.FieldMask update_mask = 2; }
service Shop { rpc Change(Update) returns (Tea); }
"""
    requests = 'GRPC localhost:1/Shop/Change\n\n{ /* 😀 */ "updateMask": "😀,fullLeaf" }\n'
    (tmp_path / "tea.proto").write_text(text)
    wire.initialize(tmp_path, encodings=[encoding])
    uri = wire.open(tmp_path / "a.grpc", requests)
    found = wire.result("textDocument/definition", at(uri, requests, "fullLeaf", encoding))
    assert found == [{"uri": (tmp_path / "tea.proto").as_uri(), "range": span(text, "full_leaf", encoding)}]
    found = wire.result("textDocument/documentHighlight", at(uri, requests, "fullLeaf", encoding))
    assert found == [{"range": span(requests, "fullLeaf", encoding), "kind": 2}]


@ENCODINGS
def test_links_for_a_client_that_takes_them(wire: Wire, proto: Path, tmp_path: Path, encoding: str) -> None:
    wire.initialize(tmp_path, encodings=[encoding], capabilities=LINKS)
    uri = wire.open(tmp_path / "a.grpc", REQUESTS)
    (link,) = wire.result("textDocument/definition", at(uri, REQUESTS, "GREEN", encoding))
    assert link == {
        "originSelectionRange": span(REQUESTS, "GREEN", encoding),
        "targetUri": proto.as_uri(),
        "targetRange": span(PROTO, "GREEN = 1;", encoding),
        "targetSelectionRange": span(PROTO, "GREEN", encoding),
    }
    assert wire.result("textDocument/typeDefinition", at(uri, REQUESTS, "@host", encoding)) == []


@ENCODINGS
def test_references_and_highlights(wire: Wire, proto: Path, tmp_path: Path, encoding: str) -> None:
    wire.initialize(tmp_path, encodings=[encoding])
    requests = tmp_path / "a.grpc"
    uri = wire.open(requests, REQUESTS)
    use = {"uri": uri, "range": span(REQUESTS, "GREEN", encoding)}
    declaration = {"uri": proto.as_uri(), "range": span(PROTO, "GREEN", encoding)}
    params = at(uri, REQUESTS, "GREEN", encoding)
    found = wire.result("textDocument/references", {**params, "context": {"includeDeclaration": True}})
    assert found == [use, declaration]
    found = wire.result("textDocument/references", {**params, "context": {"includeDeclaration": False}})
    assert found == [use]
    found = wire.result("textDocument/documentHighlight", at(uri, REQUESTS, "host", encoding))
    write, read = 3, 2
    assert [each["kind"] for each in found] == [write, read, read]
    assert found[0]["range"] == span(REQUESTS, "host", encoding)
    last = span(REQUESTS, "x-😀: {{host", encoding)["end"]
    assert found[2]["range"]["end"] == last


@ENCODINGS
def test_workspace_symbols(wire: Wire, proto: Path, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.grpc").write_text(REQUESTS)
    wire.initialize(tmp_path, encodings=[encoding])
    (symbol,) = wire.result("workspace/symbol", {"query": "kin"})
    location = {"uri": proto.as_uri(), "range": span(PROTO, "Kind {", encoding, "Kind")}
    assert symbol == {"name": "Kind", "kind": 10, "containerName": "shop", "location": location}
    found = wire.result("workspace/symbol", {"query": "brew"})
    assert [(each["kind"], each["containerName"]) for each in found] == [(24, "a.grpc"), (6, "shop.Shop")]


@ENCODINGS
def test_links_and_selections(wire: Wire, proto: Path, tmp_path: Path, encoding: str) -> None:
    wire.initialize(tmp_path, encodings=[encoding])
    text = 'import /* 😀 */ "shop.proto"; // 😀 https://example.com\nmessage A { /* 😀 */ shop.Tea a = 1; }\n'
    uri = wire.open(tmp_path / "a.proto", text)
    assert wire.result("textDocument/documentLink", {"textDocument": {"uri": uri}}) == [
        {"range": span(text, "shop.proto", encoding), "target": proto.as_uri()},
        {"range": span(text, "https://example.com", encoding), "target": "https://example.com"},
    ]
    positions = [place(text, "Tea", encoding), place(text, "a = 1", encoding)]
    params = {"textDocument": {"uri": uri}, "positions": positions}
    types, names = wire.result("textDocument/selectionRange", params)
    assert types["range"] == span(text, "Tea", encoding)
    assert types["parent"]["range"] == span(text, "shop.Tea", encoding)
    assert names["range"] == span(text, "a = 1", encoding, "a")


def test_folding(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    text = "// 😀\n// b\nimport 'a';\nimport 'b';\nmessage A {\n  int32 a = 1;\n}\n"
    uri = wire.open(tmp_path / "a.proto", text)
    assert wire.result("textDocument/foldingRange", {"textDocument": {"uri": uri}}) == [
        {"startLine": 0, "endLine": 1, "kind": "comment"},
        {"startLine": 2, "endLine": 3, "kind": "imports"},
        {"startLine": 4, "endLine": 5},
    ]
    assert wire.result("textDocument/foldingRange", {"textDocument": {"uri": (tmp_path / "no").as_uri()}}) == []


@ENCODINGS
def test_semantic_tokens(wire: Wire, tmp_path: Path, encoding: str) -> None:
    legend = wire.initialize(tmp_path, encodings=[encoding])["semanticTokensProvider"]["legend"]
    text = "message /* 😀 */ Tea {\n  Tea /* 😀 */ good = 1;\n}\nmessage B { Tea tea = 1; }\n"
    uri = wire.open(tmp_path / "a.proto", text)
    data = wire.result("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})["data"]
    declaration = 1 << legend["tokenModifiers"].index("declaration")
    struct, field = (legend["tokenTypes"].index(name) for name in ("struct", "property"))
    start = place(text, "Tea", encoding)["character"]
    assert data[:10] == [0, start, 3, struct, declaration, 1, 2, 3, struct, 0]
    behind = place(text, "good", encoding)["character"] - 2
    assert data[10:15] == [0, behind, 4, field, declaration]
    assert data[-15:] == [2, 8, 1, struct, declaration, 0, 4, 3, struct, 0, 0, 4, 3, field, declaration]
    place_of_b = span(text, "B {", encoding, "B")
    params = {"textDocument": {"uri": uri}, "range": place_of_b}
    found = wire.result("textDocument/semanticTokens/range", params)["data"]
    assert found == [3, 8, 1, struct, declaration]


def test_a_search_ends_when_it_is_cancelled(wire: Wire, tmp_path: Path) -> None:
    """The server goes on answering, and the thread of the search is free again."""
    (tmp_path / "a.proto").write_text("message A {}\n")
    for number in range(300):
        fields = "".join(f"  A a{field} = {field};\n" for field in range(1, 60))
        text = f'import "a.proto";\nmessage B{number} {{\n{fields}}}\n'
        (tmp_path / f"b{number}.proto").write_text(text)
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto")
    params = {**at(uri, "message A {}", "A", "utf-16"), "context": {"includeDeclaration": True}}
    searches = [wire.ask("textDocument/references", params) for _ in range(4)]
    for search in searches:
        wire.notify("$/cancelRequest", {"id": search})
    assert all(wire.answer(search)["error"]["code"] == -32800 for search in searches)
    assert wire.result("textDocument/hover", at(uri, "message A {}", "A", "utf-16"))["contents"]["kind"] == "markdown"


def test_a_file_that_is_not_there(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    params: dict[str, Any] = at((tmp_path / "no.proto").as_uri(), "a", "a", "utf-16")
    assert wire.result("textDocument/definition", params) is None
