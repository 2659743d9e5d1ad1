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
from protowright.runner.explain import UNDECODABLE, explain
from protowright.runner.metadata import shown_metadata, wire_metadata
from protowright.runner.plan import Plan
from protowright.runner.pool import MessagePool, message_class

_DETAILS_KEY = "grpc-status-details-bin"
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
        self._over = False
        self._progress = threading.Condition()

    def run(self, channel: grpc.Channel, emit: Emit) -> Finished:
        """Make the call, emit what comes, and give what the last event will be."""
        started = time.perf_counter()
        error: Any = None
        is_undecodable = False
        try:
            self._call = self._start(channel)
            if self._cancelled:
                self._call.cancel()
            self._receive(emit)
        except grpc.RpcError as failure:
            error = failure
        except DecodeError:
            is_undecodable = True
            self._call.cancel()
        except grpc.FutureCancelledError:
            pass  # what a cancelled call with one response raises; the call itself knows its status
        finally:
            self._end()
        return self._finished(error, is_undecodable, time.perf_counter() - started, emit)

    def cancel(self) -> None:
        """End the call; it finishes with the status CANCELLED."""
        self._cancelled = True
        if self._call is not None:
            self._call.cancel()
        with self._progress:
            self._progress.notify_all()

    @property
    def _is_unary(self) -> bool:
        """Whether one message goes each way."""
        return not self._method.client_streaming and not self._method.server_streaming

    def _start(self, channel: grpc.Channel) -> Any:
        """The running call: an iterator of responses, or a future of the only one.

        On the wire all kinds are the same. A unary call is made as one that answers with a stream: on our channels that
        takes this thread alone, where a future needs another one, and it can be cancelled, as a blocking call cannot.
        """
        plan = self._plan
        kind = "unary_stream" if self._is_unary else f"stream_{'stream' if self._method.server_streaming else 'unary'}"
        callable_ = getattr(channel, kind)(plan.path, request_serializer=_serialized)
        start = callable_.future if kind == "stream_unary" else callable_
        return start(
            self._messages[0] if self._is_unary else self._requests(),
            timeout=plan.timeout,
            metadata=wire_metadata(plan.metadata),
            wait_for_ready=plan.wait_for_ready or None,
            compression=_COMPRESSION.get(plan.compression),
        )

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

    def _receive(self, emit: Emit) -> None:
        response, is_awaited = message_class(self._method, of_request=False), None in self._messages
        for data in self._unary_answers(emit) if self._is_unary else self._answers(emit):
            emit(MessageReceived(self._pool.to_json(response.FromString(data))))
            if is_awaited:
                with self._progress:
                    self._received += 1
                    self._progress.notify_all()

    def _unary_answers(self, emit: Emit) -> Iterable[bytes]:
        """Nobody could cancel the call while it waits for its headers: they are looked at when it is over."""
        try:
            return tuple(self._call)
        finally:
            emit(Headers(shown_metadata(self._call.initial_metadata())))

    def _answers(self, emit: Emit) -> Iterable[bytes]:
        emit(Headers(shown_metadata(self._call.initial_metadata())))
        return self._call if self._method.server_streaming else (self._call.result(),)

    def _end(self) -> None:
        with self._progress:
            self._over = True
            self._progress.notify_all()

    def _finished(self, error: Any, is_undecodable: bool, duration: float, emit: Emit) -> Finished:
        source = error if error is not None else self._call
        trailers: Any = () if is_undecodable else source.trailing_metadata() or ()
        emit(Trailers(tuple(pair for pair in shown_metadata(trailers) if pair[0] != _DETAILS_KEY)))
        code, message = source.code(), source.details() or ""
        if is_undecodable:
            code, message = grpc.StatusCode.INTERNAL, UNDECODABLE
        details = tuple(
            detail for key, value in trailers if key == _DETAILS_KEY for detail in self._pool.details(value)
        )
        plan = self._plan
        explanation = "" if details else explain(code.value[0], message, plan.target, plan.path, plan.timeout)
        return Finished(code.value[0], code.name, message, details, explanation, duration)


def _serialized(message: Message) -> bytes:
    return message.SerializeToString()
