"""Running requests from an editor: what is called, what is written, and what the client is told."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from samples.service import Addresses
from tests.lsp.requests import REQUESTS, document
from tests.lsp.wire import PULL, Message, Wire, place, run_params

GET = """GRPC 0 - OK
# user.UserService/GetUser at grpc://ADDRESS · …
# schema: protos/user/user.proto
x-request-id: …

{
  "id": "42",
  "name": "Otter",
  "email": "otter@shop.example"
}

### trailers
x-cost: 2
"""

TICKS = """GRPC 0 - OK
# chat.v1.Chat/Subscribe at grpc://ADDRESS · …
# schema: protos/chat/v1/chat.proto
x-request-id: …

{
  "id": "clock/1",
  "room": "clock",
  "author": "clock",
  "text": "tick 1",
  "time": "2026-01-02T03:05:05Z"
}

===

{
  "id": "clock/2",
  "room": "clock",
  "author": "clock",
  "text": "tick 2",
  "time": "2026-01-02T03:06:05Z"
}

### trailers
x-cost: 3
"""


def masked(path: Path) -> str:
    """A response document without its duration, its time and its request's id."""
    lines = path.read_text("utf-8").split("\n")
    lines[1] = lines[1].partition(" · ")[0] + " · …"
    return "\n".join("x-request-id: …" if line.startswith("x-request-id: ") else line for line in lines)


@pytest.mark.parametrize("name, golden", [("get", GET), ("ticks", TICKS)])
def test_a_lens_runs_its_request(
    editor: Wire, uri: str, file: Path, service: Addresses, name: str, golden: str
) -> None:
    lenses = editor.result("textDocument/codeLens", {"textDocument": {"uri": uri}})
    (lens,) = [lens for lens in lenses if lens["command"]["arguments"] == [{"uri": uri, "request": name}]]
    assert lens["command"]["title"] == "▶ Run"
    assert lens["range"]["start"]["line"] == REQUESTS.split("\n").index(f"# @name {name}") + 1
    command = {"command": lens["command"]["command"], "arguments": lens["command"]["arguments"]}
    result = editor.result("workspace/executeCommand", command)
    written = document(file, name)
    assert (result["request"], result["state"], result["status"]) == (name, "finished", "OK")
    assert result["responseUri"] == written.as_uri()
    assert masked(written) == golden.replace("ADDRESS", service.address)
    assert sorted(file.parent.glob(".orders*")) == []


def test_a_place_in_a_request_runs_it(editor: Wire, uri: str) -> None:
    argument = {"uri": uri, "position": place(REQUESTS, '"room": "clock", "limit"')}
    params = {"command": "protowright.runRequest", "arguments": [argument]}
    assert editor.result("workspace/executeCommand", params)["request"] == "ticks"


def test_a_place_outside_of_requests_is_refused(editor: Wire, uri: str) -> None:
    argument = {"uri": uri, "position": {"line": 0, "character": 0}}
    params = {"command": "protowright.runRequest", "arguments": [argument]}
    assert editor.error_code("workspace/executeCommand", params) == -32602


def test_an_error_comes_with_its_details(editor: Wire, uri: str, file: Path) -> None:
    result = editor.run(uri, "missing")
    assert (result["state"], result["status"]) == ("finished", "NOT_FOUND")
    assert "there is no user 'none'" in result["summary"]
    text = document(file, "missing").read_text()
    assert text.startswith("GRPC 5 - NOT_FOUND\n# user.UserService/GetUser at ")
    assert "\n### message\nthere is no user 'none'\n\n### details\n{\n" in text
    assert '"@type": "type.googleapis.com/google.rpc.ResourceInfo"' in text
    assert '"reason": "NO_SUCH_USER"' in text
    assert "grpc-status-details-bin" not in text


def test_the_client_hears_of_each_step(editor: Wire, uri: str, file: Path) -> None:
    assert editor.run(uri, "get")["state"] == "finished"
    told = editor.collected("protowright/run")
    states = [news["state"] for news in told]
    assert states in (["started", "finished"], ["started", "running", "finished"]), "it may be over at once"
    assert {news["uri"] for news in told} == {uri} and {news["request"] for news in told} == {"get"}
    assert told[0] == {"uri": uri, "request": "get", "state": "started"}
    last = told[-1]
    assert (last["status"], last["responseUri"]) == ("OK", document(file, "get").as_uri())
    assert 0 < last["duration"] < 20
    assert last["summary"].startswith("OK in ")


def test_a_stream_is_told_of_while_it_runs(editor: Wire, uri: str, file: Path) -> None:
    editor.ask("workspace/executeCommand", run_params(uri, "endless"))
    first = editor.notification("protowright/run", state="running")
    second = editor.notification("protowright/run", state="running")
    assert first["responseUri"] == document(file, "endless").as_uri()
    (count, noun), (later, _) = first["summary"].split(), second["summary"].split()
    assert int(count) < int(later)
    assert noun == ("message" if count == "1" else "messages")
    assert document(file, "endless").read_text().startswith("GRPC - RUNNING\n")


def test_a_run_can_be_cancelled(editor: Wire, uri: str, file: Path) -> None:
    run = editor.ask("workspace/executeCommand", run_params(uri, "endless"))
    editor.notification("protowright/run", state="running")
    cancel = {"command": "protowright.cancelRequest", "arguments": [{"uri": uri, "request": "endless"}]}
    assert editor.result("workspace/executeCommand", cancel) == 1
    result = editor.answer(run)["result"]
    assert (result["state"], result["status"]) == ("cancelled", "CANCELLED")
    assert editor.notification("protowright/run", state="cancelled")["status"] == "CANCELLED"
    assert document(file, "endless").read_text().startswith("GRPC 1 - CANCELLED\n")
    assert editor.result("workspace/executeCommand", cancel) == 0


def test_a_run_can_be_cancelled_at_once(editor: Wire, uri: str) -> None:
    run = editor.ask("workspace/executeCommand", run_params(uri, "endless"))
    cancel = {"command": "protowright.cancelRequest", "arguments": [{"uri": uri}]}
    assert editor.result("workspace/executeCommand", cancel) == 1
    assert editor.answer(run)["result"]["state"] == "cancelled"


def test_several_runs_go_on_at_once(editor: Wire, uri: str) -> None:
    """A call that fails with UNAVAILABLE must not take the connection of another call with it."""
    endless = editor.ask("workspace/executeCommand", run_params(uri, "endless"))
    editor.notification("protowright/run", state="running", request="endless")
    assert editor.run(uri, "busy")["status"] == "UNAVAILABLE"
    same = [editor.ask("workspace/executeCommand", run_params(uri, "get")) for _ in range(5)]
    assert [editor.answer(request)["result"]["status"] for request in same] == ["OK"] * 5
    editor.collected("protowright/run")
    editor.notification("protowright/run", state="running", request="endless")
    cancel = {"command": "protowright.cancelRequest", "arguments": [{"uri": uri}]}
    assert editor.result("workspace/executeCommand", cancel) == 1
    assert editor.answer(endless)["result"]["state"] == "cancelled"


def test_typing_stays_prompt_while_a_stream_floods_in(wire: Wire, run_folder: Path, file: Path) -> None:
    wire.initialize(run_folder, capabilities=PULL)
    uri = wire.open(file)
    wire.ask("workspace/executeCommand", run_params(uri, "flood"))
    wire.notification("protowright/run", state="running")
    proto = wire.open(run_folder / "typed.proto", "")
    waits = []
    for version in range(2, 32):
        started = time.monotonic()
        wire.change(proto, version, f'syntax = "proto3";\nmessage A {{ Lost{version} a = 1; }}\n')
        assert f"Lost{version}" in wire.pulled(proto)[0]["message"]
        waits.append(time.monotonic() - started)
    assert sorted(waits)[15] < 0.25, waits


@pytest.mark.parametrize(
    "capabilities, shown",
    [
        ({}, 0),
        ({"window": {"showDocument": {"support": False}}}, 0),
        ({"window": {"showDocument": {"support": True}}}, 1),
        ({"window": {"showDocument": {"support": True}}, "experimental": {"protowright": {"opensResponses": True}}}, 0),
        ({"window": {"showDocument": {"support": True}}, "experimental": {"protowright": {}}}, 1),
        ({"window": {"showDocument": {"support": True}}, "experimental": [1]}, 1),
    ],
)
def test_a_client_is_asked_to_show_what_it_does_not_open(
    wire: Wire, run_folder: Path, file: Path, capabilities: Message, shown: int
) -> None:
    wire.initialize(run_folder, capabilities=capabilities)
    wire.run(wire.open(file), "ticks")
    asked = wire.collected("window/showDocument")
    assert asked == [{"uri": document(file, "ticks").as_uri(), "takeFocus": False}] * shown


def test_a_client_that_refuses_to_show_does_no_harm(wire: Wire, run_folder: Path, file: Path) -> None:
    wire.responses_to_server["window/showDocument"] = "nonsense"
    wire.initialize(run_folder, capabilities={"window": {"showDocument": {"support": True}}})
    uri = wire.open(file)
    assert wire.run(uri, "get")["state"] == wire.run(uri, "get")["state"] == "finished"
    assert wire.odd_log_lines() == []


def test_the_buffer_is_run_and_not_the_file(editor: Wire, uri: str, file: Path) -> None:
    editor.change(uri, 2, REQUESTS.replace('"id": "42"', '"id": "7"'))
    editor.run(uri, "get")
    assert '"id": "7"' in document(file, "get").read_text()


def test_discovery_runs_like_a_call(wire: Wire, run_folder: Path, file: Path) -> None:
    wire.initialize(run_folder)
    uri = wire.open(file, "# @name what\nGRPC {{shop}}/\n")
    result: Any = wire.run(uri, "what")
    assert result["status"] == "OK"
    text = document(file, "what").read_text()
    assert "# list at grpc://" in text and '"shop.v1.Orders"' in text


def test_completion_offers_what_can_be_called(wire: Wire, run_folder: Path, file: Path) -> None:
    wire.initialize(run_folder)
    text = "# 😀\nGRPC {{shop}}/user.UserService/\n"
    uri = wire.open(file, text)
    position = {"line": 1, "character": len("GRPC {{shop}}/user.UserService/")}
    found = wire.result("textDocument/completion", {"textDocument": {"uri": uri}, "position": position})
    assert [item["label"] for item in found["items"]] == ["GetUser"]
    edit = found["items"][0]["textEdit"]
    assert (edit["newText"], edit["range"]) == ("GetUser", {"start": position, "end": position})
