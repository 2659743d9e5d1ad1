"""From an object with a method for each RPC to what a gRPC server serves.

An implementation's methods are named as the RPCs (`get_user` for `GetUser`), and take the request (or an iterator of
requests) and the `Call`; they return the response (or an iterator of responses), or raise a `Failure`.
"""

from __future__ import annotations

import hashlib
import keyword
import re
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import grpc
from google.protobuf.descriptor import MethodDescriptor
from samples.service.access import bearer_token
from samples.service.errors import Failure, Trailers
from samples.service.schema import Schema

Behaviour = Callable[[Any, "Call"], Any]


class Call:
    """What an implementation may know of the call it answers."""

    def __init__(self, context: grpc.ServicerContext) -> None:
        self._context = context
        self._ended = threading.Event()
        self.metadata = dict(context.invocation_metadata())
        self.messages = 0
        # False means that the call is over already, and that the callback will never come.
        if not context.add_callback(self._ended.set):
            self._ended.set()

    @property
    def token(self) -> str:
        """The bearer token of the call; empty when there is none."""
        return bearer_token(self.metadata.items())

    @property
    def active(self) -> bool:
        """False once the caller has gone or the deadline has passed."""
        return not self._ended.is_set()

    def pause(self, seconds: float) -> bool:
        """Waits so long, or until the call is over; says whether it is still on."""
        return not self._ended.wait(seconds)

    def counted(self, messages: Iterator[Any]) -> Iterator[Any]:
        """The same messages, each counted as it passes."""
        for message in messages:
            self.messages += 1
            yield message

    def begin(self, fingerprint: bytes) -> None:
        """Sends the headers. Without an `x-request-id` of the caller, equal requests get equal ones."""
        identity = self.metadata.get("x-request-id") or hashlib.sha256(fingerprint).hexdigest()[:8]
        trace = self.metadata.get("x-trace-bin")
        echoed = (("x-trace-bin", trace),) if trace is not None else ()
        self._context.send_initial_metadata((("x-request-id", identity), *echoed))

    def trailers(self) -> Trailers:
        """`x-cost` is the number of messages, both ways."""
        return (("x-cost", str(self.messages)),)

    def end(self) -> None:
        """Sets the trailers of a call that went well."""
        self._context.set_trailing_metadata(self.trailers())

    def fail(self, failure: Failure) -> None:
        """Ends the call with the failure's status."""
        self._context.abort_with_status(failure.ended(self.trailers()))


def bind(schema: Schema, service: str, implementation: object) -> grpc.GenericRpcHandler[Any, Any]:
    """Serves a service with an object. Raises AttributeError when the object lacks one of its methods."""
    methods = schema.service(service).methods
    handlers = {method.name: _handler(schema, method, implementation) for method in methods}
    return grpc.method_handlers_generic_handler(service, handlers)


def python_name(method: str) -> str:
    """`GetUser` is `get_user`, and `Import` is `import_`, as the word alone is Python's own."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", method).lower()
    return name + "_" if keyword.iskeyword(name) else name


def _handler(schema: Schema, method: MethodDescriptor, implementation: object) -> Any:
    behaviour = getattr(implementation, python_name(method.name))
    incoming = "stream" if method.client_streaming else "unary"
    outgoing = "stream" if method.server_streaming else "unary"
    answer = _answer_stream if method.server_streaming else _answer
    make = getattr(grpc, f"{incoming}_{outgoing}_rpc_method_handler")
    return make(
        partial(answer, behaviour, method.client_streaming, method.full_name.encode()),
        request_deserializer=schema.message(method.input_type.full_name).FromString,
        response_serializer=schema.message(method.output_type.full_name).SerializeToString,
    )


def _received(incoming: Any, streaming: bool, name: bytes, call: Call) -> Any:
    if streaming:
        call.begin(name)
        return call.counted(incoming)
    call.begin(name + bytes(incoming.SerializeToString(deterministic=True)))
    call.messages += 1
    return incoming


def _answer(behaviour: Behaviour, streaming: bool, name: bytes, incoming: Any, context: grpc.ServicerContext) -> Any:
    call = Call(context)
    try:
        response = behaviour(_received(incoming, streaming, name, call), call)
    except Failure as failure:
        call.fail(failure)
    call.messages += 1
    call.end()
    return response


def _answer_stream(
    behaviour: Behaviour, streaming: bool, name: bytes, incoming: Any, context: grpc.ServicerContext
) -> Iterator[Any]:
    call = Call(context)
    try:
        yield from call.counted(behaviour(_received(incoming, streaming, name, call), call))
    except Failure as failure:
        call.fail(failure)
    call.end()
