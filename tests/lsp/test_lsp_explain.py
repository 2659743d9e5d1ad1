"""The command that tells what a diagnostic means."""

from __future__ import annotations

from typing import Any

from tests.lsp.wire import Wire


def explain(editor: Wire, code: str) -> Any:
    """The answer of the command."""
    return editor.result("workspace/executeCommand", {"command": "protowright.explain", "arguments": [{"code": code}]})


def test_a_code_has_a_page(editor: Wire) -> None:
    page = explain(editor, "duplicate-field-number")["markdown"]
    assert page.startswith("# `duplicate-field-number`") or "duplicate-field-number" in page.splitlines()[0]
    assert "```proto" in page


def test_an_unknown_code_has_none(editor: Wire) -> None:
    assert explain(editor, "no-such-code") == {"problem": "there is no code `no-such-code`"}
