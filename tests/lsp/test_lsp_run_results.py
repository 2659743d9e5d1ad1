"""What follows from a run: lenses, diagnostics, requests that need others, the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples.service import Addresses
from tests.lsp.requests import document
from tests.lsp.wire import PULL, Wire, run_params

REQUESTS = """
# @name login
GRPC {{shop}}/shop.v1.Users/SignIn

{ "email": "otter@shop.example", "password": "river" }

### needs the one above
# @name me
GRPC {{shop}}/shop.v1.Users/Get
authorization: Bearer {{login.response.body.$.token}}

{ "userId": "{{login.response.body.$.userId}}" }

?? body $.email == badger@shop.example
?? status == OK

### what the server refuses
# @name order
GRPC {{shop}}/shop.v1.Orders/Place

{ "userId": "42", "items": [{ "sku": "tea", "quantity": 0 }] }

### each needs the other
# @name chicken
# @ref egg
GRPC {{shop}}/user.UserService/GetUser

###
# @name egg
# @ref chicken
# @disabled
GRPC {{shop}}/user.UserService/GetUser
"""


@pytest.fixture
def results(run_folder: Path, file: Path) -> Iterator[tuple[Wire, str]]:
    """A session of its own, which pulls diagnostics, with the requests open."""
    with Wire() as wire:
        capabilities = {**PULL, "workspace": {"codeLens": {"refreshSupport": True}}}
        wire.initialize(run_folder, capabilities=capabilities)
        file.write_text(REQUESTS)
        yield wire, wire.open(file, REQUESTS)
        assert wire.end() == 0


def titles(wire: Wire, uri: str, request: str) -> list[str]:
    """The titles of the lenses of a request."""
    lenses = wire.result("textDocument/codeLens", {"textDocument": {"uri": uri}})
    return [lens["command"]["title"] for lens in lenses if lens["command"]["arguments"][0].get("request") == request]


def found(wire: Wire, uri: str) -> list[tuple[str, str]]:
    """The codes and messages of what runs found out."""
    codes = ("assertion-failed", "field-violation")
    return [(each["code"], each["message"]) for each in wire.pulled(uri) if each["code"] in codes]


def test_what_a_request_needs_runs_first(results: tuple[Wire, str], file: Path) -> None:
    wire, uri = results
    result = wire.run(uri, "me")
    assert (result["state"], result["status"], result["passed"]) == ("finished", "OK", False)
    told = [(news["request"], news["state"]) for news in wire.collected("protowright/run")]
    assert told.index(("login", "finished")) < told.index(("me", "started"))
    assert '"email": "otter@shop.example"' in document(file, "me").read_text()
    wire.forget()
    wire.run(uri, "me")
    assert {news["request"] for news in wire.collected("protowright/run")} == {"me"}, "it has a response now"


def test_a_failed_assertion_is_a_diagnostic_until_the_request_changes(results: tuple[Wire, str]) -> None:
    wire, uri = results
    result = wire.run(uri, "me")
    assert "1 of 2 assertions failed" in result["summary"]
    (fault,) = found(wire, uri)
    assert fault == ("assertion-failed", 'this did not hold: it is "otter@shop.example"')
    wire.change(uri, 2, REQUESTS.replace("# @name login", "# @name login  "))
    assert found(wire, uri) == [fault], "another request changed"
    wire.change(uri, 3, REQUESTS.replace("badger", "otter"))
    assert found(wire, uri) == []


def test_fields_that_the_server_refused_are_marked(results: tuple[Wire, str]) -> None:
    wire, uri = results
    assert wire.run(uri, "order")["status"] == "INVALID_ARGUMENT"
    faults = found(wire, uri)
    assert faults and all(code == "field-violation" for code, _ in faults)
    assert any("quantity" in message for _, message in faults)


def test_lenses_tell_what_came_of_a_run(results: tuple[Wire, str]) -> None:
    wire, uri = results
    assert titles(wire, uri, "login") == ["▶ Run"]
    wire.run(uri, "login")
    run, outcome = titles(wire, uri, "login")
    assert run == "▶ Run" and outcome.startswith("✓ OK · ")
    wire.run(uri, "me")
    assert titles(wire, uri, "me")[1].endswith("· 1 of 2 assertions failed")
    assert len(wire.collected("workspace/codeLens/refresh")) >= 4


def test_a_circle_is_not_sent(results: tuple[Wire, str]) -> None:
    wire, uri = results
    result = wire.run(uri, "chicken")
    assert result["state"] == "notSent" and "requests need one another" in result["summary"]


def test_all_requests_of_a_file_are_run(results: tuple[Wire, str]) -> None:
    wire, uri = results
    params: dict[str, Any] = {"command": "protowright.runAll", "arguments": [{"uri": uri}]}
    done = wire.result("workspace/executeCommand", params)
    assert [each["request"] for each in done] == ["login", "me", "order", "chicken"], "a disabled one is left out"


def test_responses_are_compared(results: tuple[Wire, str], service: Addresses) -> None:
    wire, uri = results
    params = {"command": "protowright.responseDifference", "arguments": [{"uri": uri, "request": "login"}]}
    wire.run(uri, "login")
    wire.run(uri, "login")
    assert wire.result("workspace/executeCommand", params)["difference"] == "", "but for the time"
    wire.change(uri, 2, REQUESTS.replace("river", "lake"))
    wire.run(uri, "login")
    lines = wire.result("workspace/executeCommand", params)["difference"].splitlines()
    assert {"-GRPC 0 - OK", "+GRPC 16 - UNAUTHENTICATED"} <= set(lines)


def session(run_folder: Path, file: Path, text: str, **window: Any) -> tuple[Wire, str]:
    """A session of a client with those capabilities of its window, and the file open."""
    wire = Wire()
    wire.initialize(run_folder, capabilities={"window": window})
    file.write_text(text)
    return wire, wire.open(file, text)


def _title_of(message: Any) -> str | None:
    """The title of the work that a message says has begun: the workspace is indexed at the same time."""
    return message["params"]["value"].get("title") if message.get("method") == "$/progress" else None


def test_a_long_run_has_a_progress_that_cancels_it(run_folder: Path, file: Path) -> None:
    text = 'GRPC {{shop}}/chat.v1.Chat/Subscribe\n\n{ "room": "clock", "interval": "0.02s" }\n'
    wire, uri = session(run_folder, file, text, workDoneProgress=True)
    with wire:
        run = wire.ask("workspace/executeCommand", run_params(uri, "Subscribe"))
        begun = wire.wait(lambda message: _title_of(message) == "Running Subscribe")["params"]
        token = begun["token"]
        assert (begun["value"]["kind"], begun["value"]["cancellable"]) == ("begin", True)
        assert wire.notification("$/progress", token=token)["value"]["message"].endswith(" messages")
        wire.notify("window/workDoneProgress/cancel", {"token": token})
        assert wire.answer(run)["result"]["state"] == "cancelled"
        assert wire.end() == 0


@pytest.mark.parametrize("answer, state", [({"title": "Run"}, "finished"), (None, "cancelled")])
def test_a_note_is_agreed_to_first(run_folder: Path, file: Path, answer: Any, state: str) -> None:
    text = '# @note this costs money\nGRPC {{shop}}/user.UserService/GetUser\n\n{ "id": "42" }\n'
    wire, uri = session(run_folder, file, text)
    with wire:
        wire.responses_to_server["window/showMessageRequest"] = answer
        assert wire.run(uri, "GetUser")["state"] == state
        (asked,) = wire.collected("window/showMessageRequest")
        assert (asked["message"], asked["actions"]) == ("this costs money", [{"title": "Run"}])
        assert wire.end() == 0


def test_schemas_are_forgotten_on_request(results: tuple[Wire, str]) -> None:
    wire, uri = results
    wire.run(uri, "login")
    assert wire.result("workspace/executeCommand", {"command": "protowright.refreshSchemas", "arguments": [{}]}) is None
    assert wire.run(uri, "login")["status"] == "OK"
