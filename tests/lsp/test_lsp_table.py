"""docs/dev/lsp.md: every request and notification of LSP 3.17, and what the server really does about it."""

from __future__ import annotations

import re
from pathlib import Path

from lsprotocol import types

from protowright.lsp.server import create_server

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "dev" / "lsp.md"
NEWER = {
    "textDocument/inlineCompletion",
    "textDocument/rangesFormatting",
    "workspace/foldingRange/refresh",
    "workspace/textDocumentContent",
    "workspace/textDocumentContent/refresh",
}
"""Methods of LSP 3.18."""
_ROW = re.compile(r"^\| `([^`]+)` \| (yes|no) \| ([^|]*) \|([^|\n]*)\|", re.MULTILINE)


def rows() -> dict[str, tuple[bool, str, list[str]]]:
    """Of each method of the page: whether it is served or sent, why, and the tests."""
    found = _ROW.findall(PAGE.read_text("utf-8"))
    return {method: (word == "yes", why.strip(), re.findall(r"`([^`]+)`", tests)) for method, word, why, tests in found}


def test_every_method_is_there_once() -> None:
    named = [match[0] for match in _ROW.findall(PAGE.read_text("utf-8"))]
    assert sorted(named) == sorted(types.METHOD_TO_TYPES.keys() - NEWER)


def test_what_is_served_is_what_the_server_registers() -> None:
    manager = create_server().protocol.fm
    registered = {*manager.features, *manager.builtin_features, types.CANCEL_REQUEST}
    registered = {method for method in registered if not method.startswith("notebookDocument/")}  # pygls' own
    to_server = {method for method in rows() if types.message_direction(method) != "serverToClient"}
    assert {method for method in to_server if rows()[method][0]} == registered, "bring docs/dev/lsp.md in step"


def test_what_is_served_has_tests_and_the_rest_a_reason() -> None:
    for method, (is_served, why, tests) in rows().items():
        assert tests if is_served else why, method
        for test in tests:
            text = (ROOT / "tests" / "lsp" / test).read_text("utf-8")
            assert method.rpartition("/")[2] in text or method in INDIRECT, f"{test} says nothing of {method}"


INDIRECT = {
    *(types.INITIALIZE, types.INITIALIZED, types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE),
    *(types.TEXT_DOCUMENT_DID_CLOSE, types.WORKSPACE_EXECUTE_COMMAND),
}
"""What tests do by a method of `Wire`."""
