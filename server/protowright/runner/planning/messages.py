"""The messages that a plan sends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from protowright.diagnostics.codes import Severity
from protowright.project.request_schemas import RequestSchema
from protowright.project.snapshot import Snapshot
from protowright.proto.schema import MethodEntry, Schema
from protowright.request.body import body_json, check_body, filled
from protowright.request.json_places import place_at
from protowright.request.names import find_request
from protowright.request.syntax.json_nodes import JsonArray, JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.nodes import Block, Message
from protowright.request.to_json import to_json
from protowright.runner.planning.context import PlanContext
from protowright.text.span import Span

Fill = Callable[[str], str]


def steps_of(context: PlanContext, found: RequestSchema | None, service: str, method: str) -> tuple[str | None, ...]:
    """The messages in strict JSON, with None where one more message of the server is awaited. Raises NotSent.

    A JSON array stands for several messages when the method takes a stream; no message at all is one empty one. Without a
    schema in files, the JSON is held against the schema that the server tells, when it is sent.
    """
    entry = None if found is None else found.schema.method(service, method)
    splits = entry is None or entry.descriptor.client_streaming
    steps: list[str | None] = []
    for item in context.block.body:
        if not isinstance(item, Message):
            steps.append(None)
            continue
        body = _read(context, item)
        values = [part for value in body.values for part in _parts(value, splits)]
        steps += [_json(context, body, value, found.schema if found else None, entry) for value in values]
    return tuple(steps) or ("{}",)


def line_of_refusal(snapshot: Snapshot, path: str, name: str, place: Sequence[int]) -> int | None:
    """The line, from 1, of what `CallRefused.place` means in the request; None when it stands in no body of the file.

    Such a refusal comes from a schema that the server told, so arrays were split as `steps_of` does it without one.
    """
    document = snapshot.document(path)
    block = None if document is None else find_request(document.requests, name)
    bodies = [] if block is None else _written(block)
    if document is None or not place or place[0] >= len(bodies):
        return None
    body = bodies[place[0]]
    return None if body is None else document.lines.line_of(place_at(body, tuple(place[1:])).start) + 1


def _written(block: Block) -> list[JsonValue | None]:
    """The body of each step that the request file itself has, up to the first that is in a file of its own."""
    bodies: list[JsonValue | None] = []
    for item in block.body:
        if not isinstance(item, Message):
            bodies.append(None)
        elif item.json is None:
            break
        else:
            bodies += _parts(item.json, splits=True)
    return bodies


@dataclass(frozen=True)
class _Body:
    """The values of one message, which stands at `span`. `file` is where they come from, when it is a file."""

    values: list[JsonValue]
    fill: Fill
    span: Span
    file: str = ""
    text: str = ""


def _parts(value: JsonValue, splits: bool) -> tuple[JsonValue, ...]:
    return tuple(value.values) if isinstance(value, JsonArray) and splits else (value,)


def _read(context: PlanContext, message: Message) -> _Body:
    if message.json is not None:
        return _Body([message.json], context.filler(message.span), message.span)
    return _from_file(context, message)


def _from_file(context: PlanContext, message: Message) -> _Body:
    """The JSON values in the file that a body names. What a file says is filled in as a whole, or not at all."""
    assert message.file is not None
    path = context.absolute(context.fill(message.file.text, message.file.span))
    encoding = "utf-8" if message.encoding is None else message.encoding.text
    text = context.read(path, encoding)
    if text is None:
        raise context.not_sent(f"the body is in a file that cannot be read: {path}", message.file.span)
    text = context.fill(text, message.file.span) if message.substitutes else text
    parser = JsonParser(text, 0, len(text))
    values = parser.values()
    if parser.diagnostics:
        line = text.count("\n", 0, parser.diagnostics[0].span.start) + 1
        raise context.not_sent(f"{path}:{line}: {parser.diagnostics[0].message}", message.file.span)
    return _Body(values, str, message.span, path, text)


def _json(context: PlanContext, body: _Body, value: JsonValue, schema: Schema | None, entry: MethodEntry | None) -> str:
    """One message. What variables brought in is checked here: the file's own faults were found before."""
    if schema is None or entry is None:
        return to_json(value, body.fill)
    type_name = entry.descriptor.input_type
    for fault in check_body(filled(value, body.fill), type_name, schema):
        if fault.severity is Severity.ERROR:
            help = f"; {fault.help}" if fault.help else ""
            sentence = f"{fault.message}{help}"
            if not body.file:
                raise context.not_sent(sentence, fault.span)
            line = body.text.count("\n", 0, fault.span.start) + 1
            raise context.not_sent(f"{body.file}:{line}: {sentence}", body.span)
    return body_json(value, body.fill, type_name, schema)
