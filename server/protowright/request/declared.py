"""Names of a schema in diagnostics: where they are declared, and that they are deprecated."""

from __future__ import annotations

from protowright.diagnostics.diagnostic import Diagnostic, Related, Tag
from protowright.diagnostics.request_codes import DEPRECATED_IN_REQUEST
from protowright.proto.schema import Schema
from protowright.text.span import Span


def declared_in_source(schema: Schema, full_name: str, message: str = "declared here") -> tuple[Related, ...]:
    """The place of a name of a schema, where it comes from source."""
    place = schema.places.get(full_name)
    if place is None:
        return ()
    length = len(full_name.rpartition(".")[2])
    return (Related(message, Span(place.offset, place.offset + length), place.path),)


def deprecated(schema: Schema, full_name: str, span: Span) -> Diagnostic:
    """The hint that what a request names at `span` is deprecated."""
    related = declared_in_source(schema, full_name)
    return Diagnostic(DEPRECATED_IN_REQUEST, f"`{full_name}` is deprecated", span, related, tags=(Tag.DEPRECATED,))
