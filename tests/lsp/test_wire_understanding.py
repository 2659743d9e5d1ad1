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
def test_a_file_that_a_request_sends(wire: Wire, tmp_path: Path, encoding: str) -> None:
    """Its hover is about the message, its definition is the file."""
    (tmp_path / "é.json").write_text("{}")
    wire.initialize(tmp_path, encodings=[encoding])
    wire.open(tmp_path / "a.proto", "message Tea { string leaf = 1; }\nservice S { rpc R(Tea) returns (Tea); }\n")
    text = "GRPC localhost:1/S/R\n\n< ./é.json\n"
    uri = wire.open(tmp_path / "a.grpc", text)
    found = wire.result("textDocument/hover", at(uri, text, "json", encoding))
    start = place(text, "./é.json", encoding)
    assert found["range"]["start"] == start
    assert '"leaf": string' in found["contents"]["value"]
    (target,) = wire.result("textDocument/definition", at(uri, text, "json", encoding))
    assert target["uri"] == (tmp_path / "é.json").as_uri()
    assert target["range"] == {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 0}}


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


def test_a_count_that_makes_way_for_a_newer_one_is_told_too(wire: Wire, tmp_path: Path) -> None:
    for number in range(300):
        use = f'import "a.proto";\nmessage U{number} {{ Tea tea = 1; }}\n'
        (tmp_path / f"u{number}.proto").write_text(use)
    wire.initialize(tmp_path)
    uri, other = wire.open(tmp_path / "a.proto", "message Tea {}\n"), wire.open(tmp_path / "u0.proto")
    lens = wire.result("textDocument/codeLens", {"textDocument": {"uri": uri}})[0]
    first = wire.ask("codeLens/resolve", lens)
    wire.change(other, 2, "message U0 {}\n")
    second = wire.ask("codeLens/resolve", lens)
    titles = [wire.answer(asked)["result"]["command"]["title"] for asked in (first, second)]
    assert titles == ["299 references"] * 2


@ENCODINGS
def test_call_hierarchy(wire: Wire, tmp_path: Path, encoding: str) -> None:
    wire.initialize(tmp_path, encodings=[encoding])
    text = f"message {EMOJI} Tea {{}}\nservice Shop {{ rpc {EMOJI} Buy(Tea) returns (stream Tea); }}\n"
    uri = wire.open(tmp_path / "a.proto", text)
    request = wire.open(tmp_path / "a.grpc", "# 😀\nGRPC localhost:1/Shop/Buy\n")
    (rpc,) = wire.result("textDocument/prepareCallHierarchy", at(uri, text, "Buy", encoding))
    assert (rpc["name"], rpc["detail"], rpc["uri"], rpc["selectionRange"]["start"]) == (
        *("Buy", "Shop.Buy", uri),
        place(text, "Buy", encoding),
    )
    (caller,) = wire.result("callHierarchy/incomingCalls", {"item": rpc})
    assert caller["from"]["uri"] == request
    assert caller["fromRanges"] == [{"start": {"line": 1, "character": 22}, "end": {"line": 1, "character": 25}}]
    (tea,) = wire.result("callHierarchy/outgoingCalls", {"item": rpc})
    assert tea["to"]["name"] == "Tea"
    assert tea["fromRanges"][0]["start"] == place(text, "Tea) returns", encoding)
    (back,) = wire.result("callHierarchy/incomingCalls", {"item": tea["to"]})
    assert back["from"] == rpc
    assert len(back["fromRanges"]) == 2
    odd = {**rpc, "data": None}
    assert wire.result("callHierarchy/outgoingCalls", {"item": odd}) is None
    assert wire.result("textDocument/prepareCallHierarchy", at(uri, text, "service", encoding)) == []


@ENCODINGS
def test_type_hierarchy(wire: Wire, tmp_path: Path, encoding: str) -> None:
    wire.initialize(tmp_path, encodings=[encoding])
    text = f"message {EMOJI} Base {{ extensions 1; }}\nextend Base {{ {EMOJI} optional int32 more = 1; }}\n"
    uri = wire.open(tmp_path / "a.proto", text)
    (base,) = wire.result("textDocument/prepareTypeHierarchy", at(uri, text, "Base", encoding))
    (more,) = wire.result("typeHierarchy/subtypes", {"item": base})
    assert (more["name"], more["selectionRange"]["start"]) == ("more", place(text, "more", encoding))
    assert wire.result("typeHierarchy/supertypes", {"item": more}) == [base]
    assert wire.result("typeHierarchy/subtypes", {"item": {**base, "uri": (tmp_path / "no").as_uri()}}) is None


def applied(data: list[int], delta: dict[str, Any]) -> list[int]:
    """The numbers after the edits of a delta."""
    for edit in sorted(delta["edits"], key=lambda edit: -edit["start"]):
        data = data[: edit["start"]] + edit.get("data", []) + data[edit["start"] + edit["deleteCount"] :]
    return data


@ENCODINGS
def test_colours_that_change(wire: Wire, tmp_path: Path, encoding: str) -> None:
    """A delta makes of the numbers before those that all tokens are now."""
    provider = wire.initialize(tmp_path, encodings=[encoding])["semanticTokensProvider"]
    assert provider["full"] == {"delta": True}
    texts = [
        f"message Tea {{ {EMOJI} Tea tea = 1; }}\nmessage Box {{}}\n",
        f"message Tea {{ {EMOJI} Tea tea = 1; int32 x = 2; }}\nmessage Box {{}}\n",
        f"message Tea {{ {EMOJI} Tea tea = 1; int32 x = 2; }}\nmessage Box {{}}\n",
        "",
        "message Tea {}\n",
    ]
    uri = wire.open(tmp_path / "a.proto", texts[0])
    document = {"textDocument": {"uri": uri}}
    full = wire.result("textDocument/semanticTokens/full", document)
    data, result_id = full["data"], full["resultId"]
    for version, text in enumerate(texts[1:], 2):
        wire.change(uri, version, text)
        delta = wire.result("textDocument/semanticTokens/full/delta", {**document, "previousResultId": result_id})
        data, result_id = applied(data, delta), delta["resultId"]
        within = wire.result("textDocument/semanticTokens/range", whole(uri))
        assert data == within["data"]
    lost = wire.result("textDocument/semanticTokens/full/delta", {**document, "previousResultId": "no"})
    assert lost["data"] == data


def test_colours_of_a_response(wire: Wire, tmp_path: Path) -> None:
    legend = wire.initialize(tmp_path)["semanticTokensProvider"]["legend"]["tokenTypes"]
    wire.open(tmp_path / "a.proto", "package a;\nservice S { rpc R(M) returns (M); }\nmessage M { bool ok = 1; }\n")
    text = 'GRPC 0 - OK\n# a.S/R at grpc://h:1\n\n{ "ok": true, "else": 1 }\n'
    uri = wire.open(tmp_path / "a.r.grpc-response", text)
    data = wire.result("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}})["data"]
    kinds = [legend[kind] for kind in data[3::5]]
    assert kinds == ["interface", "method", "property", "keyword", "property"]


@ENCODINGS
def test_signature_help(wire: Wire, tmp_path: Path, encoding: str) -> None:
    provider = wire.initialize(tmp_path, encodings=[encoding])["signatureHelpProvider"]
    assert "{" in provider["triggerCharacters"]
    text = f"message Tea {{ {EMOJI} map<string, Tea> a = 1; }}\n"
    uri = wire.open(tmp_path / "a.proto", text)
    found = wire.result("textDocument/signatureHelp", at(uri, text, "string", encoding))
    (signature,) = found["signatures"]
    assert signature["activeParameter"] == found["activeParameter"]
    start, end = signature["parameters"][found["activeParameter"]]["label"]
    assert signature["label"][start:end].startswith("key: ")
    assert wire.result("textDocument/signatureHelp", at(uri, text, "message", encoding)) is None


@ENCODINGS
def test_signature_help_in_bodies(wire: Wire, tmp_path: Path, encoding: str) -> None:
    provider = wire.initialize(tmp_path, encodings=[encoding])["signatureHelpProvider"]
    assert {"{", ":"} <= {*provider["triggerCharacters"]}
    assert {",", "}", "]"} <= {*provider["retriggerCharacters"]}
    wire.open(
        tmp_path / "a.proto",
        "message Tea { string leaf = 1; int32 cups = 2; }\nservice S { rpc R(Tea) returns (Tea); }\n",
    )
    text = f'GRPC localhost:1/S/R\n\n{{ {EMOJI} "cups": 12 }}\n'
    uri = wire.open(tmp_path / "a.grpc", text)
    found = wire.result("textDocument/signatureHelp", at(uri, text, "12", encoding))
    (signature,) = found["signatures"]
    assert signature["activeParameter"] == found["activeParameter"]
    start, end = signature["parameters"][found["activeParameter"]]["label"]
    assert signature["label"][start:end] == "cups: int32"
    assert wire.result("textDocument/signatureHelp", at(uri, text, "R\n", encoding)) is None
