"""The commands behind the view of services."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from samples.service import Addresses
from tests.lsp.wire import Wire


def execute(editor: Wire, name_of_command: str, /, **argument: Any) -> Any:
    """The result of one of our commands."""
    return editor.result(
        "workspace/executeCommand", {"command": f"protowright.{name_of_command}", "arguments": [argument]}
    )


@pytest.fixture
def target(service: Addresses) -> str:
    """The sample service, as targets are shown."""
    return f"grpc://{service.address}"


@pytest.fixture
def reflected(editor: Wire, target: str) -> Iterator[str]:
    """The sample service after it was asked for all it has."""
    assert execute(editor, "reflect", target=target.removeprefix("grpc://")) == {"target": target}
    yield target


def target_of(editor: Wire, target: str, **argument: Any) -> Any:
    """What is listed of one target."""
    listed = execute(editor, "services", **argument)["targets"]
    return next(each for each in listed if each["target"] == target)


def test_declared_services_have_their_place(editor: Wire, run_folder: Path) -> None:
    services = {each["name"]: each for each in execute(editor, "services")["services"]}
    orders = services["shop.v1.Orders"]
    proto = run_folder / "protos" / "shop" / "v1" / "orders.proto"
    assert orders["uri"] == proto.as_uri()
    lines = proto.read_text().splitlines()
    assert lines[orders["position"]["line"]].startswith("service Orders")
    watch = next(each for each in orders["methods"] if each["name"] == "Watch")
    assert watch["kind"] == "server streaming"
    assert lines[watch["position"]["line"]][watch["position"]["character"] :].startswith("Watch")


def test_a_target_that_was_never_asked_has_no_services_yet(editor: Wire) -> None:
    assert target_of(editor, "grpc://localhost:7", targets=["localhost:7", "", 3])["services"] is None


def test_a_target_tells_all_its_services(editor: Wire, reflected: str) -> None:
    services = {each["name"]: each for each in target_of(editor, reflected, targets=[reflected])["services"]}
    assert {"shop.v1.Orders", "chat.v1.Chat", "grpc.health.v1.Health"} <= services.keys()
    assert not any(name.startswith("grpc.reflection.") for name in services)
    assert all("uri" not in service for service in services.values())
    subscribe = next(each for each in services["chat.v1.Chat"]["methods"] if each["name"] == "Subscribe")
    assert subscribe["kind"] == "server streaming" and subscribe["request"] == "SubscribeRequest"


def test_a_target_that_does_not_answer_says_why(editor: Wire) -> None:
    assert "nobody listens at localhost:1" in execute(editor, "reflect", target="localhost:1")["problem"]
    assert execute(editor, "reflect", target="")["problem"] == "`` is no target: write `host:port`"


def test_a_reflected_method_gets_a_request_that_runs(
    editor: Wire, run_folder: Path, file: Path, reflected: str
) -> None:
    written = execute(editor, "newRequest", target=reflected, method="grpc.health.v1.Health/Check")
    path = run_folder / "grpc.health.v1.grpc"
    assert written == {"uri": path.as_uri(), "line": 1}
    assert path.read_text().splitlines()[1] == f"GRPC {reflected}/grpc.health.v1.Health/Check"
    result = execute(editor, "runRequest", uri=path.as_uri(), request="Check")
    assert result["status"] == "OK", result


def test_a_method_the_target_never_told_of_is_refused(editor: Wire, reflected: str) -> None:
    params = {"command": "protowright.newRequest", "arguments": [{"target": reflected, "method": "a.B/C"}]}
    assert editor.error_code("workspace/executeCommand", params) == -32602


def test_the_source_of_a_reflected_service_can_be_read(editor: Wire, reflected: str) -> None:
    files = execute(editor, "reflectedDefinition", target=reflected, service="chat.v1.Chat")["files"]
    assert files[0]["name"] == "chat/v1/chat.proto" and "service Chat {" in files[0]["text"]
    assert "again" in execute(editor, "reflectedDefinition", target=reflected, service="a.B")["problem"]
