"""The server that requests are measured with, in a process of its own: `python -m benchmarks.request_server`.

It serves `user.UserService` of the samples, and reflection of it, and `Ticker` of `requests.proto` with messages that are
bytes already, so that a call costs it as little as Python can.
"""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import grpc
from google.protobuf import json_format, message_factory
from samples.service.binding import bind
from samples.service.reflection import reflection_handlers
from samples.service.schema import load_schema
from samples.service.services import implementations
from samples.service.store import Store
from tests.runner.json_schema import pool_of

ROOT = Path(__file__).parents[1]
SCHEMA = Path(__file__).with_name("requests.proto")
TICKER = "benchmarks.requests.Ticker"
USERS = "user.UserService"
MESSAGES = 100_000
"""How many messages `Watch` answers with."""
_TICK = {"number": "1234567", "name": "GRPC", "price": 17.25, "rises": True}


def message_class(name: str) -> type:
    """The class of a message of `requests.proto`."""
    return message_factory.GetMessageClass(pool_of(SCHEMA).FindMessageTypeByName(f"benchmarks.requests.{name}"))


@contextmanager
def running() -> Iterator[str]:
    """The server, until the block ends; gives its address. Raises RuntimeError when it does not start."""
    command = [sys.executable, "-m", "benchmarks.request_server"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise RuntimeError("the server of the benchmark did not start")
        try:
            yield address
        finally:
            process.kill()


def _ticker() -> grpc.GenericRpcHandler:  # type: ignore[type-arg]  # generic in the stubs only
    tick = json_format.ParseDict(_TICK, message_class("Tick")()).SerializeToString()
    methods = {
        "Get": grpc.unary_unary_rpc_method_handler(lambda request, context: tick),
        "Watch": grpc.unary_stream_rpc_method_handler(lambda request, context: itertools.repeat(tick, MESSAGES)),
        "Flood": grpc.unary_stream_rpc_method_handler(lambda request, context: itertools.repeat(tick)),
    }
    return grpc.method_handlers_generic_handler(TICKER, methods)


def main() -> None:
    """Serve, say where, and go on until the standard input ends."""
    if hasattr(os, "nice"):
        os.nice(10)  # servers are on other machines, and take no processor from an editor
    schema = load_schema()
    users = implementations(Store(schema))[USERS]
    server = grpc.server(ThreadPoolExecutor(8))
    server.add_generic_rpc_handlers([bind(schema, USERS, users), *reflection_handlers([USERS], schema), _ticker()])
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(f"127.0.0.1:{port}", flush=True)
    sys.stdin.read()
    server.stop(0)


if __name__ == "__main__":
    main()
