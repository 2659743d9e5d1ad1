"""Bodies against a schema that the server told: what was not to be checked when the plan was made."""

from __future__ import annotations

from protowright.diagnostics.codes import Severity
from protowright.proto.schema import Schema
from protowright.request.body import body_json, check_body
from protowright.request.json_places import Way, way_to
from protowright.request.syntax.json_parser import JsonParser


class UnfitBody(Exception):
    """A body that does not fit its message; the sentence says what is wrong, and what would be right.

    `way` leads to the place in the body.
    """

    def __init__(self, message: str, way: Way = ()) -> None:
        super().__init__(message)
        self.way = way


def fitted(text: str, message: str, schema: Schema) -> str:
    """`text`, strict JSON, as proto3 JSON of the message of that full name. Raises UnfitBody."""
    (value, *_) = JsonParser(text, 0, len(text)).values()
    for fault in check_body(value, message, schema):
        if fault.severity is Severity.ERROR:
            sentence = f"{fault.message}; {fault.help}" if fault.help else fault.message
            raise UnfitBody(sentence, way_to(value, fault.span.start))
    return body_json(value, str, message, schema)
