"""Whether a request fits its method: the number of its messages, its waits, and what is deprecated of it."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic, Fix, Related
from protowright.diagnostics.request_codes import USELESS_WAIT, WRONG_NUMBER_OF_MESSAGES
from protowright.proto.schema import MethodEntry, Schema
from protowright.request.body.faults import head
from protowright.request.declared import declared_in_source, deprecated
from protowright.request.syntax.nodes import Block, RequestLine, WaitForServer
from protowright.text.edit import Edit


def call_faults(schema: Schema, method: MethodEntry, block: Block, line: RequestLine) -> Iterator[Diagnostic]:
    """What does not fit between a request and its method, bodies apart."""
    yield from _deprecated(schema, method, line)
    descriptor = method.descriptor
    declared = declared_in_source(schema, method.full_name)
    messages = block.messages
    if len(messages) > 1 and not descriptor.client_streaming:
        second = messages[1]
        span = second.span if second.json is None else head(second.json)
        message = f"`{descriptor.name}` takes one message, and the request has {len(messages)}"
        help = "give each message a request of its own, parted by `###`"
        yield Diagnostic(WRONG_NUMBER_OF_MESSAGES, message, span, declared, help)
    elif not (descriptor.client_streaming and descriptor.server_streaming):
        for item in block.body:
            if isinstance(item, WaitForServer):
                yield _useless(item, descriptor.name, descriptor.client_streaming, declared)


def _useless(item: WaitForServer, name: str, is_stream: bool, declared: tuple[Related, ...]) -> Diagnostic:
    if is_stream:
        message = f"`{name}` answers when it has all messages, so there is nothing to wait for in between"
    else:
        message = f"`{name}` takes one message, and nothing is sent after the wait"
    fix = Fix("Do not wait", (Edit(item.span, "==="),))
    return Diagnostic(USELESS_WAIT, message, item.span, declared, fixes=(fix,))


def _deprecated(schema: Schema, method: MethodEntry, line: RequestLine) -> Iterator[Diagnostic]:
    service = schema.service(method.service)
    if method.descriptor.options.deprecated:
        yield deprecated(schema, method.full_name, line.method.span)
    elif service is not None and service.options.deprecated:
        yield deprecated(schema, method.service, line.service.span)
