"""What a request calls: its schema, and the types that go there and come back."""

from __future__ import annotations

from dataclasses import dataclass

from protowright.project.imported_requests import imported_files
from protowright.project.request_schemas import RequestSchema, find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.request.names import request_names
from protowright.request.syntax.nodes import Block, RequestFile


@dataclass(frozen=True, slots=True)
class RequestCall:
    """A call whose schema is known: the full names of its request and response types, with a dot in front, and whether
    it takes a stream of requests."""

    found: RequestSchema
    input: str
    output: str
    takes_stream: bool

    @staticmethod
    def of(snapshot: Snapshot, path: str, file: RequestFile, block: Block) -> RequestCall | None:
        """What a request of the file at `path` calls, None when its schema or method is not known."""
        found = None if block.line is None else find_request_schema(snapshot, path, file, block)
        if found is None or block.line is None:
            return None
        method = found.schema.method(block.line.service.text, block.line.method.text)
        if method is None:
            return None
        own = method.descriptor
        return RequestCall(found, own.input_type, own.output_type, own.client_streaming)


class RequestNames:
    """The requests that can be named in the file at `path`: its own, and those of files it imports."""

    def __init__(self, snapshot: Snapshot, path: str, file: RequestFile) -> None:
        self._snapshot = snapshot
        self.names: dict[str, tuple[str, RequestFile, Block]] = {}
        files = [(path, file)]
        for imported in imported_files(path, file):
            document = snapshot.document(imported)
            files += [] if document is None else [(imported, document.requests)]
        for place, each in files:
            for block, name in request_names(each):
                self.names.setdefault(name, (place, each, block))

    def call(self, name: str) -> RequestCall | None:
        """What the request of that name calls."""
        found = self.names.get(name)
        return None if found is None else RequestCall.of(self._snapshot, *found)
