"""What the commands do when all is well, and the codes they end with."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import grpc
import pytest
from samples.service import Addresses
from tests.cli.support import COMMAND, LIMIT, environment, protowright
from tests.runner.support import PROTO, serving

from protowright import __version__

GOOD = 'syntax = "proto3";\nmessage A {}\n'
BAD = 'syntax = "proto3";\nmessage A { Lost a = 1; }\n'


def requests(service: Addresses) -> str:
    """A file with a request that goes well, and one that fails."""
    return f"""@shop = grpc://{service.address}

# @name get
GRPC {{{{shop}}}}/user.UserService/GetUser

{{ "id": "42" }}

###
# @name missing
GRPC {{{{shop}}}}/user.UserService/GetUser

{{ "id": "none" }}
"""


@pytest.fixture
def file(tmp_path: Path, service: Addresses) -> Path:
    """The request file."""
    path = tmp_path / "users.grpc"
    path.write_text(requests(service))
    return path


@pytest.mark.parametrize(
    "command, flag",
    [((), "--help"), (("check",), "--help"), (("run",), "--help"), (("lsp",), "--help"), (("run",), "-h")],
)
def test_help(command: tuple[str, ...], flag: str) -> None:
    said = protowright(*command, flag)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Usage: protowright{''.join(' ' + word for word in command)} ")
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert not command or "Exit codes" in said.out or command == ("lsp",)


def test_help_names_every_command() -> None:
    said = protowright("--help")
    assert re.findall(r"^  (\w+)  ", said.out, re.MULTILINE) == [
        *("build", "call", "check", "describe", "explain", "format", "list", "lsp", "run")
    ]


def test_version() -> None:
    assert protowright("--version").out == f"protowright {__version__}\n"


def test_no_command_is_wrong_usage() -> None:
    assert protowright().code == 2


@pytest.mark.parametrize(
    "arguments", [("unknown",), ("run",), ("check",), ("run", "--unknown", "a.grpc"), ("lsp", "x")]
)
def test_wrong_usage(arguments: tuple[str, ...]) -> None:
    said = protowright(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.sentence.startswith("Error: ")


def test_check_of_good_files(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(GOOD)
    said = protowright("check", tmp_path)
    assert (said.code, said.out, said.err) == (0, "no problems in 1 file\n", "")


def test_check_of_bad_files(tmp_path: Path) -> None:
    (tmp_path / "a.proto").write_text(BAD)
    (tmp_path / "b.proto").write_text(GOOD)
    said = protowright("check", ".", cwd=tmp_path)
    assert said.code == 1
    assert "a.proto:2:13" in said.out and "`Lost`" in said.out
    assert said.out.endswith("1 error in 2 files\n")


def test_check_takes_import_paths(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    (tmp_path / "elsewhere" / "deep" / "b.proto").write_text('syntax = "proto3";\nmessage B {}\n')
    (tmp_path / "own" / "a.proto").write_text('syntax = "proto3";\nimport "b.proto";\nmessage A { B b = 1; }\n')
    assert protowright("check", "a.proto", cwd=tmp_path / "own").code == 1
    assert protowright("check", "-I", "../elsewhere/deep", "a.proto", cwd=tmp_path / "own").code == 0


def test_a_run_prints_the_response(file: Path) -> None:
    said = protowright("run", file, "get")
    assert (said.code, said.err) == (0, "")
    assert re.match(r"✓ get  OK in [\d.]+ m?s\n\nGRPC 0 - OK\n# user\.UserService/GetUser at ", said.out)
    assert '"name": "Otter"' in said.out


def test_a_run_of_all_requests_fails_with_one_of_them(file: Path) -> None:
    said = protowright("run", file, "-q")
    assert (said.code, said.err) == (1, "")
    first, second, summary = said.out.splitlines()
    assert first.startswith("✓ get  OK in ")
    assert re.fullmatch(r"✗ missing  NOT_FOUND in [\d.]+ m?s: there is no user 'none'", second)
    assert re.fullmatch(r"2 requests: 1 passed, 1 failed; 1 messages, in [\d.]+ m?s", summary)


def test_the_named_requests_are_run_in_that_order(file: Path) -> None:
    said = protowright("run", file, "missing", "get", "get", "-q")
    assert [line.split()[1] for line in said.out.splitlines()[:-1]] == ["missing", "get", "get"]


def test_save_writes_the_document(file: Path) -> None:
    assert protowright("run", file, "get", "--save", "-q").code == 0
    assert file.with_name("users.get.grpc-response").read_text().startswith("GRPC 0 - OK\n")
    assert protowright("run", file, "missing").code == 1
    assert not file.with_name("users.missing.grpc-response").exists()


def test_an_environment_is_taken_by_name(tmp_path: Path, service: Addresses) -> None:
    (tmp_path / "http-client.env.json").write_text(f'{{"dev": {{"shop": "grpc://{service.address}"}}}}')
    path = tmp_path / "a.grpc"
    path.write_text('GRPC {{shop}}/user.UserService/GetUser\n{"id": "42"}\n')
    assert protowright("run", path, "--env", "dev", "-q").code == 0
    said = protowright("run", path, "-q")
    assert said.code == 1
    assert said.out.startswith("✗ GetUser  not sent: ") and "`shop` has no value" in said.out


def test_run_loads_no_editor_protocol(file: Path) -> None:
    code = (
        "import os, sys\nfrom protowright.cli.main import main\n"
        "os._exit = sys.exit  # `run` ends without a tear-down, and the modules would not be printed\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0, end.code\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'lsprotocol', 'pygls', 'cattrs', 'rich'}))\n"
    )
    for arguments in (["run", str(file), "get", "-q"], ["check", str(file)], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], env=environment(), capture_output=True, text=True, timeout=LIMIT
        )
        assert done.stdout.splitlines()[-1] == "[]", done


def test_a_command_that_made_calls_is_never_torn_down(service: Addresses, tmp_path: Path) -> None:
    """Whatever its end: threads of grpc's that are stopped by that can make it wait forever."""
    code = "import atexit\nfrom protowright.cli.main import main\natexit.register(print, 'torn down')\nmain()\n"
    for arguments, expected in (
        (["list", service.address], 0),
        (["list", service.address, "no.Service"], 1),
        (["list", "127.0.0.1:1"], 1),
        (["call", service.address, "no.Service/Method"], 1),
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=environment(),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=LIMIT,
        )
        assert done.returncode == expected, done
        assert "torn down" not in done.stdout


# Streams


def test_piped_output_has_no_colours(file: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.proto").write_text(BAD)
    for arguments in (("run", file), ("check", tmp_path), ("run", tmp_path / "none.grpc")):
        said = protowright(*arguments)
        assert "\x1b" not in said.out + said.err


def on_terminal(folder: Path, *arguments: str, **extra: str) -> str:
    """What a command writes to a terminal."""
    parent, child = pty.openpty()
    command = [*COMMAND, *arguments]
    own = environment(extra)
    with subprocess.Popen(command, cwd=folder, env=own, stdout=child, stdin=subprocess.DEVNULL) as process:
        os.close(child)
        said = b""
        try:
            while data := os.read(parent, 4096):
                said += data
        except OSError:  # what Linux says when nobody writes any more
            pass
        process.wait(LIMIT)
    os.close(parent)
    return said.decode()


@pytest.mark.parametrize(
    "extra, coloured",
    [({"TERM": "xterm"}, True), ({"TERM": "xterm", "NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_colours_on_a_terminal(tmp_path: Path, extra: dict[str, str], coloured: bool) -> None:
    (tmp_path / "bad.proto").write_text(BAD)
    said = on_terminal(tmp_path, "check", "bad.proto", **extra)
    assert "Lost" in said
    assert ("\x1b[" in said) is coloured


def test_a_server_cannot_steer_the_terminal(tmp_path: Path) -> None:
    def one(request: bytes, context: grpc.ServicerContext) -> bytes:
        context.abort(grpc.StatusCode.ABORTED, "\x1b]0;title\x07 \x9b2J\r\n")
        return b""

    (tmp_path / "echo.proto").write_text(PROTO)
    with serving(one=one) as address:
        (tmp_path / "a.grpc").write_text(f"GRPC grpc://{address}/echo.Echo/One\n")
        said = on_terminal(tmp_path, "run", "a.grpc", TERM="xterm", NO_COLOR="1")
        piped = protowright("run", "a.grpc", cwd=tmp_path)
    assert r"\x1b]0;title\x07 \x9b2J\x0d" in said
    assert not {"\x1b", "\x07", "\x9b"} & set(said)
    assert "\x1b]0;title\x07 \x9b2J" in piped.out, "a pipe gets what came"


@pytest.mark.parametrize("arguments", [["run", "many.grpc"], ["check", "."], ["--help"]])
def test_a_closed_pipe_is_no_fault(tmp_path: Path, service: Addresses, arguments: list[str]) -> None:
    one = f'GRPC grpc://{service.address}/shop.v1.Orders/Get\n{{"orderId": "1000"}}\n###\n'
    (tmp_path / "many.grpc").write_text(one * 60)
    for number in range(400):
        (tmp_path / f"bad{number}.proto").write_text(BAD)
    command = f"{' '.join(COMMAND + arguments)} | head -1"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment(), capture_output=True, timeout=LIMIT)
    assert done.stderr == b""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
def test_any_encoding_of_the_output_will_do(file: Path, tmp_path: Path, encoding: str) -> None:
    file.write_text(file.read_text().replace('"none"', '"ゾーイ 😀"'))
    (tmp_path / "zoë 😀.proto").write_text("message A { Lost a = 1; } // 😀\n")
    extra = {"PYTHONIOENCODING": encoding}
    assert protowright("run", file, extra=extra).code == 1
    assert protowright("check", tmp_path, extra=extra).code == 1
    assert protowright("check", tmp_path / "Žluť 😀.proto", extra=extra).code == 2
    assert protowright("run", file, "ünknown 😀", extra=extra).code == 2
    assert protowright("run", "--help", extra=extra).code == 0
