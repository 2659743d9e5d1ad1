"""The method that a request calls, and its schema."""

from __future__ import annotations

from dataclasses import dataclass

from google.protobuf import descriptor_pb2 as pb

from protowright.ide.completion.items import Declared
from protowright.ide.completion.requests.question import Question
from protowright.project.request_calls import NamedRequest
from protowright.project.request_schemas import find_request_schema
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import Schema
from protowright.request.body.slots import Slots
from protowright.request.syntax.nodes import RequestFile
from protowright.request.variables import UnresolvedVariable, Variables


@dataclass(frozen=True)
class Called:
    """A method, its schema, and the slots of that."""

    schema: Schema
    slots: Slots
    method: pb.MethodDescriptorProto

    @property
    def message(self) -> str:
        """The full name of what is sent."""
        return self.method.input_type.lstrip(".")

    @property
    def response(self) -> str:
        """The full name of what comes back."""
        return self.method.output_type.lstrip(".")

    @property
    def is_client_stream(self) -> bool:
        """Whether several messages may be sent."""
        return self.method.client_streaming

    def declared(self, full_name: str) -> Declared | None:
        """Where a name of the schema is declared, when it comes from a source."""
        place = self.schema.places.get(full_name)
        return None if place is None else Declared(place.path, full_name)


def called_method(question: Question, named: NamedRequest | None = None) -> Called | None:
    """The method that a request, or the block of the cursor, calls; None when nobody knows it."""
    path, file, block = named or (question.path, question.file, question.block)
    if block.line is None:
        return None
    service, method = (
        _filled(question.snapshot, path, file, word.text) for word in (block.line.service, block.line.method)
    )
    found = find_request_schema(question.snapshot, path, file, block, service)
    entry = None if found is None else found.schema.method(service, method)
    return None if found is None or entry is None else Called(found.schema, Slots(found.schema), entry.descriptor)


def filled(question: Question, text: str) -> str:
    """A text with its variables filled in; as it is when one of them has no value."""
    return _filled(question.snapshot, question.path, question.file, text)


def _filled(snapshot: Snapshot, path: str, file: RequestFile, text: str) -> str:
    if "{{" not in text:
        return text
    environment = snapshot.environment(path)
    try:
        return Variables(file, environment.variables, environment.dotenv).fill(text)
    except UnresolvedVariable:
        return text
