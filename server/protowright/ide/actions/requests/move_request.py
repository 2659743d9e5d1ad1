"""A request in a file of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator

from protowright.ide.actions.action import Action, Change, Kind, refused
from protowright.ide.actions.requests.blocks import Place, place_at
from protowright.project.request_calls import RequestNames
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.request.syntax.nodes import Block, Variable
from protowright.request.variables import expressions
from protowright.text.edit import Edit
from protowright.text.line_index import line_end
from protowright.text.span import Span


def move_request(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Move the request whose title or request line is at the place to a new file, with what it has from this one."""
    place = place_at(snapshot, path, span)
    line = None if place is None else place.block.line
    if place is None or line is None or not (place.touches(line.span) or place.touches(place.block.title.span)):
        return
    names = request_names(place.file)
    own = next((name for block, name in names if block is place.block), "")
    target = os.path.join(os.path.dirname(path), f"{own}.grpc")
    if len(names) > 1 and own and snapshot.document(target) is None:
        title = f"Move the request to `{own}.grpc`"
        yield Action(title, Kind.MOVE, lambda: _moved(snapshot, place, own, target), creates_file=True)


def _moved(snapshot: Snapshot, place: Place, own: str, target: str) -> Change:
    needs = RequestNames(snapshot, place.path, place.file).dependencies()
    if needs.referenced(own):
        return refused(f"it uses the response of `{needs.referenced(own)[0]}`")
    user = next((name for _, name in request_names(place.file) if own in needs.referenced(name)), None)
    if user is not None:
        return refused(f"`{user}` uses its response")
    text, end = place.text, line_end(place.text)
    headings = [block for block in place.file.blocks if block.line is None and not block.is_foreign]
    written = [block.span.of(text).strip() for block in headings]
    variables = [_line(place, each) for each in _variables(place, headings)]
    parts = [*(part for part in written if part), *([end.join(variables)] if variables else [])]
    request = place.block.span.of(text).strip()
    if parts and not request.startswith("###"):
        request = f"###{end}{request}"
    return Change({place.path: (Edit(_gone(place), ""),)}, {target: (end * 2).join([*parts, request]) + end})


def _gone(place: Place) -> Span:
    """The request, up to the next one."""
    following = (block.span.start for block in place.file.blocks if block.span.start > place.block.span.start)
    start = place.block.span.start
    end = next(following, len(place.text))
    return Span(start if end < len(place.text) else len(place.text[:start].rstrip()) + 1, end)


def _variables(place: Place, headings: list[Block]) -> list[Variable]:
    """The variables of other requests of the file that the request uses, and those that they use."""
    known = {
        variable.name.text: variable
        for block in place.file.blocks
        if block is not place.block and block not in headings
        for variable in block.variables
    }
    own = {variable.name.text for variable in place.block.variables}
    found: dict[str, Variable] = {}
    pending = [place.block.span.of(place.text)]
    while pending:
        for name, _ in expressions(pending.pop(), 0):
            if name in known and name not in found and name not in own:
                found[name] = known[name]
                pending.append(known[name].value.text)
    return sorted(found.values(), key=lambda each: each.name.span)


def _line(place: Place, variable: Variable) -> str:
    start = place.text.rfind("\n", 0, variable.name.span.start) + 1
    return place.text[start : variable.value.span.end]
