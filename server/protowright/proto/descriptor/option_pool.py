"""Descriptors to read options with."""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.descriptor_pool import DescriptorPool

_DESCRIPTOR = "google/protobuf/descriptor.proto"


def option_pool(files: Iterable[pb.FileDescriptorProto]) -> DescriptorPool:
    """A pool of the files, in whatever order they come, for the options they declare.

    Files that miss one they import are left out, as are those that the runtime refuses. It is stricter than protoc: so
    names in JSON and reserved numbers, which mean nothing to options, are taken out first.
    """
    pool = DescriptorPool()
    pending = {file.name: file for file in files}
    pending.setdefault(_DESCRIPTOR, pb.FileDescriptorProto.FromString(pb.DESCRIPTOR.serialized_pb))
    while pending:
        ready = [file for file in pending.values() if not any(name in pending for name in _dependencies(file))]
        if not ready:
            break  # a circle of imports
        for file in ready:
            _add(pool, pending.pop(file.name))
    return pool


def _dependencies(file: pb.FileDescriptorProto) -> list[str]:
    return [*file.dependency, *file.option_dependency]


def _add(pool: DescriptorPool, file: pb.FileDescriptorProto) -> None:
    reduced = pb.FileDescriptorProto()
    reduced.CopyFrom(file)
    reduced.ClearField("service")
    reduced.ClearField("source_code_info")
    for message in reduced.message_type:
        _reduce(message)
    try:
        pool.AddSerializedFile(reduced.SerializeToString())
    except TypeError:
        return


def _reduce(message: pb.DescriptorProto) -> None:
    del message.reserved_range[:]
    del message.reserved_name[:]
    for field in message.field:
        field.json_name = f"field{field.number}"
    for nested in message.nested_type:
        _reduce(nested)
