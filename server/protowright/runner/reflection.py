"""Asking a server for its schema.

grpcio-reflection's own client speaks v1alpha only and sends no metadata; the messages of v1 are the same on the wire
under another service name, so this client uses the library's messages with both names.
"""

from __future__ import annotations

from typing import Any

import grpc
from google.protobuf import descriptor_pb2 as pb
from google.protobuf.message import DecodeError
from grpc_reflection.v1alpha import reflection_pb2

VERSIONS = ("v1", "v1alpha")
_MAXIMUM_FILES = 10_000
"""A server that names more files than this is not believed."""

Metadata = tuple[tuple[str, "str | bytes"], ...]


class ReflectionUnavailable(Exception):
    """The server does not serve reflection, or refuses to; the message says what it answered."""


class SymbolNotFound(Exception):
    """The server's reflection does not know the symbol. `services` are the names it does know."""

    def __init__(self, symbol: str, services: list[str]) -> None:
        super().__init__(symbol)
        self.services = services


class ReflectionClient:
    """Reflection of one server, v1 with v1alpha as second choice, with the call's own metadata and deadline (seconds)."""

    def __init__(self, channel: grpc.Channel, prefix: str, metadata: Metadata, timeout: float | None) -> None:
        self._channel = channel
        self._prefix = prefix
        self._metadata = metadata
        self._timeout = timeout
        self.version = VERSIONS[0]
        self._call: Any = None
        self._cancelled = False

    def cancel(self) -> None:
        """End the question under way, and every later one: they raise grpc.RpcError with the status CANCELLED."""
        self._cancelled = True
        if self._call is not None:
            self._call.cancel()

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
        found: dict[str, pb.FileDescriptorProto] = {}
        self._take(answer, found)
        self._fetch_missing(found)
        return _sorted(found)

    def _fetch_missing(self, found: dict[str, pb.FileDescriptorProto]) -> None:
        unknown: set[str] = set()
        while missing := _missing(found) - unknown:
            for name in sorted(missing):
                answer = self._ask(reflection_pb2.ServerReflectionRequest(file_by_filename=name))
                if answer.HasField("error_response"):
                    unknown.add(name)
                self._take(answer, found)
                unknown.update({name} - found.keys())
            if len(found) > _MAXIMUM_FILES:
                raise ReflectionUnavailable(f"it names more than {_MAXIMUM_FILES} files")

    def _take(self, answer: reflection_pb2.ServerReflectionResponse, found: dict[str, pb.FileDescriptorProto]) -> None:
        for serialized in answer.file_descriptor_response.file_descriptor_proto:
            try:
                file = pb.FileDescriptorProto.FromString(serialized)
            except DecodeError:
                raise ReflectionUnavailable("it answered with bytes that are no file descriptor") from None
            found.setdefault(file.name, file)

    def _ask(self, request: reflection_pb2.ServerReflectionRequest) -> reflection_pb2.ServerReflectionResponse:
        try:
            return self._ask_version(request)
        except grpc.RpcError as error:
            if error.code() is not grpc.StatusCode.UNIMPLEMENTED:
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
            response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
        )
        self._call = call(iter((request,)), timeout=self._timeout or 10, metadata=self._metadata)
        if self._cancelled:
            self._call.cancel()
        for answer in self._call:
            return answer
        raise ReflectionUnavailable("it ended the reflection stream without an answer")


def _missing(found: dict[str, pb.FileDescriptorProto]) -> set[str]:
    return {name for file in found.values() for name in file.dependency} - found.keys()


def _sorted(found: dict[str, pb.FileDescriptorProto]) -> list[pb.FileDescriptorProto]:
    """Dependencies before dependents; a circle ends where it closes."""
    done: dict[str, pb.FileDescriptorProto] = {}

    def visit(name: str, pending: frozenset[str]) -> None:
        if name in found and name not in done and name not in pending:
            for dependency in found[name].dependency:
                visit(dependency, pending | {name})
            done[name] = found[name]

    for name in found:
        visit(name, frozenset())
    return list(done.values())
