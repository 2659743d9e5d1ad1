"""Running a plan: the schema, the messages, the call, and what happens as events."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import grpc
from google.protobuf import json_format
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from google.protobuf.message import Message

from protowright.runner.bodies import UnfitBody, fitted
from protowright.runner.call import Call
from protowright.runner.events import Event, Finished, MessageReceived, Started, utc_now
from protowright.runner.explain import explain
from protowright.runner.failure import Failure
from protowright.runner.metadata import InvalidMetadata, wire_metadata
from protowright.runner.plan import Plan
from protowright.runner.pool import SchemaError, message_class
from protowright.runner.redaction import event_redactor
from protowright.runner.reflection import ReflectionClient, ReflectionUnavailable, SymbolNotFound
from protowright.runner.schema_sources import CallSchema, SchemaSources
from protowright.runner.transport import Channels, Connection, TransportError
from protowright.text.nearest import did_you_mean
from protowright.text.redaction import text_redactor

_SCHEMA_CHANGED = frozenset((grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.INTERNAL))
"""What a server may answer when it has another schema than it told."""

T = TypeVar("T")
Emit = Callable[[Event], None]


class CallRefused(Exception):
    """The call was not made; the sentence says why and what to do.

    `place` is what in the messages is meant, empty when it is not one of them: the index of the step, from 0, and the way
    from its body to the place.
    """

    def __init__(self, message: str, place: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.place = place


class Invocation:
    """One run of a plan. `cancel` may be called from any thread, at any moment."""

    def __init__(self, plan: Plan, channels: Channels, schemas: SchemaSources | None = None) -> None:
        self.plan = plan
        self._channels = channels
        self._schemas = schemas or SchemaSources()
        self._running: Call | ReflectionClient | None = None
        self._cancelled = False
        self._lock = threading.Lock()

    def run(self, emit: Emit, take: Emit = lambda event: None) -> None:
        """Make the call. Every event goes to `emit`, cleaned of secrets; `Finished` is the last.

        Before that it goes to `take` as it is: other requests need the very token that a response has. Raises CallRefused,
        before any event, when the call cannot be made.
        """
        try:
            with self._channels.connection(self.plan.target, self.plan.security, self.plan.options) as connection:
                self._run(connection, self._cleaned(emit, take))
        except (CallRefused, InvalidMetadata, SchemaError, TransportError) as error:
            place = error.place if isinstance(error, CallRefused) else ()
            raise CallRefused(text_redactor(self.plan.secrets)(str(error)), place) from None

    def _cleaned(self, emit: Emit, take: Emit) -> Emit:
        """Tells `take` of an event as it is, and `emit` of it without secrets."""
        redact = event_redactor(self.plan.secrets) if self.plan.secrets else None

        def tell(event: Event) -> None:
            take(event)
            emit(event if redact is None else redact(event))

        return tell

    def ask(self, question: Callable[[ReflectionClient], T]) -> T:
        """What the plan's target answers to a question of reflection. Raises CallRefused."""
        try:
            with self._channels.connection(self.plan.target, self.plan.security, self.plan.options) as connection:
                client = self._reflection(connection)
                return self._asking(connection, lambda: question(client))
        except (InvalidMetadata, TransportError) as error:
            raise CallRefused(str(error)) from None

    def files(self) -> list[FileDescriptorProto]:
        """The files of the plan's schema; the server is asked when the plan has none. Raises CallRefused."""
        if self.plan.schema is not None:
            return list(FileDescriptorSet.FromString(self.plan.schema).file)
        return self.ask(lambda client: client.files_for(self.plan.service))

    def cancel(self) -> None:
        """End the call. It finishes with the status CANCELLED, or is refused when it had not begun."""
        with self._lock:
            self._cancelled = True
            running = self._running
        if running is not None:
            running.cancel()

    def _enter(self, running: Call | ReflectionClient) -> None:
        """From now on `cancel` means this."""
        with self._lock:
            self._running = running
            cancelled = self._cancelled
        if cancelled:
            running.cancel()

    @property
    def _shown_target(self) -> str:
        """The target as the response says it, with a mark when nobody looked at the certificate."""
        plan = self.plan
        is_unverified = plan.target.tls and plan.security.insecure
        return f"{plan.target} (certificate not verified)" if is_unverified else str(plan.target)

    def _run(self, connection: Connection, emit: Emit) -> None:
        wire_metadata(self.plan.metadata)  # what cannot be sent is said before anything is asked
        if self.plan.discovery:
            self._discover(connection, emit)
            return
        schema, method, messages = self._prepared(connection)
        self._call(connection, schema, method, messages, emit)

    # The schema and the messages

    def _prepared(self, connection: Connection) -> tuple[CallSchema, MethodDescriptor, list[Message | None]]:
        """The schema, the method, and the messages. What does not fit a remembered schema is tried with a new one."""
        schema = self._remembered(connection)
        if schema is not None:
            try:
                return self._fitting(schema)
            except (CallRefused, SchemaError):
                self._schemas.forget(self.plan)
        return self._fitting(self._schema(connection))

    def _remembered(self, connection: Connection) -> CallSchema | None:
        return None if self.plan.schema is not None else self._schemas.remembered(self.plan, connection.is_ready)

    def _fitting(self, schema: CallSchema) -> tuple[CallSchema, MethodDescriptor, list[Message | None]]:
        method = schema.pool.method(self.plan.service, self.plan.method)
        return schema, method, self._messages(schema, method)

    def _schema(self, connection: Connection) -> CallSchema:
        if self.plan.schema is not None:
            return self._schemas.of_files(self.plan.schema, self.plan.schema_origin)
        client = self._reflection(connection)
        return self._asking(connection, lambda: self._schemas.ask(self.plan, client))

    def _reflection(self, connection: Connection) -> ReflectionClient:
        metadata = wire_metadata(self.plan.reflection_metadata)
        client = ReflectionClient(connection.channel, self.plan.target.prefix, metadata, self.plan.timeout)
        self._enter(client)
        return client

    def _asking(self, connection: Connection, ask: Callable[[], T]) -> T:
        """What `ask` answers; what reflection may answer instead becomes CallRefused."""
        try:
            return ask()
        except ReflectionUnavailable as error:
            raise CallRefused(self._without_schema(str(error))) from None
        except SymbolNotFound as error:
            raise CallRefused(self._unknown_service(error.services)) from None
        except grpc.RpcError as error:
            self._channels.retire(connection)
            raise CallRefused(self._unreachable(error, connection)) from None

    def _discover(self, connection: Connection, emit: Emit) -> None:
        """Answer `list` and `describe` by reflection, in the form of a call."""
        from protowright.runner.discovery import discover  # prints `.proto` sources, which calls do not need

        client = self._reflection(connection)
        started, time_of_day = time.perf_counter(), utc_now()
        found = self._asking(connection, lambda: discover(client, self.plan.discovery, self.plan.service))
        origin = f"reflection ({client.version}) of {self.plan.target}"
        emit(Started(self.plan.service, self.plan.discovery, self._shown_target, origin, time_of_day, False))
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

    def _unreachable(self, error: grpc.RpcError, connection: Connection) -> str:
        if self._cancelled:
            return "the run was cancelled"
        code, text = error.code(), connection.said(error.details() or "")
        client, plan = self._running, self.plan
        assert isinstance(client, ReflectionClient), "it was asked"
        what = plan.target, plan.path, plan.security, client.timeout, client.duration
        failure = Failure(code.value[0], text, *what, 0, plan.options.max_message_size, plan.options.proxy)
        sentence = explain(failure)
        wanted = "the services" if self.plan.discovery == "list" else f"the schema of `{self.plan.service}`"
        return f"{wanted} could not be asked for: {sentence or f'{code.name}: {text}'}"

    def _messages(self, schema: CallSchema, method: MethodDescriptor) -> list[Message | None]:
        """The messages to send, all of them converted before the first is sent."""
        request = message_class(method, of_request=True)
        type_name = method.input_type.full_name
        fit = str if schema.told is None else partial(fitted, message=type_name, schema=schema.told)
        messages: list[Message | None] = []
        for index, step in enumerate(self.plan.steps):
            try:
                messages.append(None if step is None else schema.pool.parse(step, request, fit))
            except (UnfitBody, json_format.ParseError) as error:
                way = error.way if isinstance(error, UnfitBody) else ()
                said = " ".join(str(error).split())
                raise CallRefused(f"the body does not fit `{type_name}`: {said}", (index, *way)) from None
        count = sum(message is not None for message in messages)
        if count != 1 and not method.client_streaming:
            raise CallRefused(f"`{self.plan.method}` takes one message, and the request has {count}")
        return messages

    # The call

    def _call(
        self,
        connection: Connection,
        schema: CallSchema,
        method: MethodDescriptor,
        messages: list[Message | None],
        emit: Emit,
    ) -> None:
        is_stream = method.server_streaming
        emit(Started(self.plan.service, self.plan.method, self._shown_target, schema.origin, utc_now(), is_stream))
        call = Call(self.plan, method, schema.pool, messages)
        self._enter(call)
        finished = call.run(connection, emit)
        if finished.code == grpc.StatusCode.UNAVAILABLE.value[0]:
            self._channels.retire(connection)
        if schema.is_remembered and any(finished.code == code.value[0] for code in _SCHEMA_CHANGED):
            self._schemas.forget(self.plan)
        emit(finished)
