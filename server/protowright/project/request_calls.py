"""What a request calls: its schema, and the types that go there and come back; and what others take out of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from protowright.project.imported_requests import imported_files
from protowright.project.known_variables import known_variables
from protowright.project.request_schemas import RequestSchema, find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.request.dependencies import Dependencies
from protowright.request.names import fit_name, request_names
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.text.span import Span

if TYPE_CHECKING:
    from protowright.request.references import Reference


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


@dataclass(frozen=True, slots=True)
class BodyPath:
    """A JSONPath into what another request got (`is_response`) or sent: its text, and where that starts in the file.

    The start may lie before the reference by as much as was left out of the path there. `message` is the full name of the
    type, with a dot in front.
    """

    text: str
    start: int
    found: RequestSchema
    message: str
    is_response: bool


NamedRequest: TypeAlias = "tuple[str, RequestFile, Block]"
"""A request: the path of its file, the file, and its block."""


class RequestNames:
    """The requests that can be named in the file at `path`: its own, and those of files it imports."""

    def __init__(self, snapshot: Snapshot, path: str, file: RequestFile) -> None:
        self._snapshot = snapshot
        self._path = path
        self._file = file

    @cached_property
    def _files(self) -> list[tuple[str, RequestFile]]:
        documents = ((path, self._snapshot.document(path)) for path in imported_files(self._path, self._file))
        return [(self._path, self._file), *((path, each.requests) for path, each in documents if each is not None)]

    @cached_property
    def has_all_files(self) -> bool:
        """Whether every file that is imported is there."""
        return all(self._snapshot.document(path) is not None for path in imported_files(self._path, self._file))

    @cached_property
    def names(self) -> dict[str, NamedRequest]:
        """The file and the block of each name, those of the file itself first."""
        found: dict[str, NamedRequest] = {}
        for place, file in self._files:
            for block, name in request_names(file):
                found.setdefault(name, (place, file, block))
        return found

    @cached_property
    def foreign(self) -> frozenset[str]:
        """The names that requests of other protocols have."""
        blocks = (block for _, file in self._files for block in file.blocks if block.is_foreign)
        directives = (block.directive("name") for block in blocks)
        return frozenset(fit_name(directive.value.text) for directive in directives if directive is not None)

    @cached_property
    def variables(self) -> frozenset[str]:
        """The variables that may have a value: they are none of the references that they may look like."""
        return known_variables(self._snapshot, self._path, self._file)

    def dependencies(self) -> Dependencies:
        """What the requests of the file need."""
        return Dependencies(self._file, self.names, self.variables)

    def body_path(self, expression: str, span: Span) -> BodyPath | None:
        """The path in an expression within braces, which stand at `span` of the file; None when it is no such reference,
        or nobody knows what it is into."""
        from protowright.request.references import Part

        reference = self._reference(expression)
        call = None if reference is None or reference.part is not Part.BODY else self.call(reference.request)
        if reference is None or call is None:
            return None
        end = self._file.text.find(expression, span.start, span.end) + len(expression)
        message, text = call.output if reference.of_response else call.input, reference.argument
        return BodyPath(text, end - len(text), call.found, message, reference.of_response)

    def _reference(self, expression: str) -> Reference | None:
        from protowright.request.references import InvalidReference, parse_reference

        try:
            return None if expression in self.variables else parse_reference(expression, self.names)
        except InvalidReference:
            return None

    def call(self, name: str) -> RequestCall | None:
        """What the request of that name calls."""
        found = self.names.get(name)
        return None if found is None else RequestCall.of(self._snapshot, *found)
