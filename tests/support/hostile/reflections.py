"""Reflection that lies, loops, or never ends. Each function makes a `Reply`."""

from __future__ import annotations

from collections.abc import Callable

from google.protobuf import descriptor_pb2
from grpc_reflection.v1alpha import reflection_pb2 as pb
from tests.support.hostile.exchange import Exchange, Reply, frame
from tests.support.hostile.replies import OK

Answer = Callable[[pb.ServerReflectionRequest], pb.ServerReflectionResponse]


def file_of(name: str, *imports: str, service: str = "") -> descriptor_pb2.FileDescriptorProto:
    """A file of the package `echo`, with a service when one is named."""
    file = descriptor_pb2.FileDescriptorProto(name=name, package="echo", syntax="proto3", dependency=imports)
    if service:
        file.message_type.add(name="Text").field.add(name="text", number=1, type=9, label=1, json_name="text")
        file.service.add(name=service).method.add(name="One", input_type=".echo.Text", output_type=".echo.Text")
    return file


def reflecting(answer: Answer) -> Reply:
    """Reflection whose answers a function makes."""

    def reply(exchange: Exchange) -> None:
        exchange.headers()
        response = answer(pb.ServerReflectionRequest.FromString(exchange.message))
        exchange.data(frame(response.SerializeToString()))
        exchange.trailers(OK)

    return reply


def serving(*files: descriptor_pb2.FileDescriptorProto) -> Reply:
    """Files by name; the first one for any symbol."""
    known = {file.name: file.SerializeToString() for file in files}
    return reflecting(lambda request: _found(known.get(request.file_by_filename or files[0].name)))


def serving_bytes(content: bytes) -> Reply:
    """These bytes in the place of every file."""
    return reflecting(lambda request: _found(content))


def endless() -> Reply:
    """Every file imports another one."""

    def answer(request: pb.ServerReflectionRequest) -> pb.ServerReflectionResponse:
        number = int(request.file_by_filename.removesuffix(".proto") or 0)
        file = file_of(f"{number}.proto", f"{number + 1}.proto", service="" if number else "Echo")
        return _found(file.SerializeToString())

    return reflecting(answer)


def huge(count: int) -> Reply:
    """Thousands of files that the first one imports, all in one answer."""
    names = [f"f{number}.proto" for number in range(count)]
    files = [file_of("a.proto", *names, service="Echo"), *map(file_of, names)]
    response = _found(*(file.SerializeToString() for file in files))
    return reflecting(lambda request: response)


def _found(*contents: bytes | None) -> pb.ServerReflectionResponse:
    if None in contents:
        return pb.ServerReflectionResponse(error_response=pb.ErrorResponse(error_code=5, error_message="no such file"))
    return pb.ServerReflectionResponse(
        file_descriptor_response=pb.FileDescriptorResponse(file_descriptor_proto=contents)
    )
