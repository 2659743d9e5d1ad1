"""From the first message to the end of the process, in good order and in bad."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.lsp.processes import children, eventually, is_alive
from tests.lsp.wire import PULL, ROOT, Message, Wire, framed, run_params

PROTO = 'syntax = "proto3";\nmessage A {}\n'
ENDLESS = """proto < protos/chat/v1/chat.proto

# @name endless
GRPC {{shop}}/chat.v1.Chat/Subscribe
{ "room": "clock", "interval": "0s" }
"""
GONE = 2.0
"""How long a server may take to leave, in seconds."""


def start_endless_run(wire: Wire, workspace: Path) -> int:
    """Begin a run that never ends by itself; gives the id of the runner's process."""
    file = workspace / "endless.grpc"
    file.write_text(ENDLESS)
    uri = wire.open(file)
    wire.ask("workspace/executeCommand", run_params(uri, "endless"))
    wire.notification("protowright/run", state="running")
    (runner,) = children(wire.process.pid)
    return runner


def test_requests_before_initialize_are_refused(wire: Wire) -> None:
    for method in ("textDocument/hover", "shutdown", "workspace/executeCommand", "unknown", "exit"):
        assert wire.error_code(method, {}) == -32002
    assert wire.initialize()["hoverProvider"]


def test_a_notification_before_initialize_is_dropped(wire: Wire, tmp_path: Path) -> None:
    uri = wire.open(tmp_path / "early.proto", PROTO)
    wire.notify("initialized", {})
    wire.initialize(tmp_path)
    assert wire.result("textDocument/documentSymbol", {"textDocument": {"uri": uri}}) is None
    assert wire.end() == 0


def test_an_initialize_with_invalid_params_does_not_count(wire: Wire) -> None:
    assert wire.error_code("initialize", {"capabilities": 3}) == -32602
    assert wire.error_code("textDocument/hover", {}) == -32002
    assert wire.initialize()["hoverProvider"]


def test_a_second_initialize_is_refused(wire: Wire) -> None:
    wire.initialize()
    assert wire.error_code("initialize", {"capabilities": {}, "processId": None, "rootUri": None}) == -32600
    assert wire.end() == 0


def test_the_server_says_what_it_is_and_can(wire: Wire) -> None:
    params: Message = {"processId": None, "rootUri": None, "capabilities": {}}
    result = wire.result("initialize", params)
    assert result["serverInfo"]["name"] == "protowright"
    commands = result["capabilities"]["executeCommandProvider"]["commands"]
    assert {"protowright.cancelRequest", "protowright.runRequest", "protowright.runAll"} <= set(commands)
    manifest = json.loads((ROOT / "client-extension" / "package.json").read_text())
    own = {command["command"] for command in manifest["contributes"]["commands"]}
    assert not own & set(commands), "the client registers the server's commands, and a name can be taken once"
    assert result["capabilities"]["textDocumentSync"]["change"] == 2


def test_requests_after_shutdown_are_refused(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    uri = wire.open(tmp_path / "a.proto", PROTO)
    assert wire.result("shutdown") is None
    document = {"textDocument": {"uri": uri}}
    for method in ("textDocument/documentSymbol", "shutdown", "initialize"):
        assert wire.error_code(method, document) == -32600
    wire.change(uri, 2, "message B {}")
    wire.notify("exit")
    assert wire.gone_within(GONE) == 0


def test_exit_without_shutdown_is_a_failure(wire: Wire) -> None:
    wire.initialize()
    wire.notify("exit")
    assert wire.gone_within(GONE) == 1
    assert wire.stderr == ""


def test_exit_before_initialize_ends_the_process(wire: Wire) -> None:
    wire.notify("exit")
    assert wire.gone_within(GONE + 2) == 1  # that it has to start counts here
    assert wire.stderr == ""


@pytest.mark.parametrize(
    "data", [b"", b"Content-Length: 10", b"Content-Length: 10\r\n\r\n{", b"Content-Length: 9" + b"9" * 30]
)
def test_the_end_of_the_input_ends_the_process(wire: Wire, data: bytes) -> None:
    wire.initialize()
    wire.write(data + b"\r\n\r\n" * data.endswith(b"9"))
    assert wire.process.stdin is not None
    wire.process.stdin.close()
    assert wire.gone_within(GONE) == 1
    assert wire.stderr == ""


@pytest.mark.parametrize("good_order", [True, False])
def test_exit_in_the_middle_of_a_stream(wire: Wire, workspace: Path, good_order: bool) -> None:
    wire.initialize(workspace)
    runner = start_endless_run(wire, workspace)
    started = time.monotonic()
    if good_order:
        assert wire.result("shutdown") is None
    wire.notify("exit")
    assert wire.gone_within(GONE) == (0 if good_order else 1)
    assert eventually(lambda: not is_alive(runner), max(0.1, started + GONE - time.monotonic()))
    assert (workspace / "endless.endless.grpc-response").read_text().startswith("GRPC 1 - CANCELLED\n")
    assert wire.odd_log_lines() == []
    assert wire.violations == []


def test_the_end_of_the_input_in_the_middle_of_a_stream(wire: Wire, workspace: Path) -> None:
    wire.initialize(workspace)
    runner = start_endless_run(wire, workspace)
    assert wire.process.stdin is not None
    wire.process.stdin.close()
    assert wire.gone_within(GONE) == 1
    assert eventually(lambda: not is_alive(runner), 1)
    assert wire.odd_log_lines() == []


def test_a_killed_server_takes_the_runner_along(wire: Wire, workspace: Path) -> None:
    wire.initialize(workspace)
    runner = start_endless_run(wire, workspace)
    wire.process.kill()
    assert eventually(lambda: not is_alive(runner), GONE)


def test_shutdown_cancels_what_runs(wire: Wire, workspace: Path) -> None:
    wire.initialize(workspace)
    start_endless_run(wire, workspace)
    run = wire._last_id
    assert wire.result("shutdown") is None
    assert wire.answer(run)["error"]["code"] == -32800


def test_exit_with_many_requests_queued(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    text = 'syntax = "proto3";\n' + "".join(f"message M{number} {{ M{number} a = 1; }}\n" for number in range(2000))
    uri = wire.open(tmp_path / "long.proto", text)
    document = {"textDocument": {"uri": uri}}
    requests = [
        framed({"jsonrpc": "2.0", "id": number, "method": "textDocument/documentSymbol", "params": document})
        for number in range(1000, 1300)
    ]
    wire.write(b"".join(requests))
    wire.notify("exit")
    assert wire.gone_within(GONE + 2) == 1  # the requests before it are taken up first
    assert wire.stderr == ""
    assert wire.violations == []


def test_exit_of_a_client_that_no_longer_reads(tmp_path: Path) -> None:
    with Wire(reads=False) as wire:
        wire.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        text = 'syntax = "proto3";\n' + "".join(f"message M{number} {{}}\n" for number in range(3000))
        uri = wire.open(tmp_path / "long.proto", text)
        wire.ask("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
        time.sleep(1)  # the pipe is full then
        wire.notify("exit")
        assert wire.gone_within(GONE) == 1
        assert wire.stderr == ""


def test_the_server_leaves_with_the_process_that_started_it(wire: Wire) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    wire.result("initialize", {"processId": parent.pid, "rootUri": None, "capabilities": {}})
    wire.notify("initialized", {})
    parent.communicate()
    assert wire.gone_within(2 + GONE) == 1


def test_a_request_can_be_cancelled(wire: Wire, workspace: Path) -> None:
    wire.initialize(workspace)
    start_endless_run(wire, workspace)
    run = wire._last_id
    wire.notify("$/cancelRequest", {"id": run})
    assert wire.answer(run)["error"]["code"] == -32800
    ended = wire.notification("protowright/run", state="cancelled")
    assert ended["request"] == "endless"
    cancel = {"command": "protowright.cancelRequest", "arguments": [{"uri": ended["uri"]}]}
    assert wire.result("workspace/executeCommand", cancel) == 0


def test_a_cancelled_request_is_answered_before_it_was_taken_up(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path, capabilities=PULL)
    text = 'syntax = "proto3";\n' + "".join(f"message M{number} {{ M{number} a = 1; }}\n" for number in range(1500))
    uri = wire.open(tmp_path / "long.proto", text)
    requests = [wire.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}}) for _ in range(5)]
    wire.notify("$/cancelRequest", {"id": requests[-1]})
    assert wire.answer(requests[-1])["error"]["code"] == -32800
    assert wire.answer(requests[0])["result"]["kind"] == "full"


def test_a_trace_may_be_asked_for(wire: Wire, tmp_path: Path) -> None:
    wire.initialize(tmp_path)
    wire.notify("$/setTrace", {"value": "verbose"})
    assert wire.pulled(wire.open(tmp_path / "a.proto", PROTO)) == []
    assert wire.end() == 0
    assert wire.stderr == ""
