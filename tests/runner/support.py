"""Running one request of a text against a server, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc

from protowright.project.host import Host
from protowright.runner.events import Event, Finished, Headers, MessageReceived, Started, Trailers
from protowright.runner.execution import Execution, Resources
from protowright.runner.invoke import CallRefused, Invocation
from protowright.runner.plan import Plan
from protowright.runner.planning import make_plan
from protowright.runner.schema_sources import SchemaSources
from protowright.runner.transport import Channels

SERVICE = "echo.Echo"
PROTO = """syntax = "proto3";
package echo;
service Echo {
  rpc One(Text) returns (Text);
  rpc Many(Text) returns (stream Text);
  rpc Collect(stream Text) returns (Text);
  rpc Talk(stream Text) returns (stream Text);
}
message Text {
  string text = 1;
}
"""

Handler = Callable[[Any, grpc.ServicerContext], Any]


@dataclass
class Ran:
    """One run: its events, or the sentence that refused it."""

    events: list[Event] = field(default_factory=list)
    refused: str = ""

    @property
    def kinds(self) -> list[str]:
        """The names of the events."""
        return [type(event).__name__ for event in self.events]

    @property
    def messages(self) -> list[str]:
        """The JSON of the messages, each on one line."""
        return [" ".join(event.json.split()) for event in self.events if isinstance(event, MessageReceived)]

    @property
    def started(self) -> Started:
        """The event of that kind."""
        return next(event for event in self.events if isinstance(event, Started))

    @property
    def finished(self) -> Finished:
        """The last event."""
        assert not self.refused, self.refused
        last = self.events[-1]
        assert isinstance(last, Finished)
        return last

    @property
    def headers(self) -> dict[str, str]:
        """The initial metadata."""
        return dict(next(event.metadata for event in self.events if isinstance(event, Headers)))

    @property
    def trailers(self) -> dict[str, str]:
        """The trailing metadata."""
        return dict(next(event.metadata for event in self.events if isinstance(event, Trailers)))


def plan_of(folder: Path, text: str, proto: str | None = PROTO, environment: str | None = None) -> Plan:
    """The plan for the first request of a text, in a folder that has the proto file when one is given."""
    if proto is not None:
        (folder / "echo.proto").write_text(proto)
    path = str(folder / "a.grpc")
    host = Host([str(folder)])
    host.open(path, text)
    snapshot = host.snapshot()
    document = snapshot.document(path)
    assert document is not None
    from protowright.request.names import request_names

    (_, name), *_ = request_names(document.requests)
    return make_plan(snapshot, path, name, environment)


def run_plan(
    plan: Plan,
    channels: Channels | None = None,
    watch: Callable[[Invocation, Event], None] | None = None,
    schemas: SchemaSources | None = None,
) -> Ran:
    """Run a plan to its end. `watch` sees each event as it comes."""
    ran, own = Ran(), channels or Channels()
    invocation = Invocation(plan, own, schemas)

    def emit(event: Event) -> None:
        ran.events.append(event)
        if watch is not None:
            watch(invocation, event)

    try:
        invocation.run(emit)
    except CallRefused as error:
        ran.refused = str(error)
    finally:
        if channels is None:
            own.close()
    return ran


def execute(plan: Plan, resources: Resources | None = None) -> Ran:
    """Run a plan as the command line and the worker do. The connections are closed afterwards when they are its own."""
    ran, own = Ran(), resources or Resources()
    try:
        Execution(plan, own).run([ran.events.append])
    except CallRefused as error:
        ran.refused = str(error)
    finally:
        if resources is None:
            own.close()
    return ran


def run_text(folder: Path, text: str, **options: Any) -> Ran:
    """Run the first request of a text to its end."""
    watch = options.pop("watch", None)
    return run_plan(plan_of(folder, text, **options), watch=watch)


def call(address: str, method: str, body: str, before: str = "") -> str:
    """The text of one request."""
    return f"{before}GRPC grpc://{address}/echo.Echo/{method}\n\n{body}\n"


def encoded(text: str) -> bytes:
    """A message `echo.Text` on the wire."""
    content = text.encode()
    assert len(content) < 128
    return bytes([0x0A, len(content)]) + content if text else b""


def decoded(data: bytes) -> str:
    """The text of a message `echo.Text` on the wire."""
    return data[2:].decode()


@contextmanager
def serving(
    one: Handler | None = None,
    many: Handler | None = None,
    collect: Handler | None = None,
    talk: Handler | None = None,
    handlers: list[grpc.GenericRpcHandler] | None = None,  # type: ignore[type-arg]
    address: str = "127.0.0.1:0",
) -> Iterator[str]:
    """A server of `echo.Echo` whose methods take and give bytes; gives its address, a free one by default."""
    methods = {}
    if one is not None:
        methods["One"] = grpc.unary_unary_rpc_method_handler(one)
    if many is not None:
        methods["Many"] = grpc.unary_stream_rpc_method_handler(many)
    if collect is not None:
        methods["Collect"] = grpc.stream_unary_rpc_method_handler(collect)
    if talk is not None:
        methods["Talk"] = grpc.stream_stream_rpc_method_handler(talk)
    with ThreadPoolExecutor(8) as threads:
        server = grpc.server(threads, options=(("grpc.so_reuseport", 0),))
        server.add_generic_rpc_handlers([grpc.method_handlers_generic_handler(SERVICE, methods), *(handlers or [])])
        port = server.add_insecure_port(address)
        server.start()
        try:
            yield f"127.0.0.1:{port}"
        finally:
            server.stop(0).wait()


class Later(threading.Thread):
    """Does something after some seconds, beside the test."""

    def __init__(self, seconds: float, work: Callable[[], object]) -> None:
        super().__init__(daemon=True)
        self._seconds, self._work = seconds, work
        self.start()

    def run(self) -> None:
        """Wait, then work."""
        threading.Event().wait(self._seconds)
        self._work()
