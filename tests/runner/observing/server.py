"""`python -m tests.runner.observing.server`: a server of `echo.Echo` that writes down what it sees, as JSON lines.

The first line says where it listens. A call says what to do by its metadata:

    x-hold: 1        never answer, or in `Many` never end
    x-size: 6000000  answer with a message of so many characters
    x-pause: 0.05    wait so long before each answer, in seconds
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import itertools
import json
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import wrappers_pb2
from tests.runner.observing.frames import Record
from tests.runner.observing.relay import Relay, server_context

HOLD_INTERVAL = 0.005
Text = wrappers_pb2.StringValue
"""`echo.Text` and `google.protobuf.StringValue` are the same on the wire."""


class Recorder:
    """Writes records, each as one line."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __call__(self, record: Record) -> None:
        """Write one."""
        with self._lock:
            print(json.dumps(record), flush=True)


class Observed:
    """One call, as the server has it."""

    def __init__(self, number: int, path: str, context: grpc.ServicerContext, record: Recorder) -> None:
        self._number = number
        self._record = record
        self._context = context
        self._over = threading.Event()
        self._is_answered = False
        self._orders = {key: value for key, value in context.invocation_metadata() if key.startswith("x-")}
        self._say("call", path=path, remaining=context.time_remaining(), metadata=_shown(context.invocation_metadata()))
        if not context.add_callback(self._end):  # the call is over already, and nobody will say so
            self._end()

    def answers(self, method: str, requests: Iterator[bytes]) -> Iterator[bytes]:
        """The answers of the method, each written down before it goes out."""
        for text in self._texts(method, self._heard(requests)):
            self._over.wait(float(self._orders.get("x-pause", 0)))
            self._say("said", size=len(text), text=text[:100])
            yield Text(value=text).SerializeToString()
        if "x-hold" in self._orders:
            self._over.wait()
            return
        self._is_answered = True

    def _texts(self, method: str, heard: Iterator[str]) -> Iterator[str]:
        if method == "Talk":
            yield from heard
            return
        text = "".join(heard)
        if method == "Many":
            yield from self._many(text)
        elif "x-hold" not in self._orders:
            yield "x" * int(self._orders["x-size"]) if "x-size" in self._orders else text

    def _many(self, text: str) -> Iterator[str]:
        for number in itertools.count() if "x-hold" in self._orders else range(3):
            yield f"{text}{number}"
            if "x-hold" in self._orders and self._over.wait(HOLD_INTERVAL):
                return

    def _heard(self, requests: Iterator[bytes]) -> Iterator[str]:
        for request in requests:
            text = Text.FromString(request).value
            self._say("heard", size=len(text), text=text[:100])
            yield text
        self._say("heard all")

    def _end(self) -> None:
        self._over.set()
        self._say("over", answered=self._is_answered, active=self._context.is_active())

    def _say(self, saw: str, **what: Any) -> None:
        self._record({"saw": saw, "call": self._number, "time": time.monotonic(), **what})


class AnyPath(grpc.GenericRpcHandler):  # type: ignore[type-arg]
    """Serves every method as a stream both ways, whatever stands before the service in its path."""

    def __init__(self, record: Recorder) -> None:
        self._record = record
        self._numbers = itertools.count(1)

    def service(self, details: grpc.HandlerCallDetails) -> Any:
        """The handler of a call."""
        path = str(details.method)

        def serve(requests: Iterator[bytes], context: grpc.ServicerContext) -> Iterator[bytes]:
            call = Observed(next(self._numbers), path, context, self._record)
            return call.answers(path.rpartition("/")[2], requests)

        return grpc.stream_stream_rpc_method_handler(serve)


def _shown(metadata: Any) -> list[tuple[str, str]]:
    """Metadata as grpc gives it to servers, decoded; bytes are shown as base64 with a mark before it."""
    return [
        (key, value if isinstance(value, str) else f"bytes:{base64.b64encode(value).decode()}")
        for key, value in metadata
    ]


async def serve(port: int, delay: float, certificates: Path | None) -> None:
    """Serve until standard input ends."""
    await asyncio.sleep(delay)
    record = Recorder()
    with ThreadPoolExecutor(64) as threads:
        server = grpc.server(threads, options=(("grpc.max_receive_message_length", -1),))
        server.add_generic_rpc_handlers([AnyPath(record)])
        relay = Relay(server.add_insecure_port("127.0.0.1:0"), record)
        server.start()
        places = {"plain": await relay.listen(port)}
        if certificates is not None:
            places["tls"] = await relay.listen(context=server_context(certificates))
            places["mtls"] = await relay.listen(context=server_context(certificates, certificates / "ca.pem"))
        record({"saw": "ready", **places})
        await asyncio.to_thread(sys.stdin.read)
        server.stop(0).wait()


def main() -> None:
    """Read the command line, and serve."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds until it listens")
    parser.add_argument("--certificates", type=Path)
    options = parser.parse_args()
    asyncio.run(serve(options.port, options.delay, options.certificates))


if __name__ == "__main__":
    main()
