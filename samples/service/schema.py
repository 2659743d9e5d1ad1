"""The protos of the samples, compiled at start: no generated code is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import grpc_tools
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor import FileDescriptor, ServiceDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto, FileDescriptorSet
from google.rpc import error_details_pb2, status_pb2
from grpc_health.v1 import health_pb2
from grpc_reflection.v1alpha import reflection_pb2
from grpc_tools import protoc

PROTO_ROOT = Path(__file__).parents[1] / "protos"
DETAILS = [error_details_pb2.DESCRIPTOR, status_pb2.DESCRIPTOR]


class Schema:
    """The messages and services of one set of protos, in a pool of their own."""

    def __init__(self, files: FileDescriptorSet) -> None:
        self.pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self.pool.Add(file)

    def message(self, full_name: str) -> Any:
        """The class of a message. Raises KeyError when the schema has none of this name."""
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(full_name))

    def service(self, full_name: str) -> ServiceDescriptor:
        """The descriptor of a service. Raises KeyError when the schema has none of this name."""
        return self.pool.FindServiceByName(full_name)

    def package(self, name: str) -> Package:
        """The messages of a package as attributes: `schema.package("shop.v1").Order`."""
        return Package(self, name)


class Package:
    """The messages of one package, by their short names."""

    def __init__(self, schema: Schema, name: str) -> None:
        self._schema = schema
        self._name = name

    def __getattr__(self, short_name: str) -> Any:
        try:
            return self._schema.message(f"{self._name}.{short_name}")
        except KeyError:
            raise AttributeError(f"package {self._name} has no message {short_name}") from None


def include_folders() -> list[Path]:
    """The import roots of the samples: theirs, and where the packages keep `google/…`."""
    bundled = Path(grpc_tools.__file__).parent / "_proto"
    common = Path(status_pb2.__file__).parents[2]
    return [PROTO_ROOT, common, bundled]


def proto_files() -> list[str]:
    """Every `.proto` file of the samples, relative to their import root, sorted."""
    return sorted(path.relative_to(PROTO_ROOT).as_posix() for path in PROTO_ROOT.rglob("*.proto"))


def compile_protos() -> FileDescriptorSet:
    """Compiles the sample protos with all they import. Raises RuntimeError when protoc refuses them."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder, "samples.binpb")
        includes = [f"-I{include}" for include in include_folders()]
        status = protoc.main(
            ["protoc", *includes, "--include_imports", f"--descriptor_set_out={output}", *proto_files()]
        )
        if status != 0:
            raise RuntimeError(f"protoc refused the sample protos in {PROTO_ROOT}; its messages stand above")
        return FileDescriptorSet.FromString(output.read_bytes())


def load_schema() -> Schema:
    """The sample protos, the health service, reflection, and the error details, so that all can be reflected."""
    files = compile_protos()
    present = {file.name for file in files.file}
    for file in with_imports([*DETAILS, health_pb2.DESCRIPTOR, reflection_pb2.DESCRIPTOR]):
        if file.name not in present:
            files.file.append(to_proto(file))
    files.file.append(reflection_v1())
    return Schema(files)


def with_imports(files: Sequence[FileDescriptor]) -> list[FileDescriptor]:
    """The files and all they import, each once, an imported file before the one that imports it."""
    ordered: dict[str, FileDescriptor] = {}
    for file in files:
        for found in (*with_imports(file.dependencies), file):
            ordered.setdefault(found.name, found)
    return list(ordered.values())


def to_proto(file: FileDescriptor) -> FileDescriptorProto:
    """A file's descriptor as a message."""
    proto = FileDescriptorProto()
    file.CopyToProto(proto)
    return proto


def reflection_v1() -> FileDescriptorProto:
    """Reflection version 1. Its messages are those of v1alpha in another package, and that is how it is made here."""
    old, new = "grpc.reflection.v1alpha", "grpc.reflection.v1"
    proto = to_proto(reflection_pb2.DESCRIPTOR)
    proto.name, proto.package = "grpc/reflection/v1/reflection.proto", new
    fields = (field for message in proto.message_type for field in message.field)
    for field in filter(lambda field: field.HasField("type_name"), fields):
        field.type_name = field.type_name.replace(old, new)
    for method in proto.service[0].method:
        method.input_type = method.input_type.replace(old, new)
        method.output_type = method.output_type.replace(old, new)
    return proto
