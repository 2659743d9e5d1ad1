"""The snippets of the VS Code extension are text that the server finds nothing wrong with."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from tests.support.fixtures import FOLDER

from protowright.diagnostics.codes import Severity
from protowright.ide.diagnostics import diagnostics
from protowright.project.host import Host

SNIPPETS = Path(__file__).parents[2] / "client-extension" / "snippets"
_MEMBERS = {"Rpc", "Server streaming rpc", "Client streaming rpc", "Bidirectional streaming rpc"}
_FIELDS = {"Oneof", "Map", "Repeated", "Reserved"}
_NAMES = {
    "unresolved-type",
    "unresolved-import",
    "unknown-service",
    "unknown-method",
    "unresolved-variable",
    "missing-file",
}
"""Whatever a person has yet to fill in."""


def snippets(name: str) -> list[tuple[str, str]]:
    """The title of each snippet of a language, and the text it leaves when every place keeps its suggestion."""
    found = json.loads((SNIPPETS / f"{name}.json").read_text())
    return [(title, expanded("\n".join(snippet["body"]))) for title, snippet in found.items()]


def expanded(body: str) -> str:
    """The body with the first choice and the suggested text at each place."""
    body = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", body)
    body = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}", r"\1", body)
    return re.sub(r"\$\d+", "", body).replace("\\$", "$")


def check_snippet(name: str, text: str) -> None:
    """The file has no errors, but for names that a person has yet to fill in."""
    path = os.path.join(FOLDER, name)
    host = Host([FOLDER])
    host.open(path, text)
    found = diagnostics(host.snapshot(), path)
    assert [
        each.message for each in found if each.code.severity is Severity.ERROR and each.code.name not in _NAMES
    ] == []


@pytest.mark.parametrize(("title", "text"), snippets("proto"))
def test_a_proto_snippet_is_right(title: str, text: str) -> None:
    if title in _MEMBERS:
        text = f"service Shop {{\n{text}\n}}"
    if title in _FIELDS:
        text = f"message Order {{\n{text}\n}}"
    check_snippet("shop.proto", text if text.startswith(("syntax", "edition")) else f'syntax = "proto3";\n{text}')


@pytest.mark.parametrize(("title", "text"), snippets("grpc-request"))
def test_a_request_snippet_is_right(title: str, text: str) -> None:
    before = "GRPC localhost:50051/a.B/C\n"
    around = {"Timeout": f"{text}\n{before}", "Authorization": before + text}
    is_tail = title in ("Status", "Body", "Duration", "Save")
    check_snippet("shop.grpc", f"{before}\n{{}}\n\n{text}" if is_tail else around.get(title, text))


def test_a_snippet_with_a_fault_would_be_seen() -> None:
    with pytest.raises(AssertionError, match="expected"):
        check_snippet("shop.proto", 'syntax = "proto3";\nmessage {')
