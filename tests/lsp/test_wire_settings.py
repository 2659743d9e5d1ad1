"""Settings over the wire: asked for, told, and from the project's files."""

from __future__ import annotations

import re
from pathlib import Path

from tests.lsp.wire import PULL, Message, Wire

ASKED: Message = {
    **PULL,
    "workspace": {"configuration": True, "didChangeConfiguration": {"dynamicRegistration": True}},
}
UNUSED = 'syntax = "proto3";\nimport "google/protobuf/any.proto";\nmessage A {\nstring b = 1;\n}\n'
CHANGED = "workspace/didChangeConfiguration"


def codes(wire: Wire, uri: str) -> list[str]:
    return [each["code"] for each in wire.pulled(uri)]


def indent(wire: Wire, uri: str) -> int:
    """The indent of the field in the file, when it is formatted."""
    params = {"textDocument": {"uri": uri}, "options": {"tabSize": 8, "insertSpaces": True}}
    edits = wire.result("textDocument/formatting", params)
    return max(len(spaces) for edit in edits for spaces in re.findall("^ *", edit["newText"], re.MULTILINE))


def test_a_client_that_can_be_asked_is_asked(wire: Wire, tmp_path: Path) -> None:
    wire.responses_to_server["workspace/configuration"] = [{"diagnostics": {"severity": {"unused-import": "off"}}}]
    wire.initialize(tmp_path, capabilities=ASKED)
    uri = wire.open(tmp_path / "a.proto", UNUSED)
    registered = wire.notification("client/registerCapability")["registrations"]
    assert [each["method"] for each in registered] == [CHANGED]
    assert wire.notification("workspace/configuration")["items"] == [{"section": "protowright"}]
    wire.result("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}})
    assert codes(wire, uri) == []
    wire.responses_to_server["workspace/configuration"] = [{"diagnostics": {"severity": {"unused-import": "error"}}}]
    wire.notify(CHANGED, {"settings": None})
    wire.notification("workspace/configuration")
    wire.result("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}})
    assert [(each["code"], each["severity"]) for each in wire.pulled(uri)] == [("unused-import", 1)]


def test_a_settings_file_counts_and_its_change_does(wire: Wire, tmp_path: Path) -> None:
    file = tmp_path / "protowright.toml"
    file.write_text("indentWidth = 4\n")
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", UNUSED)
    assert indent(wire, uri) == 4
    file.write_text("indentWidth = 3\n")
    wire.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": file.as_uri(), "type": 2}]})
    assert indent(wire, uri) == 3
    wire.notify(CHANGED, {"settings": {"protowright": {"indentWidth": 5}}})
    assert indent(wire, uri) == 5


def test_wrong_settings_are_named_in_one_message(wire: Wire, tmp_path: Path) -> None:
    (tmp_path / "protowright.toml").write_text('indentWidth = "wide"\n[codeLens]\nreferences = 1\n')
    wire.initialize(tmp_path)
    text = wire.notification("window/showMessage")["message"]
    assert text.splitlines() == [
        f"the setting `{name}` in {tmp_path / 'protowright.toml'} is ignored: it must be {expected}"
        for name, expected in (("indentWidth", "a number from 0 to 16"), ("codeLens.references", "true or false"))
    ]
    wire.pulled(wire.open(tmp_path / "a.proto", UNUSED))
    assert wire.collected("window/showMessage") == []


def test_lenses_are_asked_for_again_when_settings_differ_and_only_then(wire: Wire, tmp_path: Path) -> None:
    workspace = {**ASKED["workspace"], "codeLens": {"refreshSupport": True}}
    wire.responses_to_server["workspace/configuration"] = [{"indentWidth": 2, "codeLens": {"references": True}}]
    wire.initialize(tmp_path, capabilities={**ASKED, "workspace": workspace})
    uri = wire.open(tmp_path / "a.proto", UNUSED)
    wire.notification("workspace/configuration")
    assert len(wire.result("textDocument/codeLens", {"textDocument": {"uri": uri}})) == 1
    assert wire.collected("workspace/codeLens/refresh") == []
    wire.responses_to_server["workspace/configuration"] = [{"indentWidth": 2, "codeLens": {"references": False}}]
    wire.notify(CHANGED, {"settings": None})
    wire.notification("workspace/codeLens/refresh")
    assert not wire.result("textDocument/codeLens", {"textDocument": {"uri": uri}})
