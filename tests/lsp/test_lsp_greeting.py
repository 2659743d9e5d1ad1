"""The answer to `initialize`, which is plain data: held against what pygls says for the features that are registered."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lsprotocol import converters, types
from pygls.capabilities import ServerCapabilitiesBuilder
from tests.lsp.wire import PATIENCE, Message, Wire

from protowright.ide.action_kinds import Kind
from protowright.ide.completion_triggers import TRIGGERS
from protowright.ide.token_legend import MODIFIERS, TYPES
from protowright.lsp.greeting import first_answer, server_capabilities
from protowright.lsp.server import create_server

CLIENTS: dict[str, Message] = {
    "says nothing": {},
    "knows all encodings": {"general": {"positionEncodings": ["utf-32", "utf-8", "utf-16"]}},
    "knows an encoding of its own": {"general": {"positionEncodings": ["utf-7", "utf-8"]}},
    "knows no encoding": {"general": {"positionEncodings": []}},
    "prepares renames": {"textDocument": {"rename": {"prepareSupport": True}}},
    "prepares no renames": {"textDocument": {"rename": {"prepareSupport": False}}},
    "tells of moves": {"workspace": {"fileOperations": {"willRename": True, "didRename": True, "willCreate": True}}},
    "has notebooks": {"notebookDocument": {"synchronization": {}}},
}
OPTIONS: dict[str, Any] = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: types.DiagnosticOptions(True, True, "protowright"),
    types.TEXT_DOCUMENT_CODE_ACTION: types.CodeActionOptions([kind.value for kind in Kind], resolve_provider=True),
    types.TEXT_DOCUMENT_COMPLETION: types.CompletionOptions(list(TRIGGERS), resolve_provider=True),
    types.TEXT_DOCUMENT_SIGNATURE_HELP: types.SignatureHelpOptions(["{", "(", "<", "=", ":"], [",", "}", "]"]),
    types.TEXT_DOCUMENT_ON_TYPE_FORMATTING: types.DocumentOnTypeFormattingOptions("}", [";", "]", "\n"]),
    types.WORKSPACE_WILL_RENAME_FILES: types.FileOperationRegistrationOptions(
        [
            types.FileOperationFilter(
                types.FileOperationPattern("**/*.proto", types.FileOperationPatternKind.File), "file"
            ),
            types.FileOperationFilter(
                types.FileOperationPattern("**/*.grpc", types.FileOperationPatternKind.File), "file"
            ),
            types.FileOperationFilter(types.FileOperationPattern("**", types.FileOperationPatternKind.Folder), "file"),
        ]
    ),
    types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL: types.SemanticTokensLegend(list(TYPES), list(MODIFIERS)),
}
"""What is to be said of methods beyond that they are served."""
SHAPED: Message = {"processId": None, "rootUri": None, "capabilities": {}}


def body(**more: Any) -> bytes:
    """The body of an `initialize`; members of it can be replaced."""
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": SHAPED, **more}).encode()


@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_what_is_said_is_what_pygls_would_say_of_the_features_that_are_served(client: Message) -> None:
    converter, manager = converters.get_converter(), create_server().protocol.fm
    capabilities = converter.structure(client, types.ClientCapabilities)
    built = ServerCapabilitiesBuilder(
        capabilities,
        {*manager.features, *manager.builtin_features},
        OPTIONS,
        list(manager.commands),
        types.TextDocumentSyncKind.Incremental,
        None,
        ServerCapabilitiesBuilder.choose_position_encoding(capabilities),
    ).build()
    assert server_capabilities(client) == converter.unstructure(built, types.ServerCapabilities)


@pytest.mark.parametrize(
    "message",
    [
        None,
        b"",
        b"{",
        b"[" * 100_000,
        b"[]",
        body(jsonrpc="1.0"),
        body(method="initialized"),
        body(id=None),
        body(id=[1]),
        body(params=None),
        body(params=[]),
        body(params={**SHAPED, "capabilities": 3}),
        body(params={**SHAPED, "processId": "me"}),
        body(params={**SHAPED, "rootUri": 3}),
        body(params={**SHAPED, "workspaceFolders": {"uri": "file:///a"}}),
        body(params={**SHAPED, "workspaceFolders": [{"name": "a"}]}),
    ],
)
def test_anything_else_is_left_to_the_server(message: bytes | None) -> None:
    assert first_answer(message) is None


def test_an_answer_has_the_id_of_its_request() -> None:
    assert [(first_answer(body(id=own)) or {}).get("id") for own in (0, 7, "a")] == [0, 7, "a"]


def test_initialize_is_answered_once(wire: Wire) -> None:
    wire.ask("initialize", SHAPED)
    assert wire.answer(1)["result"]["serverInfo"]["name"] == "protowright"
    assert wire.end() == 0
    with pytest.raises(AssertionError, match="no answer to 1"):
        wire.answer(1, timeout=0)


def test_initialize_is_answered_after_something_else_too(wire: Wire) -> None:
    assert wire.error_code("textDocument/hover") == -32002
    assert wire.result("initialize", SHAPED)["capabilities"] == server_capabilities({})


@pytest.mark.parametrize("is_first", [True, False])
def test_capabilities_of_the_wrong_shape_cost_their_group_alone(wire: Wire, is_first: bool) -> None:
    if not is_first:
        wire.notify("$/setTrace", {"value": "off"})
    client = {"textDocument": {"hover": 3}, "general": {"positionEncodings": ["utf-8"]}, "window": {}}
    result = wire.result("initialize", {**SHAPED, "capabilities": client})
    assert result["capabilities"]["positionEncoding"] == "utf-8"
    wire.notify("initialized", {})
    assert wire.result("workspace/symbol", {"query": "a"}) == []
    assert wire.end() == 0
    (line,) = wire.stderr.splitlines()
    assert "capabilities `textDocument` have the wrong shape" in line


def test_a_client_that_is_gone_before_it_says_anything_is_no_fault(wire: Wire) -> None:
    assert wire.process.stdin is not None
    wire.process.stdin.close()
    assert wire.gone_within(PATIENCE) == 1
    assert wire.stderr == ""
