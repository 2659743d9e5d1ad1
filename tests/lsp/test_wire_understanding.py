"""What is understood of a text, over the wire: hints, signatures, hierarchies, colours that change, lenses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Wire, place

ENCODINGS = pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
EMOJI = "/* 😀é */"


def at(uri: str, text: str, part: str, encoding: str, behind: int = 0) -> dict[str, Any]:
    """A document and the position of a part of its text, or so many units behind it."""
    position = place(text, part, encoding)
    return {"textDocument": {"uri": uri}, "position": {**position, "character": position["character"] + behind}}


def whole(uri: str) -> dict[str, Any]:
    """A document and a range that has all of it."""
    end = {"line": 10_000, "character": 0}
    return {"textDocument": {"uri": uri}, "range": {"start": {"line": 0, "character": 0}, "end": end}}


@ENCODINGS
def test_hover(wire: Wire, tmp_path: Path, encoding: str) -> None:
    wire.initialize(tmp_path, encodings=[encoding])
    text = f'syntax = "proto3";\nmessage Tea {{ {EMOJI} int32 good = 1; }}\n'
    uri = wire.open(tmp_path / "a.proto", text)
    found = wire.result("textDocument/hover", at(uri, text, "good", encoding))
    start = place(text, "good", encoding)
    assert found["range"] == {"start": start, "end": {**start, "character": start["character"] + 4}}
    assert "- wire type: `0` (a varint)" in found["contents"]["value"]


@ENCODINGS
def test_inlay_hints(wire: Wire, tmp_path: Path, encoding: str) -> None:
    capabilities = {"workspace": {"inlayHint": {"refreshSupport": True}}}
    wire.initialize(tmp_path, encodings=[encoding], capabilities=capabilities)
    text = f"package a;\nmessage B {{ {EMOJI} map<string, B> b = 1; }}\n"
    uri = wire.open(tmp_path / "a.proto", text)
    [hint] = wire.result("textDocument/inlayHint", whole(uri))
    assert hint["position"] == place(text, "> b", encoding)
    assert (hint["label"], hint["kind"], hint["paddingLeft"]) == ("a.B", 1, True)
    request = wire.open(tmp_path / "a.grpc", "GRPC example.com/a.B/C\n")
    assert [hint["label"] for hint in wire.result("textDocument/inlayHint", whole(request))] == ["TLS", "reflection"]
    wire.forget()
    settings = {"protowright": {"inlayHints": {"schema": False}}}
    wire.notify("workspace/didChangeConfiguration", {"settings": settings})
    wire.notification("workspace/inlayHint/refresh")
    assert [hint["label"] for hint in wire.result("textDocument/inlayHint", whole(request))] == ["TLS"]
    assert wire.result("textDocument/inlayHint", whole((tmp_path / "no.proto").as_uri())) is None


def test_lenses_that_count(wire: Wire, tmp_path: Path) -> None:
    """They come without a title, and get one when they are seen."""
    (tmp_path / "b.proto").write_text('import "a.proto";\nmessage B { Tea tea = 1; repeated Tea teas = 2; }\n')
    (tmp_path / "a.grpc").write_text("GRPC localhost:1/Shop/Buy\n###\nGRPC localhost:1/Shop/Buy\n")
    shows = {"experimental": {"protowright": {"showsReferences": True}}}
    wire.initialize(tmp_path, capabilities=shows)
    text = "message Tea {}\nenum Kind { KIND_ZERO = 0; }\nservice Shop { rpc Buy(Tea) returns (Tea); }\n"
    uri = wire.open(tmp_path / "a.proto", text)
    document = {"textDocument": {"uri": uri}}
    lenses = [lens for lens in wire.result("textDocument/codeLens", document) if "command" not in lens]
    resolved = [wire.result("codeLens/resolve", lens) for lens in lenses]
    assert [lens["command"]["title"] for lens in resolved] == ["4 references", "0 references", "2 requests"]
    assert [lens["command"]["command"] for lens in resolved] == [
        "protowright.showReferences",
        "",
        "protowright.showReferences",
    ]
    start, locations = resolved[2]["command"]["arguments"][1:]
    assert start == place(text, "Buy")
    assert [location["range"]["start"]["line"] for location in locations] == [0, 2]
    run = next(lens for lens in wire.result("textDocument/codeLens", document) if "command" in lens)
    assert wire.result("codeLens/resolve", run)["command"] == run["command"]
    wire.notify("workspace/didChangeConfiguration", {"settings": {"protowright": {"codeLens": {"references": False}}}})
    assert all("command" in lens for lens in wire.result("textDocument/codeLens", document))


def test_counts_are_those_of_now(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    text = "message Tea {}\nmessage B { Tea tea = 1; }\n"
    uri = wire.open(tmp_path / "a.proto", text)
    lens = wire.result("textDocument/codeLens", {"textDocument": {"uri": uri}})[0]
    assert wire.result("codeLens/resolve", lens)["command"] == {"title": "1 reference", "command": ""}
    wire.change(uri, 2, text + "message C { Tea tea = 1; }\n")
    assert wire.result("codeLens/resolve", lens)["command"]["title"] == "2 references"
    gone = {**lens, "data": {"uri": uri, "name": "Gone"}}
    assert wire.result("codeLens/resolve", gone)["command"]["title"] == "0 references"
