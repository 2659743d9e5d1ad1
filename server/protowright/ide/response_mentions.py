"""The names in a response document that lead into `.proto` files."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.declarations import find_declaration
from protowright.ide.mentions import Mention, Wanted, mention_of
from protowright.ide.request_words import words_of_response
from protowright.project.schema_store import user_schema_store
from protowright.project.schemas import schema_of_file
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import Schema
from protowright.request.response_text import ResponseText, parse_response


def response_mentions(snapshot: Snapshot, path: str, wanted: Wanted) -> Iterator[Mention]:
    """The mentions in the response document at `path`: its method, the fields and enum values of its messages."""
    document = snapshot.document(path)
    response = None if document is None else parse_response(document.text)
    schema = None if response is None else response_schema(snapshot, response)
    if response is None or schema is None:
        return
    for word in words_of_response(schema, response, wanted):
        place = schema.places.get(word.full_name)
        declared = None if place is None else find_declaration(snapshot, place.path, word.full_name)
        if place is not None and declared is not None:
            yield mention_of(declared[0], place.path, word.span, word.role)


def response_schema(snapshot: Snapshot, response: ResponseText) -> Schema | None:
    """The schema of the method that was called: from the workspace, else what the target told by reflection."""
    path = snapshot.services().get(response.service.text)
    if path is not None:
        return schema_of_file(snapshot, path)
    kept = user_schema_store().schema(response.target) if response.target else None
    return None if kept is None or kept.service(response.service.text) is None else kept
