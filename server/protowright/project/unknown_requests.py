"""Requests that `# @ref` asks to run first, and that are nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.guesses import guesses
from protowright.diagnostics.request_codes import UNKNOWN_REQUEST
from protowright.project.request_calls import RequestNames
from protowright.project.snapshot import Snapshot
from protowright.request.dependencies import Need, needs_by_directive
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.text.nearest import nearest, suggestion


def unknown_requests(snapshot: Snapshot, path: str, file: RequestFile, blocks: Iterable[Block]) -> Iterator[Diagnostic]:
    """The names in blocks of the file at `path` that neither it nor a file that it imports has.

    Silent while one of those files is missing.
    """
    needs = [need for block in blocks for need in needs_by_directive(block)]
    names = RequestNames(snapshot, path, file)
    if needs and names.has_all_files:
        yield from (_unknown(need, names) for need in needs if need.name not in names.names)


def _unknown(need: Need, names: RequestNames) -> Diagnostic:
    if need.name in names.foreign:
        message = f"the request `{need.name}` is not one of gRPC, and is not run here"
        return Diagnostic(UNKNOWN_REQUEST, message, need.span)
    near = nearest(need.name, names.names, 3)
    fixes = guesses(need.span, near)
    help = suggestion(near) or "name it by `# @name`, or import the file that has it by `# @import`"
    return Diagnostic(UNKNOWN_REQUEST, f"no request is named `{need.name}`", need.span, help=help, fixes=fixes)
