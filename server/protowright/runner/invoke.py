"""Making one call, and telling what happens as events."""

from __future__ import annotations

import datetime
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import grpc
from google.protobuf import descriptor_pb2, json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message

from protowright.runner.discovery import discover
from protowright.runner.events import Event, Finished, Headers, MessageReceived, Started, Trailers
from protowright.runner.explain import explain
from protowright.runner.explain_wire import explain_unknown_fields, wrong_count
from protowright.runner.failure import Failure
from protowright.runner.metadata import InvalidMetadata, WireMetadata, shown_metadata, wire_metadata
from protowright.runner.plan import Plan
from protowright.runner.pool import MessagePool, SchemaError, decoded, message_class, unknown_fields
from protowright.runner.redaction import event_redactor, text_redactor
from protowright.runner.reflection import ReflectionClient, ReflectionUnavailable, SymbolNotFound
from protowright.runner.transport import Channels, TransportError
from protowright.text.nearest import did_you_mean

_DETAILS_KEY = "grpc-status-details-bin"
_CONNECTION_LOST = (grpc.StatusCode.UNAVAILABLE,)

T = TypeVar("T")
Emit = Callable[[Event], None]


class CallRefused(Exception):
    """The call was not made; the sentence says why and what to do."""


class Invocation:
    """One run of a plan. `cancel` may be called from any thread, at any moment."""

    def __init__(self, plan: Plan, channels: Channels) -> None:
        self.plan = plan
        self._channels = channels
        self._call: Any = None
        self._client: ReflectionClient | None = None
        self._cancelled = False
        self._received = 0
        self._misfit = ""
        self._over = False
        self._progress = threading.Condition()

    def run(self, emit: Emit) -> None:
        """Make the call. Every event goes to `emit`, cleaned of secrets; `Finished` is the last.

        Raises CallRefused, before any event, when the call cannot be made.
        """
        redact = event_redactor(self.plan.secrets)
        try:
            self._run(lambda event: emit(redact(event)))
        except (CallRefused, InvalidMetadata, SchemaError, TransportError) as error:
            raise CallRefused(text_redactor(self.plan.secrets)(str(error))) from None

    def cancel(self) -> None:
        """End the call. It finishes with the status CANCELLED, or is refused when it had not begun."""
        self._cancelled = True
        for running in (self._client, self._call):
            if running is not None:
                running.cancel()
        with self._progress:
            self._progress.notify_all()

    def _run(self, emit: Emit) -> None:
        metadata = wire_metadata(self.plan.metadata)
        channel = self._channels.get(self.plan.target, self.plan.security)
        if self.plan.discovery:
            self._discover(channel, emit)
            return
        pool, origin = self._schema(channel)
        method = pool.method(self.plan.service, self.plan.method)
        messages = self._messages(pool, method)
        self._invoke(lambda: self._start(channel, method, messages, metadata), pool, method, origin, emit)

    # The schema and the messages

    def _schema(self, channel: grpc.Channel) -> tuple[MessagePool, str]:
        if self.plan.schema is not None:
            whole = descriptor_pb2.FileDescriptorSet.FromString(self.plan.schema)
            return MessagePool(whole.file), self.plan.schema_origin
        client = self._reflection(channel)
        files = self._asking(lambda: client.files_for(self.plan.service))
        return MessagePool(files), f"reflection ({client.version}) of {self.plan.target}"

    def _reflection(self, channel: grpc.Channel) -> ReflectionClient:
        metadata = wire_metadata(self.plan.reflection_metadata)
        self._client = ReflectionClient(channel, self.plan.target.prefix, metadata, self.plan.timeout)
        if self._cancelled:
            self._client.cancel()
        return self._client

    def _asking(self, ask: Callable[[], T]) -> T:
        """What `ask` answers; what reflection may answer instead becomes CallRefused."""
        try:
            return ask()
        except ReflectionUnavailable as error:
            raise CallRefused(self._without_schema(str(error))) from None
        except SymbolNotFound as error:
            raise CallRefused(self._unknown_service(error.services)) from None
        except grpc.RpcError as error:
            self._channels.forget(self.plan.target, self.plan.security)
            raise CallRefused(self._unreachable(error)) from None

    def _discover(self, channel: grpc.Channel, emit: Emit) -> None:
        """Answer `list` and `describe` by reflection, in the form of a call."""
        client = self._reflection(channel)
        started, time_of_day = time.perf_counter(), _now()
        found = self._asking(lambda: discover(client, self.plan.discovery, self.plan.service))
        origin = f"reflection ({client.version}) of {self.plan.target}"
        emit(Started(self.plan.service, self.plan.discovery, str(self.plan.target), origin, time_of_day))
        emit(MessageReceived(found))
        emit(Finished(0, "OK", "", (), "", time.perf_counter() - started))

    def _without_schema(self, reason: str) -> str:
        if self.plan.discovery:
            return f"{self.plan.target} was asked for its services, but {reason}"
        return (
            f"{self.plan.target} was asked for the schema of `{self.plan.service}`, but {reason}: add the `.proto` file "
            "to the workspace, or name it with `proto < path/to/file.proto` above the request"
        )

    def _unknown_service(self, services: list[str]) -> str:
        shown = [name for name in services if not name.startswith("grpc.reflection.")]
        near = did_you_mean(self.plan.service, shown)
        rest = near or f"it has {', '.join(shown[:20])}" if shown else "it names no services"
        return f"{self.plan.target} has no service `{self.plan.service}`: {rest}"

    def _unreachable(self, error: grpc.RpcError) -> str:
        if self._cancelled:
            return "the run was cancelled"
        code, text, client = error.code(), error.details() or "", self._client
        assert client is not None, "it was asked"
        sentence = explain(self._failure(code.value[0], text, client.timeout, client.duration))
        wanted = "the services" if self.plan.discovery == "list" else f"the schema of `{self.plan.service}`"
        return f"{wanted} could not be asked for: {sentence or f'{code.name}: {text}'}"

    def _messages(self, pool: MessagePool, method: MethodDescriptor) -> list[Message | None]:
        """The messages to send, all of them converted before the first is sent."""
        request = message_class(method, of_request=True)
        try:
            messages = [None if step is None else pool.parse(step, request) for step in self.plan.steps]
        except json_format.ParseError as error:
            said = " ".join(str(error).split())
            raise CallRefused(f"the body does not fit `{method.input_type.full_name}`: {said}") from None
        count = sum(message is not None for message in messages)
        if count != 1 and not method.client_streaming:
            raise CallRefused(f"`{self.plan.method}` takes one message, and the request has {count}")
        return messages

    # The call

    def _invoke(
        self, start: Callable[[], Any], pool: MessagePool, method: MethodDescriptor, origin: str, emit: Emit
    ) -> None:
        emit(Started(self.plan.service, self.plan.method, str(self.plan.target), origin, _now()))
        started = time.perf_counter()
        error: grpc.RpcError | None = None
        try:
            self._call = start()
            if self._cancelled:
                self._call.cancel()
            self._receive(pool, emit)
        except grpc.RpcError as failure:
            error = failure
        finally:
            self._end()
        self._finish(pool, method, error, time.perf_counter() - started, emit)

    def _start(
        self, channel: grpc.Channel, method: MethodDescriptor, messages: list[Message | None], metadata: WireMetadata
    ) -> Any:
        """The running call, an iterator of responses.

        A single response is taken as a stream of one, too: else grpc waits for ever when a server sends a second one.
        """
        callable_ = getattr(channel, "stream_stream" if method.client_streaming else "unary_stream")(
            self.plan.path,
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=lambda data: decoded(data, message_class(method, of_request=False)),
        )
        request = self._requests(messages) if method.client_streaming else messages[0]
        return callable_(request, timeout=self.plan.timeout, metadata=metadata)

    def _requests(self, messages: list[Message | None]) -> Iterator[Message]:
        """The messages; at each None it stops until one more message of the server is there."""
        awaited = 0
        for message in messages:
            if message is not None:
                yield message
                continue
            awaited += 1
            with self._progress:
                while self._received < awaited and not self._over and not self._cancelled:
                    self._progress.wait(timeout=1)

    def _receive(self, pool: MessagePool, emit: Emit) -> None:
        emit(Headers(shown_metadata(self._call.initial_metadata())))
        for response in self._call:
            self._misfit = self._misfit or explain_unknown_fields(unknown_fields(response), self.plan.target)
            emit(MessageReceived(pool.to_json(response)))
            with self._progress:
                self._received += 1
                self._progress.notify_all()

    def _end(self) -> None:
        with self._progress:
            self._over = True
            self._progress.notify_all()

    def _finish(
        self, pool: MessagePool, method: MethodDescriptor, error: grpc.RpcError | None, duration: float, emit: Emit
    ) -> None:
        source = error if error is not None else self._call
        trailers: Any = source.trailing_metadata() or ()
        emit(Trailers(tuple(pair for pair in shown_metadata(trailers) if pair[0] != _DETAILS_KEY)))
        # Editors take a file with a NUL for no text at all.
        code, message = source.code(), (source.details() or "").replace("\0", r"\x00")
        details = tuple(detail for key, value in trailers if key == _DETAILS_KEY for detail in pool.details(value))
        if code in _CONNECTION_LOST:
            self._channels.forget(self.plan.target, self.plan.security)
        said = message
        if code is grpc.StatusCode.OK and self._received != 1 and not method.server_streaming:
            code, said = grpc.StatusCode.INTERNAL, wrong_count(self._received)
        failure = self._failure(code.value[0], said, self.plan.timeout, duration)
        explanation = self._misfit if code is grpc.StatusCode.OK else "" if details else explain(failure)
        emit(Finished(code.value[0], code.name, message, details, explanation, duration))

    def _failure(self, code: int, details: str, timeout: float | None, duration: float) -> Failure:
        plan = self.plan
        return Failure(code, details, plan.target, plan.path, plan.security, timeout, duration, self._received)


def _now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
