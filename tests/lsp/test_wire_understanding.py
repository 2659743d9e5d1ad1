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
