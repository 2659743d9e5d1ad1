"""A request for a method, written from its declaration."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Change, Kind
from protowright.ide.actions.places import place_at
from protowright.ide.new_request import new_request
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.symbols import join
from protowright.proto.syntax.nodes import Rpc, Service
from protowright.text.edit import Edit
from protowright.text.span import Span


def write_request(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Write a request for the method at the place, into the file that has those of its service, or into a new one."""
    place = place_at(snapshot, path, span)
    rpc, service = (None, None) if place is None else (place.innermost(Rpc), place.innermost(Service))
    if place is None or rpc is None or rpc.name is None or service is None or service.name is None:
        return
    method, full_name = rpc.name.text, join(place.symbols.package, service.name.text)
    title = f"Write a request for `{method}`"
    yield Action(title, Kind.REWRITE, lambda: _written(snapshot, path, full_name, method), creates_file=True)


def _written(snapshot: Snapshot, path: str, service: str, method: str) -> Change:
    found = new_request(snapshot, path, service, method)
    if found is None:
        return Change()
    document = snapshot.document(found.path)
    if document is None:
        return Change({}, {found.path: found.text})
    end = len(document.text)
    return Change({found.path: (Edit(Span(end, end), found.text),)})
