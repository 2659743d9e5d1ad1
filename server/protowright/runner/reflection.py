"""Asking a server for its schema.

grpcio-reflection's own client speaks v1alpha only and sends no metadata; the messages of v1 are the same on the wire
under another service name, so this client uses the library's messages with both names.
"""

from __future__ import annotations

import time
from typing import Any

import grpc
from google.protobuf import descriptor_pb2 as pb
from google.protobuf.message import DecodeError
from grpc_reflection.v1alpha import reflection_pb2

from protowright.runner.reflected_files import Files, bundled_file, declares, dependencies_first
from protowright.runner.reflected_files import ReflectionUnavailable as ReflectionUnavailable

VERSIONS = ("v1", "v1alpha")
DEFAULT_TIMEOUT = 10.0
"""How long all questions together may take, in seconds, when the call has no deadline."""

MAXIMUM_FILES = 10_000
"""A server that names more files than this is not believed."""

_WEB_SERVER = "Received http2 header with status"
"""grpc's words for HTTP 404, for which it gives the status of a gRPC server without the service."""

Metadata = tuple[tuple[str, "str | bytes"], ...]


class SymbolNotFound(Exception):
    """The server's reflection does not know the symbol. `services` are the names it does know."""

    def __init__(self, symbol: str, services: list[str]) -> None:
        super().__init__(symbol)
        self.services = services


class ReflectionClient:
    """Reflection of one server, v1 with v1alpha as second choice, with the call's own metadata.

    `timeout` is in seconds, for all questions together, from the moment the client is made.
    """

    def __init__(self, channel: grpc.Channel, prefix: str, metadata: Metadata, timeout: float | None) -> None:
        self._channel = channel
        self._prefix = prefix
        self._metadata = metadata
        self.timeout = DEFAULT_TIMEOUT if timeout is None else timeout
        self._began = time.monotonic()
        self.version = VERSIONS[0]
        self._call: Any = None
        self._cancelled = False

    def cancel(self) -> None:
        """End the question under way, and every later one: they raise grpc.RpcError with the status CANCELLED."""
        self._cancelled = True
        if self._call is not None:
            self._call.cancel()

    @property
    def duration(self) -> float:
        """How long ago the client was made, in seconds."""
        return time.monotonic() - self._began

    def services(self) -> list[str]:
        """The full names of the services. Raises ReflectionUnavailable or grpc.RpcError."""
        answer = self._ask(reflection_pb2.ServerReflectionRequest(list_services=""))
        return sorted(service.name for service in answer.list_services_response.service)

    def files_for(self, symbol: str) -> list[pb.FileDescriptorProto]:
        """The file that declares `symbol` and all it needs, dependencies first.

        Raises SymbolNotFound, ReflectionUnavailable or grpc.RpcError.
        """
        answer = self._ask(reflection_pb2.ServerReflectionRequest(file_containing_symbol=symbol))
        if answer.HasField("error_response"):
            raise SymbolNotFound(symbol, self.services())
        found: Files = {}
        _take(answer, found)
        if not any(declares(file, symbol) for file in found.values()):
            raise ReflectionUnavailable("it answered with files that do not declare it")
        self._fetch_imports(found)
        return dependencies_first(found)

    def _fetch_imports(self, found: Files) -> None:
        """Ask for each file that another one imports, and for what that one imports, until all are there."""
        waiting = [*found]
        while waiting:
            importer = waiting.pop()
            for name in found[importer].dependency:
                if name not in found:
                    known = set(found)
                    self._fetch(name, importer, found)
                    waiting += found.keys() - known

    def _fetch(self, name: str, importer: str, found: Files) -> None:
        try:
            answer = self._ask(reflection_pb2.ServerReflectionRequest(file_by_filename=name))
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.DEADLINE_EXCEEDED:
                raise
            raise ReflectionUnavailable(
                f"it named {len(found)} files within {self.timeout:g} s, and there was no end"
            ) from None
        _take(answer, found)
        if name not in found:
            well_known = bundled_file(name)
            if well_known is None:
                raise ReflectionUnavailable(f"it has no file `{name}`, which `{importer}` imports")
            found[name] = well_known

    def _ask(self, request: reflection_pb2.ServerReflectionRequest) -> reflection_pb2.ServerReflectionResponse:
        try:
            return self._ask_version(request)
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.UNIMPLEMENTED or _WEB_SERVER in (error.details() or ""):
                raise
            if self.version == VERSIONS[-1]:
                raise ReflectionUnavailable("it does not serve reflection") from None
            self.version = VERSIONS[-1]
            return self._ask(request)

    def _ask_version(self, request: reflection_pb2.ServerReflectionRequest) -> reflection_pb2.ServerReflectionResponse:
        """One question, one stream: servers may answer a second question on a stream late or never."""
        call = self._channel.stream_stream(
            f"{self._prefix}/grpc.reflection.{self.version}.ServerReflection/ServerReflectionInfo",
            request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
            response_deserializer=None,
        )
        left = max(self.timeout - self.duration, 0.0)
        self._call = call(iter((request,)), timeout=left, metadata=self._metadata)
        if self._cancelled:
            self._call.cancel()
        for answer in self._call:
            # The one answer is there; whatever else the server would send is not waited for.
            self._call.cancel()
            return _decoded(answer)
        raise ReflectionUnavailable("it ended the reflection stream without an answer")


def _decoded(answer: bytes) -> reflection_pb2.ServerReflectionResponse:
    try:
        return reflection_pb2.ServerReflectionResponse.FromString(answer)
    except DecodeError:
        raise ReflectionUnavailable("it answered with bytes that are no answer of reflection") from None


def _take(answer: reflection_pb2.ServerReflectionResponse, found: Files) -> None:
    for serialized in answer.file_descriptor_response.file_descriptor_proto:
        try:
            file = pb.FileDescriptorProto.FromString(serialized)
        except DecodeError:
            raise ReflectionUnavailable("it answered with bytes that are no file descriptor") from None
        found.setdefault(file.name, file)
    if len(found) > MAXIMUM_FILES:
        raise ReflectionUnavailable(f"it names more than {MAXIMUM_FILES} files")
