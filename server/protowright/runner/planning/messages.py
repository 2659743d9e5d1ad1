"""The messages that a plan sends."""

from __future__ import annotations

from collections.abc import Callable

from protowright.project.request_schemas import RequestSchema
from protowright.request.syntax.json_nodes import JsonArray, JsonValue
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.nodes import Message
from protowright.request.to_json import to_json
from protowright.runner.planning.context import PlanContext


def steps_of(context: PlanContext, found: RequestSchema | None) -> tuple[str | None, ...]:
    """The messages in strict JSON, with None where one more message of the server is awaited. Raises NotSent.

    A JSON array stands for several messages when the method takes a stream; no message at all is one empty one.
    """
    line = context.block.line
    assert line is not None
    method = None if found is None else found.schema.method(line.service.text, line.method.text)
    splits = method is None or method.descriptor.client_streaming
    steps: list[str | None] = []
    for item in context.block.body:
        steps += _message(context, item, splits) if isinstance(item, Message) else [None]
    return tuple(steps) or ("{}",)


def _message(context: PlanContext, message: Message, splits: bool) -> list[str]:
    values = _from_file(context, message) if message.json is None else [message.json]
    # What a file says is filled in as a whole or not at all; in the request itself, value by value.
    fill: Callable[[str], str] = str if message.json is None else context.filler(message.span)
    steps: list[str] = []
    for value in values:
        items = value.values if isinstance(value, JsonArray) and splits else (value,)
        steps += [to_json(item, fill) for item in items]
    return steps


def _from_file(context: PlanContext, message: Message) -> list[JsonValue]:
    """The JSON values in the file that a body names."""
    assert message.file is not None
    path = context.absolute(context.fill(message.file.text, message.file.span))
    document = context.snapshot.document(path)
    if document is None:
        raise context.not_sent(f"the body is in a file that cannot be read: {path}", message.file.span)
    text = context.fill(document.text, message.file.span) if message.substitutes else document.text
    parser = JsonParser(text, 0, len(text))
    values = parser.values()
    if parser.diagnostics:
        line = text.count("\n", 0, parser.diagnostics[0].span.start) + 1
        raise context.not_sent(f"{path}:{line}: {parser.diagnostics[0].message}", message.file.span)
    return values
