"""Messages that methods name and nobody has written yet."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.proto_codes import UNRESOLVED_TYPE
from protowright.ide.actions.action import Action, Change, Kind, change_of
from protowright.ide.actions.faults import faults_at
from protowright.ide.actions.places import Place, place_at
from protowright.ide.extents import trailing_end
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.names import SCALARS
from protowright.proto.semantic.symbols import join
from protowright.proto.semantic.type_use import TypeUse
from protowright.proto.syntax.nodes import Rpc, Service
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span


def create_messages(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Write the request and response messages of the method, and of the service, at the place."""
    place = place_at(snapshot, path, span)
    if place is None:
        return
    rpc, service = place.innermost(Rpc), place.innermost(Service)
    link = None if service is None else snapshot.linked(path)
    if link is None or service is None or service.name is None:
        return
    whole = _missing(link, service, [each for each in service.body if isinstance(each, Rpc)])
    own = [] if rpc is None else _missing(link, service, [rpc])
    if own:
        fault = next((each for each in faults_at(snapshot, path, span) if each.code is UNRESOLVED_TYPE), None)
        title = f"Create {' and '.join(f'`{name}`' for name in own)}"
        yield Action(title, Kind.QUICK_FIX, lambda: _created(place, service, own), diagnostic=fault)
    if len(whole) > len(own):
        title = f"Create all {len(whole)} missing messages of `{service.name.text}`"
        yield Action(title, Kind.QUICK_FIX, lambda: _created(place, service, whole))


def _missing(link: LinkedFile, service: Service, methods: list[Rpc]) -> list[str]:
    """The simple names that methods of the service use as types, and nothing has."""
    scope = join(link.symbols.package, "" if service.name is None else service.name.text)
    sides = [side for method in methods for side in (method.request, method.response)]
    paths = [side.type for side in sides if side is not None and side.type is not None]
    simple = [path for path in paths if path.text.isidentifier() and path.text not in SCALARS]
    missing = [path.text for path in simple if link.meaning(TypeUse(path, scope, wants_message=True)) is None]
    return list(dict.fromkeys(missing))


def _created(place: Place, service: Service, names: list[str]) -> Change:
    """The messages, empty, behind the service."""
    end = trailing_end(place.text, place.tree.span(service).end)
    line = line_end(place.text)
    return change_of(place.path, Edit(Span(end, end), "".join(f"{line * 2}message {name} {{}}" for name in names)))
