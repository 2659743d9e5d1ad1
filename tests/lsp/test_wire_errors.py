"""Messages that no well-behaved client sends, and frames that look unusual."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.lsp.wire import Wire, framed, place

PROTO = 'syntax = "proto3";\nmessage A {\n  string name = 1;\n}\nmessage B {\n  A a = 1;\n}\n'


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """A session whose server must survive everything that the tests of this module send."""
    with Wire() as own:
        own.initialize(tmp_path_factory.mktemp("workspace"))
        yield own
        assert own.end() == 0
        assert own.violations == []
        assert own.odd_log_lines() == []


@pytest.fixture(scope="module")
def uri(session: Wire, tmp_path_factory: pytest.TempPathFactory) -> str:
    """An open file."""
    return session.open(tmp_path_factory.mktemp("open") / "a.proto", PROTO)


def hover_answer(session: Wire, uri: str, header: str = "Content-Length: {length}\r\n\r\n") -> str:
    """What a hover over `A a` says, asked for under a header of one's own."""
    params = {"textDocument": {"uri": uri}, "position": place(PROTO, "A a = 1")}
    session.write(framed({"jsonrpc": "2.0", "id": 4711, "method": "textDocument/hover", "params": params}, header))
    return str(session.answer(4711)["result"]["contents"]["value"])


@pytest.mark.parametrize(
    "method, params",
    [
        ("textDocument/hover", {}),
        ("textDocument/hover", None),
        ("textDocument/hover", []),
        ("textDocument/hover", {"textDocument": {"uri": "file:///a"}, "position": {"line": "x", "character": 0}}),
        ("textDocument/completion", {"textDocument": 3, "position": {}}),
        ("textDocument/documentSymbol", {"textDocument": {}}),
        ("workspace/executeCommand", {"arguments": []}),
        ("workspace/executeCommand", {"command": "protowright.unknown"}),
        ("workspace/executeCommand", {"command": "protowright.runRequest"}),
        ("workspace/executeCommand", {"command": "protowright.runRequest", "arguments": []}),
        ("workspace/executeCommand", {"command": "protowright.runRequest", "arguments": [1]}),
        ("workspace/executeCommand", {"command": "protowright.runRequest", "arguments": [{}]}),
        ("workspace/executeCommand", {"command": "protowright.runRequest", "arguments": [{"uri": "file:///a"}]}),
        ("workspace/executeCommand", {"command": "protowright.cancelRequest", "arguments": [{"uri": 1}]}),
        (
            "workspace/executeCommand",
            {
                "command": "protowright.runRequest",
                "arguments": [{"uri": "file:///a", "position": {"line": "x", "character": None}}],
            },
        ),
    ],
)
def test_invalid_params_are_answered(session: Wire, method: str, params: object) -> None:
    assert session.error_code(method, params) == -32602


def test_a_position_without_numbers_in_a_command_is_invalid(session: Wire, uri: str) -> None:
    argument = {"uri": uri, "position": {"line": "x", "character": None}}
    params = {"command": "protowright.runRequest", "arguments": [argument]}
    assert session.error_code("workspace/executeCommand", params) == -32602


@pytest.mark.parametrize("method", ["textDocument/unknown", "$/unknown", "", "initialize2"])
def test_an_unknown_method_is_answered(session: Wire, method: str) -> None:
    assert session.error_code(method, {}) == -32601


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff\xfe{}", b'{"jsonrpc": "2.0", "id": 1, "method": "shut', b"[" * 200_000],
    ids=["empty", "cut", "no-utf-8", "cut-in-string", "deep"],
)
def test_a_body_that_is_no_json_is_a_parse_error(session: Wire, uri: str, body: bytes) -> None:
    session.write(framed(body))
    error = session.wait(lambda message: "error" in message)
    assert (error["id"], error["error"]["code"]) == (None, -32700)
    assert "A" in hover_answer(session, uri)


@pytest.mark.parametrize("body", ["[]", "3", '"text"', "null", "true", "{}", '{"id": 1, "method": "x"}', "[{}]"])
def test_a_body_that_is_no_message_is_an_invalid_request(session: Wire, uri: str, body: str) -> None:
    session.write(framed(body.encode()))
    error = session.wait(lambda message: "error" in message)
    assert (error["id"], error["error"]["code"]) == (None, -32600)
    assert "A" in hover_answer(session, uri)


@pytest.mark.parametrize(
    "header",
    [
        "content-length: {length}\r\n\r\n",
        "CONTENT-LENGTH:{length}\r\n\r\n",
        "Content-Length:   {length}  \r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {length}\r\n\r\n",
        "Content-Length: {length}\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n",
        "X-Extra: 1\r\nContent-Length: {length}\r\nX-Other: Content-Length\r\n\r\n",
        "\r\n\r\nContent-Length: {length}\r\n\r\n",
        "Content-Length: {length}\n\n",
    ],
)
def test_headers_may_be_written_in_many_ways(session: Wire, uri: str, header: str) -> None:
    assert "message A" in hover_answer(session, uri, header)


def test_a_body_may_come_in_many_pieces(session: Wire, uri: str) -> None:
    params = {"textDocument": {"uri": uri}, "position": place(PROTO, "A a = 1")}
    data = framed({"jsonrpc": "2.0", "id": "piecemeal", "method": "textDocument/hover", "params": params})
    for index in range(0, len(data), 7):
        session.write(data[index : index + 7])
    assert session.wait(lambda message: message.get("id") == "piecemeal")["result"]["range"]["start"]["line"] == 5


def test_many_messages_may_come_in_one_piece(session: Wire, uri: str) -> None:
    document = {"textDocument": {"uri": uri}}
    requests = [
        framed(
            {"jsonrpc": "2.0", "id": f"together-{number}", "method": "textDocument/documentSymbol", "params": document}
        )
        for number in range(20)
    ]
    session.write(b"".join(requests))
    for number in range(20):
        answer = session.wait(lambda message, number=number: message.get("id") == f"together-{number}")  # type: ignore[misc]
        assert [symbol["name"] for symbol in answer["result"]] == ["A", "B"]


def test_a_body_is_counted_in_bytes(session: Wire, tmp_path: Path) -> None:
    uri = session.open(tmp_path / "ü.proto", 'syntax = "proto3"; // 😀é\nmessage Übung {}\nmessage Z {}\n')
    body = json.dumps(
        {
            "jsonrpc": "2.0",
            "id": "ä",
            "method": "textDocument/documentSymbol",
            "params": {"textDocument": {"uri": uri}},
        },
        ensure_ascii=False,
    )
    session.write(framed(body.encode()))
    assert session.wait(lambda message: message.get("id") == "ä")["result"][-1]["name"] == "Z"


def test_a_key_named_jsonrpc_inside_the_params_is_data(session: Wire, uri: str) -> None:
    argument = {"uri": uri, "request": "none", "jsonrpc": "2.0", "id": 9, "inner": {"jsonrpc": "2.0", "method": "exit"}}
    params = {"command": "protowright.cancelRequest", "arguments": [argument]}
    assert session.result("workspace/executeCommand", params) == 0


def test_unknown_notifications_are_ignored(session: Wire, uri: str) -> None:
    session.notify("$/unknown", {"a": 1})
    session.send({"method": "$/withoutParams"})
    session.notify("textDocument/unknown", None)
    session.notify("$/cancelRequest", {"id": 123456})
    session.notify("$/cancelRequest", {})
    session.notify("textDocument/didOpen", {"textDocument": {}})
    session.notify("textDocument/didClose", None)
    session.notify(
        "textDocument/didChange", {"textDocument": {"uri": "file:///not/open", "version": 1}, "contentChanges": []}
    )
    assert "message A" in hover_answer(session, uri)
    assert session.collected("window/showMessage") == []


def test_answers_to_questions_nobody_asked_are_ignored(session: Wire, uri: str) -> None:
    session.send({"id": 99, "result": 1})
    session.send({"id": "x", "error": {"code": 1, "message": ""}})
    assert "message A" in hover_answer(session, uri)


@pytest.mark.parametrize("request_id", [None, {}, [1], 1.5])
def test_an_id_that_is_none_is_an_invalid_request(session: Wire, request_id: object) -> None:
    session.send({"id": request_id, "method": "textDocument/hover", "params": {}})
    error = session.wait(lambda message: "error" in message)
    assert (error["id"], error["error"]["code"]) == (None, -32600)


def test_nothing_is_answered_as_null(session: Wire, uri: str) -> None:
    nowhere = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 0}}
    answer = session.answer(session.ask("textDocument/hover", nowhere))
    assert answer == {"jsonrpc": "2.0", "id": answer["id"], "result": None}


def test_a_file_that_does_not_exist_is_answered_as_null(session: Wire) -> None:
    document = {"textDocument": {"uri": "file:///no/such/file.proto"}}
    assert session.result("textDocument/documentSymbol", document) is None
    assert session.result("textDocument/codeLens", document) is None


def test_ids_may_be_texts_and_numbers(session: Wire, uri: str) -> None:
    for request_id in ("x", "", 0, 2**31 - 1, -5):
        params = {"textDocument": {"uri": uri}}
        session.send({"id": request_id, "method": "textDocument/documentSymbol", "params": params})
        answer = session.wait(lambda message, own=request_id: message.get("id") == own)  # type: ignore[misc]
        assert len(answer["result"]) == 2
