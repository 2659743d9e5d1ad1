"""One request from the command line, from the start of the process to its end, against httpyac, buf and a bare script."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from samples.service import running_process

from benchmarks import peers, request_server
from benchmarks.measuring import Failed, medians_in_turn
from benchmarks.printing import bar, failed, figure

ROUNDS = 15
HTTPYAC = 0.5
SCRIPT = 2.0
"""`protowright run` takes at most so many times what httpyac and the bare script do."""
GROWTH = 6.0
"""Four times the requests of a file take at most so many times as long to plan."""
_MANY = 400
_MANY_ROUNDS = 3
_SCRIPT = Path(__file__).with_name("request_script.py")
_USER = ("user.UserService", "GetUser", '{ "id": "42" }')
_USER_FOUND = "otter@shop.example"
_PRODUCT = ("shop.v1.Catalog", "Get", '{ "sku": "tea-green" }')
_PRODUCT_FOUND = "Green tea"
_USER_PROTO = request_server.ROOT / "samples" / "protos" / "user" / "user.proto"

Call = tuple[str, str, str]


def run(address: str) -> bool:
    """Print the figures for the server at `address`; tells whether all are under their bars."""
    good = [_by_reflection(address), _by_source(address), _many(address)]
    with running_process() as service:
        good.append(_large_schema(service.address))
    return all(good)


def _by_reflection(address: str) -> bool:
    """httpyac asks for the schemas of all services, and gives up when it cannot take one: as those of the whole sample
    service, which import `google/api`. So the server has one service, whose schema it takes."""
    commands = _commands(address, _USER) | {"httpyac send": peers.httpyac("send", "request.grpc", "--all")}
    return _measured("a request by reflection", address, _USER, _USER_FOUND, commands)


def _by_source(address: str) -> bool:
    commands = _commands(address, _USER) | {"httpyac send": peers.httpyac("send", "request.grpc", "--all")}
    commands["buf curl"] += ["--schema", "user.proto"]
    del commands["a script"]  # it has no compiler, and would not be bare with one
    source = {"user.proto": _USER_PROTO.read_text(encoding="utf-8")}
    return _measured("a request by a .proto file", address, _USER, _USER_FOUND, commands, source)


def _large_schema(address: str) -> bool:
    return _measured(
        "a request by reflection of nine files", address, _PRODUCT, _PRODUCT_FOUND, _commands(address, _PRODUCT)
    )


def _many(address: str) -> bool:
    """Four times the requests in one file take at most four times as long to plan, as far as plans do not read the others."""
    service, method, body = _USER
    with tempfile.TemporaryDirectory() as folder:
        for count in (_MANY // 4, _MANY):
            request = f"### \nGRPC {address}/{service}/{method}\n\n{body}\n\n"
            Path(folder, f"{count}.grpc").write_text(request * count, encoding="utf-8")
        commands = [peers.protowright("run", "--dry-run", "-q", name) for name in ("100.grpc", "400.grpc")]
        few, many = medians_in_turn([_work(command, folder, "would call") for command in commands], _MANY_ROUNDS)
    figure(
        "requests", f"{_MANY} requests of one file: {many * 1000:.0f} ms to plan, a fourth of them {few * 1000:.0f} ms"
    )
    return bar("requests", "planning four times the requests of a file", many / few, GROWTH)


def _commands(address: str, call: Call) -> dict[str, list[str]]:
    service, method, body = call
    url = f"http://{address}/{service}/{method}"
    return {
        "protowright run": peers.protowright("run", "request.grpc"),
        "a script": [sys.executable, _SCRIPT.name, address, service, method, body],
        "buf curl": peers.buf("curl", "--protocol", "grpc", "--http2-prior-knowledge", "-d", body, url),
    }


def _measured(
    what: str,
    address: str,
    call: Call,
    answer: str,
    commands: dict[str, list[str]],
    sources: dict[str, str] | None = None,
) -> bool:
    """The median time of each command, in a folder with the request and the sources."""
    service, method, body = call
    lines = [f"proto < ./{name}\n" for name in sources or {}]
    request = f"{''.join(lines)}\n### One\nGRPC {address}/{service}/{method}\n\n{body}\n"
    with tempfile.TemporaryDirectory() as folder:
        # The script is copied: Python would look for modules in the folder of this one, and find those of the benchmarks.
        shutil.copy(_SCRIPT, folder)
        for name, text in {**(sources or {}), "request.grpc": request}.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        works = [_work(command, folder, answer) for command in commands.values()]
        try:
            medians_in_turn(works, 1)  # what is compiled or fetched at the first run
            found = dict(zip(commands, medians_in_turn(works, ROUNDS), strict=True))
        except Failed as error:
            return failed("requests", what, error)
    return _told(what, found)


def _work(command: Sequence[str], folder: str, answer: str) -> Callable[[], float]:
    """Runs a command, and gives its seconds. Raises Failed when it does not print the answer."""
    # Compiled modules are kept, as those of an installed package are.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def work() -> float:
        started = time.perf_counter()
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=60)
        seconds = time.perf_counter() - started
        if answer not in done.stdout:
            raise Failed(
                f"{Path(command[0]).name} {' '.join(command[1:4])}...: {done.stdout[-300:]}{done.stderr[-300:]}"
            )
        return seconds

    return work


def _told(what: str, found: dict[str, float]) -> bool:
    own = found["protowright run"]
    figure("requests", f"{what}: {', '.join(f'{name} {seconds * 1000:.0f} ms' for name, seconds in found.items())}")
    figure("requests", f"{what}: protowright run / buf curl = {own / found['buf curl']:.1f}")
    good = [True]
    if "httpyac send" in found:
        good.append(bar("requests", f"{what}: protowright run / httpyac send", own / found["httpyac send"], HTTPYAC))
    if "a script" in found:
        good.append(bar("requests", f"{what}: protowright run / a script", own / found["a script"], SCRIPT))
    return all(good)
