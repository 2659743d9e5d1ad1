"""Positions and edits, in every encoding and with every kind of line end."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import PULL, Message, Wire, place, units

ENCODINGS = ("utf-8", "utf-16", "utf-32")
LINE_END = re.compile(r"\r\n|\n|\r")
# What other tools take for a line end, and what takes more than one unit.
ODD = "\f\v\u2028\u2029\x85 é😀👩‍👧 \U0010ffff中"
TEXT = (
    f'syntax = "proto3";\r\n// {ODD}\n\r/* 😀é */ message Uniq {{ /* 😀 */ Known a = 1; }}\n\n'
    "message Known {\r\n  Lost b = 1; // 😀\r\n}"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty workspace."""
    return tmp_path_factory.mktemp("text")


@pytest.fixture(scope="module", params=ENCODINGS)
def session(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Wire, str]]:
    """A session of a client that wants one encoding, and that encoding."""
    with Wire() as wire:
        capabilities = wire.initialize(folder, capabilities=PULL, encodings=[request.param])
        assert capabilities["positionEncoding"] == request.param
        yield wire, request.param
        assert wire.end() == 0
        assert wire.violations == []
        assert wire.stderr == ""


def offset_of(text: str, position: Message, encoding: str) -> int:
    """The code point at a position; what lies behind the end of a line or of the text means that end (LSP 3.17)."""
    start = 0
    for _ in range(position["line"]):
        found = LINE_END.search(text, start)
        if found is None:
            return len(text)
        start = found.end()
    found = LINE_END.search(text, start)
    content = text[start : found.start() if found else len(text)]
    count = 0
    while count < len(content) and units(content[: count + 1], encoding) <= position["character"]:
        count += 1
    return start + count


def applied(text: str, change: Message, encoding: str) -> str:
    """The text after a change, by rules written down a second time."""
    start, end = (offset_of(text, change["range"][side], encoding) for side in ("start", "end"))
    return text[:start] + str(change["text"]) + text[end:]


def position_of(text: str, offset: int, encoding: str) -> Message:
    """The position of a code point; between a carriage return and its line feed there is none, so it goes before both."""
    if text[offset - 1 : offset + 1] == "\r\n":
        offset -= 1
    before = LINE_END.split(text[:offset])
    return {"line": len(before) - 1, "character": units(before[-1], encoding)}


def change_at(text: str, start: int, end: int, new: str, encoding: str) -> Message:
    """A change as an editor sends it."""
    ends = {"start": position_of(text, start, encoding), "end": position_of(text, end, encoding)}
    return {"range": ends, "text": new}


def facts(wire: Wire, uri: str) -> tuple[Any, Any]:
    """All that the server says about a text: where everything in it is, and what is wrong, whatever its name."""
    symbols = wire.result("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    return symbols, json.loads(json.dumps(wire.pulled(uri)).replace(uri, "file:///itself"))


def test_utf_16_is_the_default(wire: Wire, folder: Path) -> None:
    assert wire.initialize(folder)["positionEncoding"] == "utf-16"
    text = "// 😀\nmessage /* 😀 */ A {}"
    uri = wire.open(folder / "default.proto", text)
    (symbol,) = wire.result("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert symbol["selectionRange"]["start"] == place(text, "A {}", "utf-16")


def test_the_first_encoding_that_is_known_is_taken(wire: Wire, folder: Path) -> None:
    assert wire.initialize(folder, encodings=["utf-7", "utf-32", "utf-8"])["positionEncoding"] == "utf-32"


def test_places_are_counted_in_the_encoding(session: tuple[Wire, str], folder: Path) -> None:
    wire, encoding = session
    uri = wire.open(folder / "places.proto", TEXT)
    symbols, diagnostics = facts(wire, uri)
    starts = {symbol["name"]: symbol["selectionRange"]["start"] for symbol in symbols}
    assert starts == {"Uniq": place(TEXT, "Uniq", encoding), "Known": place(TEXT, "Known {", encoding)}
    (lost,) = [diagnostic for diagnostic in diagnostics if "`Lost`" in diagnostic["message"]]
    start = place(TEXT, "Lost", encoding)
    assert lost["range"] == {"start": start, "end": {**start, "character": start["character"] + 4}}


def test_a_position_is_read_in_the_encoding(session: tuple[Wire, str], folder: Path) -> None:
    wire, encoding = session
    uri = wire.open(folder / "hover.proto", TEXT)
    position = place(TEXT, "Known a", encoding)
    for shift, hits in ((-1, False), (0, True), (4, True)):
        shifted = {**position, "character": position["character"] + shift}
        hover = wire.result("textDocument/hover", {"textDocument": {"uri": uri}, "position": shifted})
        assert (hover is not None and hover["range"]["start"] == position) is hits, shift


@pytest.mark.parametrize(
    "line, character", [(0, 10_000), (10_000, 0), (10_000, 10_000), (2**31 - 1, 2**31 - 1), (6, 3)]
)
def test_a_position_past_the_end_is_answered(
    session: tuple[Wire, str], folder: Path, line: int, character: int
) -> None:
    wire, _ = session
    uri = wire.open(folder / "past.proto", TEXT)
    position = {"line": line, "character": character}
    answer = wire.answer(wire.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": position}))
    assert "result" in answer


def test_a_change_past_the_end_is_put_at_the_end(session: tuple[Wire, str], folder: Path) -> None:
    wire, encoding = session
    text = "message A {}\r\nmessage B {}"
    uri = wire.open(folder / "past-end.proto", text)
    for number, (line, character) in enumerate([(0, 999), (999, 0), (1, 999)], 2):
        position = {"line": line, "character": character}
        change = {"range": {"start": position, "end": position}, "text": f" message X{number} {{}}"}
        wire.change(uri, number, change)
        text = applied(text, change, encoding)
    names = [symbol["name"] for symbol in wire.result("textDocument/documentSymbol", {"textDocument": {"uri": uri}})]
    assert names == re.findall(r"message (\w+)", text) == ["A", "X2", "B", "X3", "X4"]


def test_a_backward_range_and_many_changes_at_once(session: tuple[Wire, str], folder: Path) -> None:
    wire, encoding = session
    uri = wire.open(folder / "many.proto", "")
    text = ""
    changes: list[Message | str] = []
    for piece in ("message A {}\n", "message B {}\n", "😀"):
        change = change_at(text, 0, 0, piece, encoding)
        changes.append(change)
        text = applied(text, change, encoding)
    changes.append(change_at(text, 0, 1, "// ", encoding))
    wire.change(uri, 2, *changes)
    symbols = wire.result("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [symbol["name"] for symbol in symbols] == ["A"]
    wire.change(uri, 3, "message C {}", change_at("message C {}", 8, 9, "D", encoding))
    assert wire.result("textDocument/documentSymbol", {"textDocument": {"uri": uri}})[0]["name"] == "D"


def test_edits_give_the_same_as_opening_the_result(session: tuple[Wire, str], folder: Path) -> None:
    wire, encoding = session
    choose = random.Random(encoding)
    pieces = [
        "😀",
        "é",
        "\r\n",
        "\n",
        "\r",
        "\f",
        "\u2028",
        "\x85",
        "message M {}",
        " Lost z = 9; ",
        "}",
        "{",
        "// ",
        '"',
        "",
    ]
    text = TEXT
    edited = wire.open(folder / "edited.proto", text)
    for version in range(2, 62):
        start = choose.randrange(len(text) + 1)
        end = min(len(text), start + choose.choice((0, 0, 1, 3, 12)))
        change = change_at(text, start, end, choose.choice(pieces), encoding)
        wire.change(edited, version, change)
        text = applied(text, change, encoding)
        if version % 6 == 0 or len(text) < 40:
            whole = wire.open(folder / f"whole{version}.proto", text)
            assert facts(wire, edited) == facts(wire, whole), text
            wire.close(whole)
            text = text if len(text) > 80 else TEXT
            wire.change(edited, version, text)


@pytest.mark.parametrize("separator", ["\f", "\v", "\x1c", "\x85", "\u2028", "\u2029"])
def test_only_line_ends_end_lines(session: tuple[Wire, str], folder: Path, separator: str) -> None:
    wire, _ = session
    text = f"// a{separator}b\nGRPC localhost:1/a.B/C # {separator}\n"
    uri = wire.open(folder / "lines.grpc", text)
    (lens,) = wire.result("textDocument/codeLens", {"textDocument": {"uri": uri}})
    assert lens["range"]["start"] == {"line": 1, "character": 0}
    wire.close(uri)
