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


def test_a_file_that_is_not_there(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    params: dict[str, Any] = at((tmp_path / "no.proto").as_uri(), "a", "a", "utf-16")
    assert wire.result("textDocument/definition", params) is None
