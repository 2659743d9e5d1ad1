"""Descriptor sets on disk, as `protoc -o` and `buf build -o` write them."""

from __future__ import annotations

import os
from functools import lru_cache

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.message import DecodeError

from protowright.project.files import fingerprint, read_bytes
from protowright.proto.schema import Schema


class InvalidDescriptorSet(Exception):
    """A file that is no descriptor set; the message says why, and goes on after the file's name."""


def read_descriptor_set(path: str) -> Schema:
    """The schema in the file at the absolute `path`. Raises InvalidDescriptorSet."""
    mark = fingerprint(path)
    if mark is None:
        raise InvalidDescriptorSet("does not exist")
    return _read(path, mark)


@lru_cache(maxsize=16)
def _read(path: str, mark: tuple[int, int, int]) -> Schema:
    """The schema in a file that has this fingerprint."""
    content = read_bytes(path)
    if content is None:
        raise InvalidDescriptorSet("cannot be read: check its permissions")
    try:
        found = pb.FileDescriptorSet.FromString(content)
    except DecodeError:
        found = pb.FileDescriptorSet()
    if not any(file.name for file in found.file):
        raise InvalidDescriptorSet(
            "is no descriptor set: make one with `protowright build -o set.binpb --include-imports`"
        )
    return Schema(dependencies_first(found), os.path.basename(path))


def dependencies_first(found: pb.FileDescriptorSet) -> list[pb.FileDescriptorProto]:
    """The files of the set, each behind what it imports. A circle ends where it closes."""
    by_name = {file.name: file for file in found.file}
    done: dict[str, pb.FileDescriptorProto] = {}
    pending = list(reversed(by_name))
    entered: set[str] = set()
    while pending:
        name = pending[-1]
        if name in entered:
            done.setdefault(pending.pop(), by_name[name])
            continue
        entered.add(name)
        pending.extend(known for known in by_name[name].dependency if known in by_name and known not in entered)
    return list(done.values())
