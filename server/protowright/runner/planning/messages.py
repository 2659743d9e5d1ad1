"""The messages that a plan sends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protowright.diagnostics.codes import Severity
from protowright.project.request_schemas import RequestSchema
from protowright.proto.schema import MethodEntry, Schema
from protowright.request.body import body_json, check_body, filled
from protowright.request.syntax.json_nodes import JsonArray, JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.nodes import Message
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
