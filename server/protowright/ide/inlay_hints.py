"""Hints that editors show between the words of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from protowright.ide.languages import is_proto, is_request
from protowright.ide.transport import transport_of
from protowright.project.request_schemas import find_request_schema
from protowright.project.settings import InlayHintSettings
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.symbols import FieldSymbol, Symbol
from protowright.proto.syntax.nodes import MapType, Node
from protowright.request.syntax.nodes import Block, RequestFile, RequestKind
from protowright.text.span import Span

ALL = InlayHintSettings()


@dataclass(frozen=True, slots=True)
class InlayHint:
    """A few words to show at `offset`; `tooltip` is Markdown and says more."""

    offset: int
    label: str
    tooltip: str


def inlay_hints(
    snapshot: Snapshot,
    path: str,
    within: Span,
    settings: InlayHintSettings = ALL,
    environment: str | None = None,
) -> list[InlayHint]:
    """The hints in a part of the file at `path`, in the order of its text.

    `environment` is the one that the variables of requests have their values in.
    """
    found: Iterator[InlayHint] = iter(())
    if is_proto(path) and settings.types:
        link = snapshot.linked(path)
        found = iter(()) if link is None else _of_types(link, within)
    elif is_request(path):
        found = _of_requests(snapshot, path, within, settings, environment)
    return sorted(found, key=lambda hint: hint.offset)


# Request files


def _of_requests(
    snapshot: Snapshot, path: str, within: Span, settings: InlayHintSettings, environment: str | None
) -> Iterator[InlayHint]:
    document = snapshot.document(path)
    if document is None:
        return
    for block in document.requests.requests:
        if block.line is None or block.is_foreign or not within.start <= block.line.span.end <= within.end:
            continue
        if settings.transport:
            yield from _transport(snapshot, path, document.requests, block, environment)
        if settings.schema and block.line.kind is RequestKind.CALL and block.line.method.text:
            yield _schema(snapshot, path, document.requests, block)


def _transport(
    snapshot: Snapshot, path: str, file: RequestFile, block: Block, environment: str | None
) -> Iterator[InlayHint]:
    """How the target is called, unless the line says it."""
    transport = transport_of(snapshot, path, file, block, environment)
    assert block.line is not None, "only requests have a target"
    if transport is not None and not (transport.is_written and transport.is_verified):
        yield InlayHint(block.line.span.end, transport.title, f"calls `{transport.target}`")


def _schema(snapshot: Snapshot, path: str, file: RequestFile, block: Block) -> InlayHint:
    assert block.line is not None, "only requests have a schema"
    found = find_request_schema(snapshot, path, file, block)
    if found is None:
        return InlayHint(
            block.line.span.end, "reflection", "no schema is known yet: the server is asked for it by reflection"
        )
    label = "earlier reflection" if found.is_kept else found.schema.origin
    return InlayHint(block.line.span.end, label, f"the schema comes from {found.schema.origin}")


# `.proto` files


def _of_types(link: LinkedFile, within: Span) -> Iterator[InlayHint]:
    symbols = link.symbols
    for message in symbols.all_messages():
        for field in (*message.fields, *message.extensions):
            yield from _of_field(link, field, within)
    for extension in symbols.extensions:
        yield from _of_field(link, extension, within)


def _of_field(link: LinkedFile, field: FieldSymbol, within: Span) -> Iterator[InlayHint]:
    type = field.declaration.type
    if field.map_entry is not None and isinstance(type, MapType) and type.value is not None:
        target = link.type_of(field.map_entry.fields[1]).symbol
        yield from _resolved(link, type.value, type.value.text, target, within)
    elif field.is_group and field.declaration.name is not None:
        target = link.type_of(field).symbol
        yield from _resolved(link, field.declaration.name, "", target, within)


def _resolved(link: LinkedFile, node: Node, written: str, target: Symbol | None, within: Span) -> Iterator[InlayHint]:
    """The full name of a type, behind a name that is not the full one."""
    end = link.symbols.tree.span(node).end
    if target is not None and written.lstrip(".") != target.full_name and within.start <= end <= within.end:
        yield InlayHint(end, target.full_name, f"{target.kind.value} `{target.full_name}`")
