"""Every kind of call over every kind of connection with a schema from every source, against services of their own.

`python -m tests.runner.matrix` prints the table. The services run in processes of their own. Where the schema comes from
files, the service does not reflect at all; where it comes from reflection, the workspace declares the same service with
messages that would not fit.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samples.service import Addresses, running_process
from tests.cli.support import protowright
from tests.runner.support import execute, plan_of

PROTO = Path(__file__).parents[2] / "samples" / "protos" / "chat" / "v1" / "chat.proto"
LIE = """syntax = "proto3";
package chat.v1;
service Chat {
  rpc Send(Nothing) returns (Nothing);
  rpc Subscribe(Nothing) returns (stream Nothing);
  rpc Upload(stream Nothing) returns (Nothing);
  rpc Converse(stream Nothing) returns (stream Nothing);
}
message Nothing {}
"""

CA = "grpc-cacert {certificates}/ca.pem"
TRANSPORTS = {
    "plaintext": (),
    "tls": (CA,),
    "mtls": (CA, "grpc-cert {certificates}/client.pem", "grpc-key {certificates}/client-key.pem"),
    "socket": (),
}
"""The directives that each connection needs."""
SOURCES = {
    "proto": (),
    "set": ("grpc-protoset chat.binpb",),
    "v1": ("grpc-reflection",),
    "v1alpha": ("grpc-reflection",),
}
"""The directives that each source of the schema needs."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the four kinds: its method, what the request says, what the service answers, and what it counts both ways."""

    method: str
    body: str
    answers: tuple[dict[str, Any], ...]
    cost: int


def _message(name: str, author: str, text: str) -> dict[str, Any]:
    """A message of the chat; in the time of the samples its number is its minute."""
    room, _, number = name.partition("/")
    return {"id": name, "room": room, "author": author, "text": text, "time": f"2026-01-02T03:0{4 + int(number)}:05Z"}


DIGEST = base64.b64encode(hashlib.sha256(b"green tea").digest()).decode()
KINDS = {
    "unary": Kind(
        "Send",
        '{"room": "CELL", "author": "otter", "text": "tea 🍵"}',
        (_message("CELL/1", "otter", "tea 🍵"),),
        cost=2,
    ),
    "server": Kind(
        "Subscribe",
        '{"room": "clock", "limit": 3, "interval": "0s"}',
        tuple(_message(f"clock/{number}", "clock", f"tick {number}") for number in (1, 2, 3)),
        cost=4,
    ),
    "client": Kind(
        "Upload",
        '{"info": {"name": "note.txt"}}\n===\n{"chunk": "Z3JlZW4g"}\n===\n{"chunk": "dGVh"}',
        ({"name": "note.txt", "size": "9", "chunks": 2, "sha256": DIGEST},),
        cost=4,
    ),
    "bidirectional": Kind(
        "Converse",
        '{"author": "otter", "text": "hi"}\n=== wait-for-server\n{"author": "otter", "text": "bye"}',
        (_message("counter/1", "barista", "otter says: hi"), _message("counter/2", "barista", "Bye, otter.")),
        cost=4,
    ),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in the table."""

    kind: str
    transport: str
    source: str

    def __str__(self) -> str:
        return f"{self.kind}-{self.transport}-{self.source}"


CELLS = [Cell(*names) for names in itertools.product(KINDS, TRANSPORTS, SOURCES)]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a call gave, or should give. `refused` is the sentence of a call that was not made."""

    messages: tuple[dict[str, Any], ...] = ()
    status: str = ""
    headers: dict[str, str] | None = None
    trailers: dict[str, str] | None = None
    target: str = ""
    schema: str = ""
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the cells run on: a service and a workspace folder for each source of the schema."""

    services: dict[str, Addresses]
    folders: dict[str, Path]

    def target(self, cell: Cell) -> str:
        """The target, as requests write it and events show it."""
        at = self.services[cell.source]
        return {
            "plaintext": f"grpc://{at.address}",
            "tls": f"grpcs://{at.tls_address}",
            "mtls": f"grpcs://{at.mtls_address}",
            "socket": f"unix:{at.socket}",
        }[cell.transport]

    def text(self, cell: Cell) -> str:
        """The request."""
        kind, certificates = KINDS[cell.kind], self.services[cell.source].certificates
        directives = [
            each.format(certificates=certificates) for each in TRANSPORTS[cell.transport] + SOURCES[cell.source]
        ]
        lines = [
            *(f"# @{directive}" for directive in directives),
            f"GRPC {self.target(cell)}/chat.v1.Chat/{kind.method}",
        ]
        return "\n".join([*lines, f"x-request-id: {cell}", "", kind.body.replace("CELL", str(cell)), ""])

    def run(self, cell: Cell) -> Seen:
        """Make the call over a connection of its own, with nothing remembered from an earlier one."""
        ran = execute(plan_of(self.folders[cell.source], self.text(cell), proto=None))
        if ran.refused:
            return Seen(refused=ran.refused)
        messages = tuple(json.loads(message) for message in ran.messages)
        started = ran.started
        return Seen(messages, ran.finished.status, ran.headers, ran.trailers, started.target, started.schema)

    def expected(self, cell: Cell) -> Seen:
        """What the call should give."""
        kind, target = KINDS[cell.kind], self.target(cell)
        files = {"proto": "protos/chat/v1/chat.proto", "set": "chat.binpb"}
        return Seen(
            tuple(json.loads(json.dumps(kind.answers).replace("CELL", str(cell)))),
            "OK",
            {"x-request-id": str(cell)},
            {"x-cost": str(kind.cost)},
            target,
            files.get(cell.source) or f"reflection ({cell.source}) of {target}",
        )


@contextmanager
def ground(folder: Path) -> Iterator[Ground]:
    """Start the services and write the workspaces below `folder`; the services end with the block."""
    with ExitStack() as stack, ThreadPoolExecutor() as threads:
        processes = [
            running_process(reflection="off"),
            running_process(reflection_versions=["v1"]),
            running_process(reflection_versions=["v1alpha"]),
        ]
        starting = threads.map(stack.enter_context, processes)
        folders = {source: _workspace(folder / source) for source in SOURCES}
        _write_schemas(folders)
        silent, *reflecting = starting
        yield Ground(dict(zip(SOURCES, (silent, silent, *reflecting), strict=True)), folders)


def _workspace(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _write_schemas(folders: dict[str, Path]) -> None:
    for source, content in {"proto": PROTO.read_text("utf-8"), "v1": LIE, "v1alpha": LIE}.items():
        place = folders[source] / "protos" / "chat" / "v1"
        place.mkdir(parents=True)
        (place / "chat.proto").write_text(content, "utf-8")
    output = folders["set"] / "chat.binpb"
    said = protowright("build", "--include-imports", "-o", output, PROTO)
    assert said.code == 0, said


# The table


def table(seen: dict[Cell, bool]) -> Iterable[str]:
    """The lines of the table: a row for each connection and source, a column for each kind."""
    yield f"{'connection':<12}{'schema':<10}" + "".join(f"{kind:<15}" for kind in KINDS)
    for transport, source in itertools.product(TRANSPORTS, SOURCES):
        marks = ("ok" if seen[Cell(kind, transport, source)] else "WRONG" for kind in KINDS)
        yield f"{transport:<12}{source:<10}" + "".join(f"{mark:<15}" for mark in marks)


def main() -> int:
    """Run all cells, and print the table."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, ground(Path(folder)) as at:
        seen = {cell: (at.run(cell), at.expected(cell)) for cell in CELLS}
    right = {cell: got == wanted for cell, (got, wanted) in seen.items()}
    print(*table(right), sep="\n")
    for cell in (cell for cell in CELLS if not right[cell]):
        print(f"{cell}\n  expected {seen[cell][1]}\n  got      {seen[cell][0]}", file=sys.stderr)
    print(f"{sum(right.values())} of {len(CELLS)} cells green, {time.perf_counter() - started:.1f} s")
    return 0 if all(right.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
