"""Running requests when something is wrong: with the runner, the folder, the request, or the workspace."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from tests.lsp.processes import children, eventually, is_alive
from tests.lsp.requests import document
from tests.lsp.wire import Wire, run_params


def test_a_killed_runner_is_said_once_and_replaced(editor: Wire, uri: str) -> None:
    run = editor.ask("workspace/executeCommand", run_params(uri, "endless"))
    editor.notification("protowright/run", state="running")
    (runner,) = children(editor.process.pid)
    os.kill(runner, signal.SIGKILL)
    result = editor.answer(run)["result"]
    assert (result["state"], result["status"]) == ("notSent", None)
    assert result["summary"] == "the process that makes the calls has ended unexpectedly; the next run starts a new one"
    assert editor.run(uri, "get")["status"] == "OK"
    (shown,) = editor.collected("window/showMessage")
    assert shown["message"] == f"endless: {result['summary']}"
    assert not is_alive(runner)
    assert editor.odd_log_lines() == []


def test_a_runner_killed_between_runs_is_not_missed(editor: Wire, uri: str) -> None:
    assert editor.run(uri, "get")["status"] == "OK"
    (runner,) = children(editor.process.pid)
    os.kill(runner, signal.SIGKILL)
    assert eventually(lambda: not children(editor.process.pid))
    assert editor.run(uri, "get")["status"] == "OK"
    assert editor.collected("window/showMessage") == []


def test_a_response_that_cannot_be_saved_beside_the_file_goes_elsewhere(run_folder: Path, file: Path) -> None:
    document(file, "get").mkdir()  # stands in for a folder without write permission, also for the root user
    with Wire({"XDG_CACHE_HOME": str(run_folder / "cache")}) as wire:
        wire.initialize(run_folder)
        result = wire.run(wire.open(file), "get")
        assert (result["state"], result["status"]) == ("finished", "OK")
        assert f"{document(file, 'get')} cannot be written" in result["summary"]
        assert "/cache/" in result["responseUri"]
        assert Path(result["responseUri"].removeprefix("file://")).read_text().startswith("GRPC 0 - OK\n")


def test_a_response_that_can_be_saved_nowhere_is_said(run_folder: Path, file: Path) -> None:
    document(file, "get").mkdir()
    (run_folder / "cache").write_text("a file, no folder")
    with Wire({"XDG_CACHE_HOME": str(run_folder / "cache")}) as wire:
        wire.initialize(run_folder)
        result = wire.run(wire.open(file), "get")
        assert (result["state"], result["status"], result["responseUri"]) == ("finished", "OK", None)
        assert "cannot be written" in result["summary"]
        assert wire.odd_log_lines() == []


def test_a_request_that_is_not_sent_leaves_the_earlier_response_alone(editor: Wire, uri: str, file: Path) -> None:
    document(file, "broken").write_text("earlier")
    result = editor.run(uri, "broken")
    assert (result["state"], result["status"], result["responseUri"]) == ("notSent", None, None)
    assert result["summary"].startswith("orders.grpc:32: the variable `nowhere` has no value")
    assert document(file, "broken").read_text() == "earlier"
    (message,) = editor.collected("window/showMessage")
    assert message == {"type": 2, "message": f"broken was not sent: {result['summary']}"}
    assert [news["state"] for news in editor.collected("protowright/run")] == ["notSent"]


def test_a_request_that_is_not_there_is_not_sent(editor: Wire, uri: str, run_folder: Path) -> None:
    result = editor.run(uri, "nothing")
    assert result["state"] == "notSent"
    assert "there is no request `nothing` here; the file has get, ticks, missing" in result["summary"]
    assert "there is no such file" in editor.run((run_folder / "none.grpc").as_uri(), "get")["summary"]


@pytest.mark.parametrize("unsaved", ["untitled:Untitled-1.grpc", "git:/somewhere/orders.grpc"])
def test_a_file_that_is_not_on_disk_has_no_place_for_its_response(editor: Wire, uri: str, unsaved: str) -> None:
    item = {"uri": unsaved, "languageId": "grpc-request", "version": 1, "text": "GRPC grpc://127.0.0.1:1/a.B/C\n"}
    editor.notify("textDocument/didOpen", {"textDocument": item})
    result = editor.run(unsaved, "C")
    assert result["state"] == "notSent"
    assert result["summary"].endswith(":1: this file is not on disk yet: save it, its response goes beside it")


def test_an_environment_file_that_appears_is_seen(wire: Wire, run_folder: Path, file: Path) -> None:
    """Also by a client that does not watch files: what is run is what is on disk at that moment."""
    environment = run_folder / "http-client.private.env.json"
    aside = environment.rename(run_folder / "aside.json")
    wire.initialize(run_folder)
    uri = wire.open(file)
    assert "`shop` has no value" in wire.run(uri, "get")["summary"]
    aside.rename(environment)
    assert wire.run(uri, "get")["status"] == "OK"


def test_modules_in_the_workspace_are_not_loaded(run_folder: Path, file: Path) -> None:
    """A workspace may well have a `grpc.py` or a folder `google`: it must neither break the runner nor be run."""
    (run_folder / "grpc.py").write_text("raise SystemExit('loaded from the workspace')\n")
    (run_folder / "google").mkdir()
    (run_folder / "google" / "__init__.py").write_text("raise SystemExit('loaded from the workspace')\n")
    starter = "import sys; sys.path.pop(0); from protowright.cli.main import main; main(args=['lsp'])"
    with Wire(folder=run_folder, command=[sys.executable, "-c", starter]) as wire:
        wire.initialize(run_folder)
        assert wire.run(wire.open(file), "get")["status"] == "OK"


def test_what_does_not_fit_a_reflected_schema_is_told_with_its_line(wire: Wire, run_folder: Path, file: Path) -> None:
    wire.initialize(run_folder)
    health = run_folder / "health.grpc"
    health.write_text('GRPC {{shop}}/grpc.health.v1.Health/Check\n\n{\n  "servce": ""\n}\n')
    result = wire.run(wire.open(health), "Check")
    assert result["state"] == "notSent"
    assert result["summary"].startswith("health.grpc:4: the body does not fit `grpc.health.v1.HealthCheckRequest`: ")
