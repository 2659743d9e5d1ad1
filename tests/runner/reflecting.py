"""Servers that serve reflection, as they please."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import grpc
from google.protobuf import descriptor_pb2
from grpc_reflection.v1alpha import reflection_pb2 as pb

Answer = Any


def file_of(name: str, service: str = "", depends: tuple[str, ...] = ()) -> descriptor_pb2.FileDescriptorProto:
    """A file with a message, and with a service when one is named."""
    file = descriptor_pb2.FileDescriptorProto(name=name, package="echo", syntax="proto3", dependency=depends)
    if service:
        file.message_type.add(name="Text").field.add(name="text", number=1, type=9, label=1, json_name="text")
        file.service.add(name=service).method.add(name="One", input_type=".echo.Text", output_type=".echo.Text")
    return file


def reflecting(answer: Answer, *versions: str) -> list[grpc.GenericRpcHandler]:  # type: ignore[type-arg]
    """Reflection under the versions, whose answers a function makes."""

    def serve(requests: Iterator[Any], context: grpc.ServicerContext) -> Iterator[Any]:
        for request in requests:
            yield answer(request)

    method = grpc.stream_stream_rpc_method_handler(
        serve, pb.ServerReflectionRequest.FromString, pb.ServerReflectionResponse.SerializeToString
    )
    return [
        grpc.method_handlers_generic_handler(
            f"grpc.reflection.{version}.ServerReflection", {"ServerReflectionInfo": method}
        )
        for version in versions
    ]


def files(*found: descriptor_pb2.FileDescriptorProto) -> Answer:
    """A function that gives files by name, and the first one for any symbol of it."""

    def answer(request: Any) -> pb.ServerReflectionResponse:
        wanted = request.file_by_filename or found[0].name
        named = [file for file in found if file.name == wanted]
        known = not request.file_containing_symbol or request.file_containing_symbol.startswith("echo.Echo")
        if request.HasField("list_services"):
            services = [pb.ServiceResponse(name=f"echo.{service.name}") for service in found[0].service]
            return pb.ServerReflectionResponse(list_services_response=pb.ListServiceResponse(service=services))
        if not named or not known:
            return pb.ServerReflectionResponse(error_response=pb.ErrorResponse(error_code=5, error_message="no"))
        content = pb.FileDescriptorResponse(file_descriptor_proto=[file.SerializeToString() for file in named])
        return pb.ServerReflectionResponse(file_descriptor_response=content)

    return answer


def echo(request: bytes, context: grpc.ServicerContext) -> bytes:
    """The request."""
    return request
