"""The service as people start it: what it prints, its environment file, and its end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import grpc
import pytest
from samples.service import running_process
from samples.service.client import Client, connect
from samples.service.process import ROOT
from samples.service.schema import Schema

NAMES = ["shop", "shop_tls", "shop_mtls", "shop_socket", "certificates", "token"]
READY = "Ready. Ctrl-C stops.\n"


def start(*arguments: str) -> subprocess.Popen[str]:
    """Starts the service as a person does."""
    command = [sys.executable, "-m", "samples.service", *arguments]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def until_ready(process: subprocess.Popen[str]) -> dict[str, str]:
    """What the process prints before it is ready, by name."""
    assert process.stdout
    printed = {}
    for line in iter(process.stdout.readline, READY):
        assert line, "the process ended before it was ready"
        name, value = line.split(maxsplit=1)
        printed[name] = value.strip()
    return printed


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_service_prints_its_addresses_and_stops_at_a_signal(
    number: signal.Signals, tmp_path: Path, schema: Schema
) -> None:
    file = tmp_path / "http-client.private.env.json"
    process = start("--environment", str(file))
    try:
        printed = until_ready(process)
        assert list(printed) == [*NAMES, "environment"]
        assert json.loads(file.read_text()) == {"$shared": {name: printed[name] for name in NAMES}}
        with connect(printed["shop"].removeprefix("grpc://")) as channel:
            answer = Client(channel, schema).call("shop.v1.Orders/Get", {"orderId": "1000"})
        assert answer.code is grpc.StatusCode.OK
    finally:
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (0, "Stopped.\n", "")
    assert not file.exists()
    assert not Path(printed["certificates"]).exists()


def test_signal_ends_a_stream_that_is_under_way(tmp_path: Path, schema: Schema) -> None:
    with running_process(environment=tmp_path / "env.json") as addresses, connect(addresses.address) as channel:
        call = Client(channel, schema).start("chat.v1.Chat/Subscribe", [{"room": "clock"}], timeout=20)
        next(call)
    assert not (tmp_path / "env.json").exists()


def test_changed_environment_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "env.json"
    with running_process(environment=file):
        file.write_text("{}")
    assert file.read_text() == "{}"


def test_file_of_a_service_that_died_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "env.json"
    file.write_text(json.dumps({"$shared": dict.fromkeys(NAMES, "old")}))
    process = start("--environment", str(file))
    try:
        printed = until_ready(process)
        assert json.loads(file.read_text())["$shared"]["shop"] == printed["shop"]
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.mark.parametrize("content", ['{"dev": {"shop": "grpc://there"}}', "[]", "{", '{"$shared": 1}'])
def test_file_of_somebody_else_is_not_overwritten(content: str, tmp_path: Path) -> None:
    file = tmp_path / "env.json"
    file.write_text(content)
    done = start("--environment", str(file))
    output, errors = done.communicate(timeout=10)
    assert (done.returncode, output, file.read_text()) == (1, "", content)
    assert errors.startswith(f"samples.service: {file} was not written by this service; move it away")


def test_running_process_replaces_its_own_kind_of_file_only(tmp_path: Path) -> None:
    file = tmp_path / "env.json"
    file.write_text(json.dumps({"$shared": dict.fromkeys(NAMES, "old")}))
    with running_process(environment=file) as addresses:
        assert addresses.address.startswith("127.0.0.1:")
    file.write_text('{"dev": {}}')
    with pytest.raises(RuntimeError, match="was not written by this service"), running_process(environment=file):
        pytest.fail("somebody's file was overwritten")
    assert file.read_text() == '{"dev": {}}'


def test_no_environment_file_on_demand() -> None:
    process = start("--no-environment")
    try:
        assert list(until_ready(process)) == NAMES
    finally:
        process.terminate()
        process.communicate(timeout=10)


@pytest.mark.parametrize("port", ["-1", "65536", "x"])
def test_wrong_port_is_said(port: str) -> None:
    process = start(f"--port={port}")
    assert f"'{port}' is not a port" in process.communicate(timeout=10)[1]
    assert process.returncode == 2


def test_unknown_version_of_reflection_is_said() -> None:
    process = start("--reflection-versions=v1,v2")
    assert "'v2' is no version of reflection; give v1 or v1alpha, or both" in process.communicate(timeout=10)[1]
    assert process.returncode == 2


def test_process_that_cannot_start_says_why() -> None:
    with running_process() as addresses:
        port = int(addresses.address.rpartition(":")[2])
        with pytest.raises(RuntimeError, match=f"port {port} is taken"), running_process(port=port):
            pytest.fail("two services share a port")
