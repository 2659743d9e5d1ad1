"""The schema of a request as `.proto` files, to be saved or read."""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.descriptor.source_text import source_text

_EVERYWHERE = "google/protobuf/"
"""Files that every protoc brings need not be saved."""


def definition_files(files: Iterable[pb.FileDescriptorProto], service: str) -> list[tuple[str, str]]:
    """The name and the text of each file, the one that declares `service` first; what every protoc brings is left out."""
    known = list(files)
    own = [file for file in known if not file.name.startswith(_EVERYWHERE)]
    own.sort(key=lambda file: not _declares(file, service))
    return [(file.name, source_text(file, known)) for file in own]


def _declares(file: pb.FileDescriptorProto, service: str) -> bool:
    return any(f"{file.package}.{found.name}".lstrip(".") == service for found in file.service)
