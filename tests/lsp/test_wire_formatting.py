"""Formatting over the wire: whole documents, ranges, typing, and the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.lsp.wire import Wire

TEXT = "message  A {}\nmessage B { /* 😀 */ string  a = 1; }\n"
OPTIONS = {"tabSize": 8, "insertSpaces": False}


def asked(wire: Wire, uri: str, method: str = "formatting", **params: Any) -> Any:
    """What the server answers."""
    return wire.result(f"textDocument/{method}", {"textDocument": {"uri": uri}, "options": OPTIONS, **params})


def edit(first: tuple[int, int], last: tuple[int, int], text: str) -> dict[str, Any]:
    """An edit of the protocol."""
    start, end = ({"line": line, "character": character} for line, character in (first, last))
    return {"range": {"start": start, "end": end}, "newText": text}


def applied(edits: list[dict[str, Any]]) -> str:
    """The text after the edits, whose characters are those of UTF-16."""
    lines = [line.encode("utf-16-le") for line in TEXT.split("\n")]
    for each in reversed(edits):
        start, end = each["range"]["start"], each["range"]["end"]
        before, after = lines[start["line"]][: 2 * start["character"]], lines[end["line"]][2 * end["character"] :]
        new = before + each["newText"].encode("utf-16-le") + after
        lines[start["line"] : end["line"] + 1] = [new]
    return "\n".join(line.decode("utf-16-le") for line in lines)


def test_a_document_is_formatted(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    assert applied(asked(wire, uri)) == "message A {}\nmessage B {\n  /* 😀 */\n  string a = 1;\n}\n"


def test_a_range_is_formatted(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    place = {"line": 0, "character": 3}
    found = asked(wire, uri, "rangeFormatting", range={"start": place, "end": place})
    assert applied(found) == TEXT.replace("message  A", "message A")


def test_typing_is_formatted(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    found = asked(wire, uri, "onTypeFormatting", position={"line": 0, "character": 13}, ch="}")
    assert applied(found) == TEXT.replace("message  A", "message A")
    assert asked(wire, uri, "onTypeFormatting", position={"line": 0, "character": 9}, ch="\n") == []


def test_the_server_says_that_it_formats(wire: Wire, tmp_path: Path) -> None:
    capabilities = wire.initialize(tmp_path)
    assert capabilities["documentFormattingProvider"] and capabilities["documentRangeFormattingProvider"]
    assert capabilities["documentOnTypeFormattingProvider"] == {
        "firstTriggerCharacter": "}",
        "moreTriggerCharacter": [";", "]", "\n"],
    }


def test_settings_change_the_form(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", "message A {\n  string a = 1;\n}\n")
    assert asked(wire, uri) == []
    wire.notify("workspace/didChangeConfiguration", {"settings": {"indentWidth": 4}})
    assert asked(wire, uri) == [edit((1, 0), (1, 15), "    string a = 1;")]
    wire.notify("workspace/didChangeConfiguration", {"settings": {"formatting": False, "indentWidth": 4}})
    assert asked(wire, uri) == []


def test_what_is_no_document_has_no_form(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    assert asked(wire, (tmp_path / "lost.proto").as_uri()) is None
    assert asked(wire, wire.open(tmp_path / "a.grpc", TEXT)) == []


def test_requests_are_formatted(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "b.grpc", 'GRPC h/a.B/C\nx:1\n\n{"😀":1}\n')
    message = edit((3, 0), (3, 8), '{ "😀": 1 }')
    assert asked(wire, uri) == [edit((1, 0), (1, 3), "x: 1"), message]
    place = {"line": 3, "character": 1}
    assert asked(wire, uri, "rangeFormatting", range={"start": place, "end": place}) == [message]
    assert asked(wire, uri, "onTypeFormatting", position={"line": 3, "character": 8}, ch="}") == [message]
