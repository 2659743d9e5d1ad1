"""Hovers in response documents."""

from __future__ import annotations

from protowright.ide.hovering.found import Hover
from protowright.ide.hovering.schema_text import describe_name
from protowright.ide.request_words import words_of_response
from protowright.ide.response_mentions import response_schema
from protowright.project.snapshot import Snapshot
from protowright.request.response_text import parse_response


def response_hover(snapshot: Snapshot, path: str, offset: int) -> Hover | None:
    """What the schema says of the method, field or enum value at `offset` of the response document at `path`."""
    document = snapshot.document(path)
    response = None if document is None else parse_response(document.text)
    schema = None if response is None else response_schema(snapshot, response)
    if response is None or schema is None:
        return None
    for word in words_of_response(schema, response, lambda span: span.contains(offset)):
        text = describe_name(snapshot, schema, word.full_name, path)
        if text:
            return Hover(text, word.span)
    return None
