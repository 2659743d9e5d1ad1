"""What is loaded until `initialize` is answered, which is what an editor waits for, and what is loaded after that."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from tests.lsp.wire import PULL, ROOT, Wire, framed

from protowright.lsp import features, warming
from protowright.lsp.offers import COMMANDS, METHODS
from protowright.lsp.server import ProtowrightServer, create_server

LIMIT = 60
BEFORE_ANSWER = {
    "__main__",
    *("cli", "cli.leave", "cli.lsp", "cli.main"),
    *("ide", "ide.action_kinds", "ide.completion_triggers", "ide.token_legend"),
    *("lsp", "lsp.commands", "lsp.framing", "lsp.greeting", "lsp.main", "lsp.offers"),
}
"""All that is loaded of the package: the command line, and what the client is told."""
OTHERS_NEED = {
    "asyncio",
    "attrs",
    "cattrs",
    "google.protobuf",
    "grpc",
    "logging",
    "lsprotocol",
    "platformdirs",
    "pygls",
}
"""Libraries that take their time, and that the server or its features need."""
ANSWERED = """\
import os, sys
from protowright.lsp import main
from protowright.cli.main import main as command

def write(stdout, data):
    print(*sys.modules, file=sys.stderr)
    sys.stderr.flush()
    os._exit(0 if b'"capabilities"' in data else 1)

main._write = write
command()
"""
LIVE_ON = {"lifecycle", "synchronization"}
"""The features that a session lives on; they are registered at once."""
STEPS = """\
import json, sys
from protowright.lsp.server import create_server
from protowright.lsp.warming import steps
server, taken = create_server(), {}
server.host, server.configuration
for step in steps(server):
    before = len(sys.modules)
    step()
    taken[str(step.args[-1])] = len(sys.modules) - before
before = set(sys.modules)
server.publisher, server.runs, server.reference_counts, server.workspace_reports
for name in server.late_features.names:
    server.late_features.handler(name)
print(json.dumps([taken, sorted(set(sys.modules) - before), sorted(sys.modules)]))
"""
LARGEST_STEP = 60
"""So many modules at most are loaded in one step: messages wait for it."""


def environment(**more: str) -> dict[str, str]:
    """The environment of a process that finds the package."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "server"), **more}


def run(code: str, *arguments: str, text: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run code in a fresh interpreter, which must succeed."""
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, env=environment(**more), input=text, capture_output=True, timeout=LIMIT)
    assert done.returncode == 0, done
    return done


# Until the answer


def test_initialize_is_answered_before_the_server_is_loaded() -> None:
    params = {"processId": None, "rootUri": None, "capabilities": {}}
    request = framed({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params})
    loaded = set(run(ANSWERED, "lsp", text=request).stderr.decode().splitlines()[-1].split())
    prefix = "protowright."
    assert "protowright.lsp.offers" in loaded
    assert {name.removeprefix(prefix) for name in loaded if name.startswith(prefix)} <= BEFORE_ANSWER
    assert not loaded & OTHERS_NEED


def test_conversion_loads_no_feature() -> None:
    loaded = run("import sys, protowright.lsp.convert; print(*sys.modules)").stdout.decode().split()
    features = {name for name in loaded if name.startswith("protowright.ide.")}
    assert features == {"protowright.ide.mentions", "protowright.ide.token_legend"}


def test_what_comes_together_with_initialize_finds_the_workspace_open(wire: Wire, tmp_path: Path) -> None:
    file = tmp_path / "a.proto"
    uri, text = file.as_uri(), 'syntax = "proto3";\nimport "google/protobuf/any.proto";\n'
    options = {"diagnostics": {"severity": {"unused-import": "error"}}}
    params = {"processId": None, "rootUri": tmp_path.as_uri(), "capabilities": PULL, "initializationOptions": options}
    item = {"uri": uri, "languageId": "proto", "version": 1, "text": text}
    messages = [
        {"id": 1, "method": "initialize", "params": params},
        {"method": "initialized", "params": {}},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
        {"id": 2, "method": "textDocument/diagnostic", "params": {"textDocument": {"uri": uri}}},
    ]
    wire.write(b"".join(framed({"jsonrpc": "2.0", **message}) for message in messages))
    (found,) = wire.answer(2)["result"]["items"]
    assert (found["code"], found["severity"]) == ("unused-import", 1)


# Offers


def test_every_module_of_a_feature_is_registered_or_offered() -> None:
    folder = Path(inspect.getfile(features)).parent
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {*METHODS, *COMMANDS, *LIVE_ON}


@pytest.mark.parametrize("module", sorted({*METHODS, *COMMANDS}))
def test_a_module_binds_what_is_offered_from_it(module: str) -> None:
    server = create_server()
    assert not server.late_features._handlers
    server.late_features.load(f"{features.__name__}.{module}")
    bound = server.late_features._handlers
    assert set(bound) == {*METHODS.get(module, ()), *COMMANDS.get(module, ())}
    assert all(asyncio.iscoroutinefunction(handler) for handler in bound.values())


def test_a_part_is_made_once_and_when_it_is_asked_for() -> None:
    server = create_server()
    assert not any(part.is_made(server) for part in server.late_parts())
    assert server.host is server.host
    assert ProtowrightServer.host.is_made(server)


# After the answer


def test_loading_has_short_steps_and_leaves_nothing_out() -> None:
    taken, later, loaded = json.loads(run(STEPS).stdout)
    assert len(taken) > 50
    assert {name: count for name, count in taken.items() if count > LARGEST_STEP} == {}
    assert later == []
    assert not {name.split(".")[0] for name in loaded} & {"grpc", "click", "rich"}


def test_nothing_is_loaded_while_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[float] = []
    monkeypatch.setattr(warming, "steps", lambda _: iter([lambda: taken.append(time.monotonic())] * 3))

    async def session() -> float:
        server = create_server()
        with server.answers.somebody():
            task = asyncio.ensure_future(warming.warm_up(server))
            await asyncio.sleep(0.1)
            assert taken == []
            answered = time.monotonic()
        await asyncio.wait_for(task, LIMIT)
        return answered

    answered = asyncio.run(session())
    assert len(taken) == 3 and min(taken) >= answered


def test_messages_get_their_turn_between_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[str] = []

    def step() -> None:
        order.append("step")
        time.sleep(2 * warming.SLICE)

    monkeypatch.setattr(warming, "steps", lambda _: iter([step] * 3))

    async def other() -> None:
        while order.count("step") < 3:
            order.append("message")
            await asyncio.sleep(0)

    async def session() -> None:
        await asyncio.wait_for(asyncio.gather(warming.warm_up(create_server()), other()), LIMIT)

    asyncio.run(session())
    steps = [index for index, what in enumerate(order) if what == "step"]
    assert all("message" in order[first:second] for first, second in pairwise(steps))
