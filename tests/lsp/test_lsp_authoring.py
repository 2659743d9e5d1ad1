"""Commands that write requests: new request, grpcurl, definitions."""

from __future__ import annotations

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


def test_a_method_has_a_lens_that_writes_a_request(editor: Wire, run_folder: Path, file: Path) -> None:
    proto = run_folder / "protos" / "user" / "user.proto"
    uri = editor.open(proto, proto.read_text())
    lenses = editor.result("textDocument/codeLens", {"textDocument": {"uri": uri}})
    (lens,) = [lens for lens in lenses if lens.get("command", {}).get("title") == "▶ New request"]
    assert lens["command"]["arguments"] == [{"uri": uri, "method": "user.UserService/GetUser"}]
    result = editor.result("workspace/executeCommand", {key: lens["command"][key] for key in ("command", "arguments")})
    written = proto.with_name("user.grpc")
    assert result == {"uri": written.as_uri(), "line": 1}
    lines = written.read_text().splitlines()
    assert lines[1].endswith("/user.UserService/GetUser")
    assert '"id"' in written.read_text()
    execute(editor, "newRequest", uri=uri, method="user.UserService/GetUser")
    assert written.read_text().count("GRPC ") == 2
    written.unlink()


def test_a_method_that_is_not_there_is_refused(editor: Wire, run_folder: Path) -> None:
    proto = run_folder / "protos" / "user" / "user.proto"
    params = {"command": "protowright.newRequest", "arguments": [{"uri": proto.as_uri(), "method": "a.B/C"}]}
    assert editor.error_code("workspace/executeCommand", params) == -32602


def test_a_request_is_copied_as_grpcurl(editor: Wire, uri: str, service: Addresses) -> None:
    command = execute(editor, "copyAsGrpcurl", uri=uri, request="get")["command"]
    assert command.startswith("grpcurl")
    assert "-plaintext" in command and service.address in command and "user.UserService/GetUser" in command
    assert "-proto user/user.proto" in " ".join(command.split())


def test_what_cannot_be_copied_says_why(editor: Wire, uri: str) -> None:
    assert "there is no request `none` here" in execute(editor, "copyAsGrpcurl", uri=uri, request="none")["problem"]


def test_a_grpcurl_command_becomes_a_request(editor: Wire) -> None:
    found = execute(editor, "fromGrpcurl", command="grpcurl -plaintext -d '{\"id\": 1}' localhost:1 a.B/C")
    assert found["request"] == 'GRPC grpc://localhost:1/a.B/C\n\n{"id": 1}\n'
    assert "problem" in execute(editor, "fromGrpcurl", command="curl localhost")


def test_the_definition_of_a_reflected_service(editor: Wire, run_folder: Path, file: Path, service: Addresses) -> None:
    path = run_folder / "reflected.grpc"
    text = f"# @grpc-reflection\nGRPC grpc://{service.address}/shop.v1.Orders/Get\n\n{{}}\n"
    path.write_text(text)
    uri = editor.open(path, text)
    files = execute(editor, "serviceDefinition", uri=uri, request="Get")["files"]
    assert files[0]["name"] == "shop/v1/orders.proto"
    assert "service Orders {" in files[0]["text"]
    assert not any(each["name"].startswith("google/protobuf/") for each in files)


def test_a_response_is_kept_in_the_history(editor: Wire, uri: str, file: Path) -> None:
    before = len(execute(editor, "history", uri=uri, request="missing"))
    editor.run(uri, "missing")
    editor.run(uri, "missing")
    entries = execute(editor, "history", uri=uri, request="missing")
    assert len(entries) == before + 2
    assert entries[0]["status"] == "NOT_FOUND" and entries[0]["time"] > entries[1]["time"]


@pytest.mark.parametrize("name", ["dev", None])
def test_the_environment_is_chosen_for_the_session(editor: Wire, uri: str, name: str | None) -> None:
    assert execute(editor, "selectEnvironment", uri=uri, name=name)["selected"] == name
    assert execute(editor, "selectEnvironment", uri=uri)["selected"] == name
    execute(editor, "selectEnvironment", uri=uri, name=None)
