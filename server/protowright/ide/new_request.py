"""Writing a request for a method: where it goes, and what it says."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot
from protowright.project.targets import targets_in_use
from protowright.proto.schema import MethodEntry, Schema
from protowright.proto.syntax.comments import doc_comment
from protowright.request.body import example_body

DEFAULT_TARGET = "localhost:50051"


@dataclass(frozen=True)
class NewRequest:
    """A request to be appended to the file at the absolute `path`, which may not be there yet.

    `text` is what is appended, separator included; `line` is where its request line will be, from 0.
    """

    path: str
    text: str
    line: int


def new_request(snapshot: Snapshot, path: str, service: str, method: str) -> NewRequest | None:
    """A request for a method that the `.proto` file at `path` declares, with a filled body; None when it does not.

    It goes into the file that calls the service already, else into the one named like the `.proto` file, beside it.
    """
    schema = schema_of_file(snapshot, path)
    entry = schema.method(service, method)
    if entry is None:
        return None
    target_path, target = _place(snapshot, path, service)
    return _appended(snapshot, target_path, _title(snapshot, path, service, method), target, schema, entry)


def new_reflected_request(
    snapshot: Snapshot, schema: Schema, target: str, service: str, method: str, environment: str | None
) -> NewRequest | None:
    """A request for a method that the `target`, as it is shown, told of; None when `schema` has no such method.

    It goes into the file that calls the service at this target already, else into one that calls the target, those that
    are open first, else into one named like the service's package in the first workspace folder. Raises ValueError when
    there is no folder.
    """
    entry = schema.method(service, method)
    if entry is None:
        return None
    uses = (use for use in targets_in_use(snapshot, environment) if use.target == target)
    best = min(uses, key=lambda use: (use.service != service, use.path not in snapshot.overlay), default=None)
    if best is not None:
        return _appended(snapshot, best.path, method, best.text or target, schema, entry)
    if not snapshot.folders:
        raise ValueError("a new request needs a folder: open one in the editor")
    name = (service.rpartition(".")[0] or service) + ".grpc"
    return _appended(snapshot, os.path.join(snapshot.folders[0], name), method, target, schema, entry)


def _appended(
    snapshot: Snapshot, target_path: str, title: str, target: str, schema: Schema, entry: MethodEntry
) -> NewRequest:
    """A request at the end of the file at `target_path`."""
    body = example_body(schema, entry.descriptor.input_type.lstrip("."))
    request = f"### {title}\nGRPC {target}/{entry.service}/{entry.descriptor.name}\n\n{body}\n"
    document = snapshot.document(target_path)
    before = "" if document is None else document.text
    gap = "" if not before.strip() else "\n" if before.endswith("\n") else "\n\n"
    line = (before + gap).count("\n") + 1
    return NewRequest(target_path, gap + request, line)


def _place(snapshot: Snapshot, path: str, service: str) -> tuple[str, str]:
    """The file to write to, and the target of its requests."""
    own = os.path.splitext(path)[0] + ".grpc"
    candidates = [own, *(open_path for open_path in snapshot.overlay if open_path.endswith(".grpc"))]
    for candidate in candidates:
        for known, target in _calls(snapshot, candidate):
            if known == service:
                return candidate, target
    return own, next((target for _, target in _calls(snapshot, own)), _target(snapshot, own))


def _calls(snapshot: Snapshot, path: str) -> Iterator[tuple[str, str]]:
    """The service and the target of each request of a file."""
    document = snapshot.document(path)
    for block in () if document is None else document.requests.requests:
        if block.line is not None and block.line.target.text and block.line.service.text:
            yield block.line.service.text, block.line.target.text


def _target(snapshot: Snapshot, path: str) -> str:
    """What an environment file calls the host, else a place to begin with."""
    environment = snapshot.environment(path)
    names = ("host", "baseUrl", "base_url", "target", "address")
    return next((f"{{{{{name}}}}}" for name in names if name in environment.variables), DEFAULT_TARGET)


def _title(snapshot: Snapshot, path: str, service: str, method: str) -> str:
    """The first line of the method's comment, else its name."""
    symbols = snapshot.symbols(path)
    symbol = None if symbols is None else symbols.by_name.get(f"{service}.{method}")
    if symbols is None or symbol is None:
        return method
    comment = doc_comment(symbol.declaration) or ""
    first = next((line.strip() for line in comment.splitlines() if line.strip()), method)
    return textwrap.shorten(first, 70, placeholder="…")
