"""Targets that say whether they are called with TLS."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Kind, change_of
from protowright.ide.actions.requests.blocks import place_at
from protowright.project.snapshot import Snapshot
from protowright.request.directive_values import directive_values
from protowright.request.target import InvalidTarget, parse_target
from protowright.text.edit import Edit
from protowright.text.span import Span


def write_scheme(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Write down the scheme that a bare host is called with."""
    place = place_at(snapshot, path, span)
    line = None if place is None else place.block.line
    if place is None or line is None or not line.target.text or not place.touches(line.span):
        return
    text, start = line.target.text, line.target.span.start
    if "://" in text or "{{" in text or text.startswith(("unix:", "unix-abstract:", "dns:")):
        return
    plaintext = directive_values(place.block, place.file).plaintext
    try:
        target = parse_target(text, plaintext=plaintext is True, tls=plaintext is False)
    except InvalidTarget:
        return
    scheme = "grpcs" if target.tls else "grpc"
    how = "with TLS" if target.tls else "in plaintext"
    edit = Edit(Span(start, start), f"{scheme}://")
    yield Action(f"Write the scheme `{scheme}://` ({how})", Kind.REWRITE, lambda: change_of(path, edit))
