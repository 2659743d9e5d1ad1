"""Files that requests name and nobody has written yet."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Change, Kind
from protowright.ide.actions.requests.blocks import Place, place_at
from protowright.project.imported_requests import path_beside
from protowright.project.request_schemas import find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.request.body import example_body
from protowright.text.span import Span


def create_body_file(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Write the file that a body is to be read from, with an example of the message."""
    place = place_at(snapshot, path, span)
    for message in () if place is None else place.block.messages:
        file = message.file
        if place is None or file is None or not place.touches(message.span) or "{{" in file.text:
            continue
        target = path_beside(path, file.text)
        if snapshot.document(target) is None:
            text = _example(snapshot, place)
            yield Action(
                f"Create `{file.text}`",
                Kind.QUICK_FIX,
                lambda target=target, text=text: Change({}, {target: text}),  # type: ignore[misc]
                creates_file=True,
            )


def _example(snapshot: Snapshot, place: Place) -> str:
    line = place.call
    found = None if line is None else find_request_schema(snapshot, place.path, place.file, place.block)
    method = None if found is None or line is None else found.schema.method(line.service.text, line.method.text)
    if found is None or method is None:
        return "{}\n"
    return example_body(found.schema, method.descriptor.input_type.lstrip(".")) + "\n"
