"""Hovers on the files that requests send: `< ./body.json`."""

from __future__ import annotations

from protowright.ide.hovering.found import Hover, paragraphs
from protowright.ide.hovering.schema_text import side_of_call
from protowright.project.imported_requests import path_beside
from protowright.project.request_calls import RequestCall
from protowright.project.snapshot import Snapshot
from protowright.request.syntax.nodes import Block, Message, RequestFile


def body_file_hover(snapshot: Snapshot, path: str, file: RequestFile, block: Block, offset: int) -> Hover | None:
    """How the file that is named at `offset` of the request file at `path` is read, and the message that has to be in it."""
    for message in block.messages:
        if message.file is not None and message.file.text and message.file.span.contains(offset):
            call = RequestCall.of(snapshot, path, file, block)
            shape = "" if call is None else side_of_call(call.found.schema, "request", call.takes_stream, call.input)
            return Hover(paragraphs(_reading(snapshot, path, message), shape), message.file.span)
    return None


def _reading(snapshot: Snapshot, path: str, message: Message) -> str:
    name = "" if message.file is None else message.file.text
    if "{{" not in name and snapshot.document(path_beside(path, name)) is None:
        return f"sends what is in `{name}`, which is not there"
    how = ", with its variables filled in" if message.substitutes else ""
    return f"sends what is in `{name}`{how}"
