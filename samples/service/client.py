"""A plain client for tests and scripts: calls any method of the samples by its name, with JSON in and out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import json_format
from google.rpc import status_pb2
from samples.service.errors import DETAILS_KEY
from samples.service.schema import Schema

Values = dict[str, Any]
Metadata = tuple[tuple[str, str | bytes], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """How a call ended: its messages as JSON values, its metadata, and its status."""

    messages: list[Values]
    headers: dict[str, str | bytes]
    trailers: dict[str, str | bytes]
    code: grpc.StatusCode
    message: str

    @property
    def value(self) -> Values:
        """The only message. Raises ValueError when there isn't exactly one."""
        (message,) = self.messages
        return message

    def detail(self, kind: type[Any]) -> Any:
        """The error detail of this class. Raises LookupError when the status has none."""
        serialized = self.trailers.get(DETAILS_KEY, b"")
        assert isinstance(serialized, bytes)
        for detail in status_pb2.Status.FromString(serialized).details:
            if detail.Is(kind.DESCRIPTOR):
                return kind.FromString(detail.value)
        raise LookupError(f"the status has no {kind.DESCRIPTOR.full_name}")


class Client:
    """Calls methods over one channel; every kind of call looks the same from here."""

    def __init__(self, channel: grpc.Channel, schema: Schema) -> None:
        self._channel = channel
        self._schema = schema

    def call(self, method: str, *requests: Values, metadata: Metadata = (), timeout: float = 5) -> Answer:
        """Calls `shop.v1.Orders/Get`, for example, with the requests in JSON form, and waits for the end."""
        call = self.start(method, requests, metadata=metadata, timeout=timeout)
        messages: list[Values] = []
        # The status tells how the call ended, and the messages until then are part of the answer.
        with suppress(grpc.RpcError):
            messages.extend(json_format.MessageToDict(message, descriptor_pool=self._schema.pool) for message in call)
        return _answer(call, messages)

    def start(self, method: str, requests: Iterable[Values], *, metadata: Metadata = (), timeout: float = 5) -> Any:
        """The same, as a call that is under way: an iterator of messages that can be cancelled."""
        service, _, name = method.partition("/")
        descriptor = self._schema.service(service).methods_by_name[name]
        request_class = self._schema.message(descriptor.input_type.full_name)
        response_class = self._schema.message(descriptor.output_type.full_name)
        invoke = self._channel.stream_stream(f"/{method}", request_class.SerializeToString, response_class.FromString)
        return invoke(self._messages(request_class, requests), metadata=metadata, timeout=timeout)

    def _messages(self, kind: type[Any], requests: Iterable[Values]) -> Iterator[Any]:
        for values in requests:
            yield json_format.ParseDict(values, kind(), descriptor_pool=self._schema.pool)


def connect(target: str, certificates: Path | None = None, *, client_certificate: bool = False) -> grpc.Channel:
    """A channel to `host:port` or `unix:/path`; with TLS when there is a folder of certificates."""
    if certificates is None:
        return grpc.insecure_channel(target)
    pair = [(certificates / name).read_bytes() for name in ("client-key.pem", "client.pem")]
    key, certificate = pair if client_certificate else (None, None)
    authority = (certificates / "ca.pem").read_bytes()
    return grpc.secure_channel(target, grpc.ssl_channel_credentials(authority, key, certificate))


def _answer(call: Any, messages: list[Values]) -> Answer:
    return Answer(messages, dict(call.initial_metadata()), dict(call.trailing_metadata()), call.code(), call.details())
