"""Schemas that servers told by reflection, kept on disk per target: the runner fills the store, the editor reads it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.message import DecodeError
from platformdirs import user_cache_dir

from protowright.project.files import fingerprint, read_bytes, write_bytes_atomically
from protowright.proto.schema import Schema


@dataclass(frozen=True)
class SchemaStore:
    """The store in the absolute `folder`. `target` is a target as it is shown, such as `grpc://localhost:50051`."""

    folder: str

    def schema(self, target: str) -> Schema | None:
        """What is known of the target, None when it was never asked."""
        path = self._path(target)
        mark = fingerprint(path)
        return None if mark is None else _read(path, mark, target)

    def keep(self, target: str, files: Iterable[pb.FileDescriptorProto]) -> None:
        """Remember what the target told; a file of the same name is replaced. Nothing happens where it cannot be kept."""
        known = self.schema(target)
        merged = {file.name: file for file in (() if known is None else known.files)}
        before = dict(merged)
        merged.update((file.name, file) for file in files)
        if merged == before:
            return
        content = pb.FileDescriptorSet(file=merged.values()).SerializeToString()
        try:
            os.makedirs(self.folder, exist_ok=True)
            write_bytes_atomically(self._path(target), content)
        except OSError:
            return

    def forget(self, target: str) -> None:
        """Know nothing of the target any more."""
        try:
            os.unlink(self._path(target))
        except OSError:
            return

    def _path(self, target: str) -> str:
        name = hashlib.sha256(target.encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return os.path.join(self.folder, f"{name}.binpb")


def user_schema_store() -> SchemaStore:
    """The store of this user, in the user's cache folder."""
    return SchemaStore(os.path.join(user_cache_dir("protowright"), "schemas"))


@lru_cache(maxsize=32)
def _read(path: str, mark: tuple[int, int, int], target: str) -> Schema | None:
    """The schema in a file that has this fingerprint; None when it cannot be read."""
    content = read_bytes(path)
    try:
        found = None if content is None else pb.FileDescriptorSet.FromString(content)
    except DecodeError:
        return None
    return None if found is None else Schema(found.file, f"an earlier reflection of {target}")
