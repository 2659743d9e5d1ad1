"""One call over a channel, of any of the four kinds."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import grpc
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import DecodeError, Message

from protowright.runner.events import Event, Finished, Headers, MessageReceived, Trailers
from protowright.runner.explain import explain
from protowright.runner.explain_wire import UNDECODABLE, explain_unknown_fields, wrong_count
from protowright.runner.failure import Failure
from protowright.runner.metadata import shown_metadata, wire_metadata
from protowright.runner.plan import Plan
from protowright.runner.pool import MessagePool, message_class, unknown_fields
from protowright.runner.transport import Connection

_DETAILS_KEY = "grpc-status-details-bin"
_LOOKED_AT = 10
"""So many messages of a stream are looked at for fields that the schema lacks; the others will be alike."""
_COMPRESSION = {
    "gzip": grpc.Compression.Gzip,
    "deflate": grpc.Compression.Deflate,
    "identity": grpc.Compression.NoCompression,
}

Emit = Callable[[Event], None]


class Call:
    """A call about to be made, or under way. `cancel` may be called from any thread, at any moment."""

    def __init__(self, plan: Plan, method: MethodDescriptor, pool: MessagePool, messages: list[Message | None]) -> None:
        self._plan = plan
        self._method = method
        self._pool = pool
        self._messages = messages
        self._call: Any = None
        self._cancelled = False
        self._received = 0
        self._misfit = ""
        self._is_undecodable = False
        self._over = False
        self._progress = threading.Condition()

    def run(self, connection: Connection, emit: Emit) -> Finished:
        """Make the call, emit what comes, and give what the last event will be."""
        started = time.perf_counter()
        error: Any = None
        try:
            self._call = self._start(connection.channel)
            if self._cancelled:
                self._call.cancel()
            self._receive(emit, started)
        except grpc.RpcError as failure:
            error = failure.with_traceback(None)
        except DecodeError:
            self._is_undecodable = True
            self._call.cancel()
        finally:
            self._end()
            _drain(self._call)
        finished = self._finished(error, time.perf_counter() - started, emit, connection)
        self._call = None  # its connection can be closed then, whoever keeps this object
        return finished

    def cancel(self) -> None:
        """End the call; it finishes with the status CANCELLED."""
        self._cancelled = True
        call = self._call
        if call is not None:
            call.cancel()
        with self._progress:
            self._progress.notify_all()

    def _start(self, channel: grpc.Channel) -> Any:
        """The running call, an iterator of serialized responses.

        A single response is taken as a stream of one, too: else grpc waits for ever when a server sends a second one.
        Where there may be several, a single message is sent as a stream of one: the other way, the headers would be waited
        for with a lock held that `cancel` needs.
        """
        is_stream, plan = self._is_stream, self._plan
        callable_ = getattr(channel, "stream_stream" if is_stream else "unary_stream")(
            plan.path, request_serializer=_serialized
        )
        return callable_(
            self._requests() if is_stream else self._messages[0],
            timeout=plan.timeout,
            metadata=wire_metadata(plan.metadata),
            wait_for_ready=plan.wait_for_ready or None,
            compression=_COMPRESSION.get(plan.compression),
        )

    @property
    def _is_stream(self) -> bool:
        """Whether time may pass between messages, in one direction at least."""
        return self._method.client_streaming or self._method.server_streaming

    def _requests(self) -> Iterator[Message]:
        """The messages; at each None it stops until one more message of the server is there."""
        awaited = 0
        for message in self._messages:
            if message is not None:
                yield message
                continue
            awaited += 1
            self._wait(lambda wanted=awaited: self._received >= wanted)  # type: ignore[misc]
        if self._plan.keep_streaming:
            self._wait(lambda: False)

    def _wait(self, is_enough: Callable[[], bool]) -> None:
        with self._progress:
            while not (is_enough() or self._over or self._cancelled):
                self._progress.wait(timeout=1)

    def _receive(self, emit: Emit, started: float) -> None:
        response, is_awaited = message_class(self._method, of_request=False), None in self._messages
        for data in self._answers(emit):
            message = response.FromString(data)
            if self._received < _LOOKED_AT and not self._misfit:
                self._misfit = explain_unknown_fields(unknown_fields(message), self._plan.target)
            after = time.perf_counter() - started if self._plan.tells_arrival else 0.0
            emit(MessageReceived(self._pool.to_json(message), after))
            self._received += 1
            if is_awaited:
                with self._progress:
                    self._progress.notify_all()

    def _answers(self, emit: Emit) -> Iterable[bytes]:
        """The serialized responses; the headers are told of before.

        A call with one response is over when that is there, so its headers need not be waited for alone: each wait is a
        change of threads.
        """
        if self._is_stream:
            emit(Headers(shown_metadata(self._call.initial_metadata())))
            yield from self._call
            return
        answers: list[bytes] = []
        failure: grpc.RpcError | None = None
        try:
            answers.extend(self._call)
        except grpc.RpcError as error:
            failure = error
        emit(Headers(shown_metadata(self._call.initial_metadata())))
        yield from answers
        if failure is not None:
            raise failure

    def _end(self) -> None:
        with self._progress:
            self._over = True
            self._progress.notify_all()

    def _finished(self, error: Any, duration: float, emit: Emit, connection: Connection) -> Finished:
        source = error if error is not None else self._call
        trailers: Any = () if self._is_undecodable else source.trailing_metadata() or ()
        emit(Trailers(tuple(pair for pair in shown_metadata(trailers) if pair[0] != _DETAILS_KEY)))
        # Editors take a file with a NUL for no text at all.
        code, message = source.code(), (source.details() or "").replace("\0", r"\x00")
        details = tuple(
            detail for key, value in trailers if key == _DETAILS_KEY for detail in self._pool.details(value)
        )
        if code is grpc.StatusCode.UNAVAILABLE:
            message = connection.said(message)
        said = message
        if self._is_undecodable:
            code, message, said = grpc.StatusCode.INTERNAL, "", UNDECODABLE
        elif code is grpc.StatusCode.OK and self._received != 1 and not self._method.server_streaming:
            code, said = grpc.StatusCode.INTERNAL, wrong_count(self._received)
        failure = self._failure(code.value[0], said, duration)
        explanation = self._misfit if code is grpc.StatusCode.OK else "" if details else explain(failure)
        return Finished(code.value[0], code.name, message, details, explanation, duration)

    def _failure(self, code: int, details: str, duration: float) -> Failure:
        plan = self._plan
        what = plan.target, plan.path, plan.security, plan.timeout, duration, self._received
        return Failure(code, details, *what, plan.options.max_message_size, plan.options.proxy)


def _drain(call: Any) -> None:
    """Take the last events of a call with one response that was cancelled here.

    grpc has no public way to do so, and keeps the call, and with it the connection, for as long as they are not taken.
    """
    state, take = getattr(call, "_state", None), getattr(call, "_consume_next_event", None)
    while take is not None and getattr(state, "due", None):
        take()


def _serialized(message: Message) -> bytes:
    return message.SerializeToString()
