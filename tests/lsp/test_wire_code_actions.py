"""Code actions: the fixes of diagnostics, in the encoding and with the kinds the client asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.lsp.wire import Wire

TEXT = 'syntax = "proto3";\nmessage A { /* 😀 */ strnig a = 1; }\n'


def asked(wire: Wire, uri: str, character: int, **context: Any) -> list[dict[str, Any]]:
    """The actions at a character of the second line."""
    place = {"line": 1, "character": character}
    found: list[dict[str, Any]] = wire.result(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": uri},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": [], **context},
        },
    )
    return found


@pytest.mark.parametrize(("encoding", "start"), [("utf-8", 23), ("utf-16", 21), ("utf-32", 20)])
def test_a_fix_is_an_edit_of_the_document(wire: Wire, tmp_path: Path, encoding: str, start: int) -> None:
    wire.initialize(tmp_path, encodings=[encoding])
    uri = wire.open(tmp_path / "a.proto", TEXT)
    (action,) = asked(wire, uri, start + 2)
    assert (action["title"], action["kind"], action["isPreferred"]) == ("Change to `string`", "quickfix", True)
    assert [each["code"] for each in action["diagnostics"]] == ["unresolved-type"]
    place = {"start": {"line": 1, "character": start}, "end": {"line": 1, "character": start + 6}}
    assert action["edit"] == {"changes": {uri: [{"range": place, "newText": "string"}]}}


def test_only_the_kinds_that_are_asked_for_are_given(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    assert len(asked(wire, uri, 22, only=["quickfix"])) == 1
    assert len(asked(wire, uri, 22, only=[""])) == 1
    assert asked(wire, uri, 22, only=["refactor", "source.organizeImports"]) == []


def test_there_is_none_where_nothing_is_wrong(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", TEXT)
    assert asked(wire, uri, 3) == []
    assert asked(wire, (tmp_path / "never-opened.proto").as_uri(), 3) == []
