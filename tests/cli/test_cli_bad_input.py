"""Bad input: one clear sentence, the right exit code, and never a trace."""

from __future__ import annotations

import contextlib
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from samples.service import Addresses, running_service
from tests.cli.support import COMMAND, LIMIT, environment, protowright


def request(folder: Path, text: str) -> Path:
    """A request file."""
    path = folder / "a.grpc"
    path.write_text(text)
    return path


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_file_that_does_not_exist(tmp_path: Path, command: str) -> None:
    said = protowright(command, "none.grpc", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.sentence == "Error: none.grpc does not exist"


@pytest.mark.parametrize("command", ["check", "run"])
def test_a_file_of_another_kind(tmp_path: Path, command: str) -> None:
    (tmp_path / "a.txt").write_text("")
    said = protowright(command, "a.txt", cwd=tmp_path)
    assert said.code == 2
    assert said.sentence.startswith("Error: a.txt is neither a folder nor a file that ends in ")


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", "# a comment\n", "### a heading\n"])
def test_a_file_without_requests(tmp_path: Path, content: str) -> None:
    request(tmp_path, content)
    said = protowright("run", "a.grpc", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.sentence == "Error: a.grpc has no request: write `GRPC host:port/package.Service/Method`"
    assert protowright("check", "a.grpc", cwd=tmp_path).code == 0


def test_a_file_that_is_no_request_at_all(tmp_path: Path) -> None:
    request(tmp_path, "hello world\n")
    assert protowright("check", "a.grpc", cwd=tmp_path).code == 1
    assert protowright("run", "a.grpc", cwd=tmp_path).code == 2


@pytest.mark.parametrize("command, name", [("check", "a.proto"), ("check", "a.grpc"), ("run", "a.grpc")])
def test_a_binary_file(tmp_path: Path, command: str, name: str) -> None:
    (tmp_path / name).write_bytes(bytes(range(256)) * 64)
    said = protowright(command, name, cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.sentence == f"Error: {name} is a binary file, and this needs a text"


@pytest.mark.parametrize("name", ["a.proto", "a.grpc"])
def test_a_text_that_is_no_utf_8(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfe caf\xe9 \x80\n")
    assert protowright("check", name, cwd=tmp_path).code == 1


@pytest.mark.parametrize(
    "command, name, text",
    [
        ("check", "a.proto", "message A { string a = 1; } "),
        ("check", "a.proto", "x"),
        ("check", "a.proto", "/*"),
        ("check", "a.grpc", "x"),
        ("check", "a.grpc", "GRPC localhost:1/a.B/C "),
        ("run", "a.grpc", "x "),
    ],
)
def test_a_long_line(tmp_path: Path, command: str, name: str, text: str) -> None:
    """5 MB on one line; a few of them only where each piece is a fault of its own."""
    size = 5_000_000 if text in ("x", "/*", "x ", "/") else 200_000
    (tmp_path / name).write_text(text * (size // len(text)))
    started = time.monotonic()
    said = protowright(command, name, cwd=tmp_path)
    assert said.code in (0, 1, 2)
    assert time.monotonic() - started < 15
    assert len(said.out + said.err) < 2_000_000, "a long line is not printed again and again"


def test_a_folder_without_files(tmp_path: Path) -> None:
    said = protowright("check", ".", cwd=tmp_path)
    assert (said.code, said.sentence) == (2, "Error: there is no .proto or .grpc file in .")
    said = protowright("run", ".", cwd=tmp_path)
    assert (said.code, said.sentence) == (2, "Error: there is no .grpc, .http or .rest file in .")


def test_a_request_that_is_not_there(tmp_path: Path) -> None:
    path = request(tmp_path, "# @name one\nGRPC localhost:1/a.B/C\n###\nGRPC localhost:1/a.B/D\n")
    said = protowright("run", path, "two", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.sentence == "Error: a.grpc has no request `two`; it has one, D"


def test_a_port_at_which_nobody_listens(tmp_path: Path) -> None:
    said = protowright("run", request(tmp_path, "GRPC grpc://127.0.0.1:1/a.B/C\n"))
    assert (said.code, said.err) == (1, "")
    assert said.out == (
        "✗ C  not sent: the schema of `a.B` could not be asked for: "
        "nobody listens at 127.0.0.1:1: start the service, or correct the address\n"
    )


def test_a_port_at_which_nobody_listens_with_a_schema(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(
        'syntax = "proto3";\npackage a;\nservice B { rpc C(D) returns (D); }\nmessage D {}\n'
    )
    said = protowright("run", request(tmp_path, "GRPC grpc://127.0.0.1:1/a.B/C\n"), "-q")
    assert (said.code, said.err) == (1, "")
    assert re.fullmatch(
        r"✗ C  UNAVAILABLE in [\d.]+ m?s: nobody listens at 127\.0\.0\.1:1: start the service, or correct the address\n",
        said.out,
    )


def test_no_reflection_and_no_proto(tmp_path: Path) -> None:
    with running_service(reflection="off") as service:
        said = protowright("run", request(tmp_path, f"GRPC grpc://{service.address}/a.B/C\n"))
    assert (said.code, said.err) == (1, "")
    assert said.out.count("\n") == 1
    assert "does not serve reflection: add the `.proto` file to the workspace, or name it with `proto < " in said.out


def test_a_service_that_is_not_there(tmp_path: Path, service: Addresses) -> None:
    said = protowright("run", request(tmp_path, f"GRPC grpc://{service.address}/user.UserServise/GetUser\n"))
    assert (said.code, said.err, said.out.count("\n")) == (1, "", 1)
    assert "has no service `user.UserServise`: did you mean `user.UserService`" in said.out


@pytest.mark.parametrize("scheme", ["grpcs", "grpc"])
def test_the_wrong_kind_of_port(tmp_path: Path, service: Addresses, scheme: str) -> None:
    address = service.address if scheme == "grpcs" else service.tls_address
    said = protowright("run", request(tmp_path, f"GRPC {scheme}://{address}/user.UserService/GetUser\n"))
    assert (said.code, said.err, said.out.count("\n")) == (1, "", 1)
    assert ("does not speak TLS" if scheme == "grpcs" else "write `grpcs://`") in said.out


@pytest.mark.parametrize(
    "text, said",
    [
        ("GRPC {{nowhere}}/a.B/C\n", "the variable `nowhere` has no value"),
        ("GRPC ftp://h/a.B/C\n", "the scheme `ftp` is unknown"),
        ("GRPC grpc://h:99999/a.B/C\n", "`99999` is no port"),
        ("GRPC grpc:///a.B/C\n", "names no host"),
        ("GRPC grpc://h:1/a.B\n", "names no method"),
        ("# @timeout soon\nGRPC grpc://h:1/a.B/C\n", "a timeout is a number with a unit"),
        ('GRPC grpc://h:1/a.B/C\n{"a" 1}\n', "a.grpc:2: "),
        ("GRPC grpc://h:1/a.B/C\n< none.json\n", "the body is in a file that cannot be read"),
        ("GRPC grpc://h:1/a.B/C\nx: ü\n", "not ASCII"),
        ("# @grpc-cacert none.pem\nGRPC grpcs://h:1/a.B/C\n", "names a file that does not exist"),
    ],
)
def test_a_request_that_cannot_be_sent(tmp_path: Path, text: str, said: str) -> None:
    request(tmp_path, text)
    ended = protowright("run", "a.grpc", cwd=tmp_path)
    assert (ended.code, ended.err, ended.out.count("\n")) == (1, "", 1)
    assert "not sent: " in ended.out and said in ended.out


def test_a_response_that_cannot_be_saved_beside_the_file(tmp_path: Path, service: Addresses) -> None:
    path = request(tmp_path, f'GRPC grpc://{service.address}/user.UserService/GetUser\n{{"id": "42"}}\n')
    (tmp_path / "a.GetUser.grpc-response").mkdir()  # stands in for a folder without write permission, also for root
    said = protowright("run", path, "--save", "-q", extra={"XDG_CACHE_HOME": str(tmp_path / "cache")})
    assert said.code == 0
    assert re.fullmatch(r"warning: \S+ cannot be written \(.*\); the response is in \S+/cache/\S+", said.sentence)
    (tmp_path / "cachefile").write_text("")
    said = protowright("run", path, "--save", "-q", extra={"XDG_CACHE_HOME": str(tmp_path / "cachefile")})
    assert said.code == 0
    assert said.sentence.endswith(": the response is not saved")


def test_an_environment_that_no_file_has(tmp_path: Path) -> None:
    (tmp_path / "http-client.env.json").write_text('{"dev": {"a": "1"}, "prod": {}}')
    request(tmp_path, "GRPC localhost:1/a.B/C\n")
    said = protowright("run", "a.grpc", "--env", "staging", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert said.sentence == "Error: there is no environment `staging`; the environment files have dev, prod"


def test_a_variable_that_another_environment_has(tmp_path: Path) -> None:
    (tmp_path / "http-client.env.json").write_text('{"dev": {"a": "1"}, "prod": {}}')
    request(tmp_path, "GRPC {{a}}/a.B/C\n")
    said = protowright("run", "a.grpc", "--env", "prod", cwd=tmp_path)
    assert said.code == 1
    assert "a.grpc:1: the variable `a` has no value; choose an environment that has it: `dev`" in said.out


def test_an_environment_file_with_a_fault_is_said(tmp_path: Path) -> None:
    (tmp_path / "http-client.env.json").write_text("[1, 2]")
    request(tmp_path, "GRPC grpc://127.0.0.1:1/a.B/C\n")
    said = protowright("run", "a.grpc", cwd=tmp_path)
    assert said.code == 1
    assert said.sentence.startswith("warning: ") and "http-client.env.json is ignored: " in said.sentence


def interrupted(path: Path, ready: Callable[[], bool]) -> tuple[int, str, str, float]:
    """A run that gets SIGINT once it is ready: its code, what it wrote, and how long it took from then, in seconds."""
    command = [*COMMAND, "run", str(path), "--save"]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        limit = time.monotonic() + LIMIT
        while not ready() and time.monotonic() < limit:
            assert process.poll() is None, process.communicate()
            time.sleep(0.01)
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=LIMIT)
    assert "Traceback" not in out + err, err
    return process.returncode, out, err, time.monotonic() - started


@pytest.mark.parametrize("interval", ["0.05s", "0s", "1000s"])
def test_an_interrupt_ends_a_stream(tmp_path: Path, service: Addresses, interval: str) -> None:
    body = f'{{"room": "clock", "interval": "{interval}"}}'
    call = f"GRPC grpc://{service.address}/chat.v1.Chat/Subscribe\n{body}\n###\n"
    document = tmp_path / "a.Subscribe.grpc-response"
    code, out, err, seconds = interrupted(request(tmp_path, call * 2), document.exists)
    assert (code, err) == (1, "")
    assert seconds < (10 if interval == "0s" else 3), "a flood has many messages to print"
    assert re.match(r"✗ Subscribe  CANCELLED in [\d.]+ m?s", out)
    assert "GRPC 1 - CANCELLED\n" in out and document.read_text() in out
    assert "Subscribe-2" not in out, "what comes after the interrupt is not run"


def test_an_interrupt_ends_reflection(tmp_path: Path) -> None:
    """The server takes the connection and says nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(8)
        listener.setblocking(False)
        held: list[socket.socket] = []

        def called() -> bool:
            with contextlib.suppress(BlockingIOError):
                held.append(listener.accept()[0])
            return bool(held)

        address = f"127.0.0.1:{listener.getsockname()[1]}"
        text = f"GRPC grpc://{address}/a.B/C\n###\n" * 2
        code, out, err, seconds = interrupted(request(tmp_path, text), called)
        for connection in held:
            connection.close()
    assert (code, err) == (1, "")
    assert seconds < 3
    assert out == "✗ C  not sent: the run was cancelled\n"


def test_a_second_interrupt_ends_the_process(tmp_path: Path) -> None:
    """Also when the first one is still being taken care of."""
    code = (
        "import os, signal, threading\nfrom protowright.runner.invoke import Invocation\n"
        "Invocation.run = lambda self, *_: threading.Event().wait()\n"
        "Invocation.cancel = lambda self: threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "threading.Timer(1, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
        "from protowright.cli.main import main\nmain()\n"
    )
    path = request(tmp_path, "GRPC grpc://127.0.0.1:1/a.B/C\n")
    done = subprocess.run(
        [sys.executable, "-c", code, "run", str(path)], env=environment(), capture_output=True, text=True, timeout=LIMIT
    )
    assert (done.returncode, done.stderr.strip()) == (1, "Aborted!")
