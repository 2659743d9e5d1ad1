"""A schema: the services and messages a request can use, whatever they came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from google.protobuf import descriptor_pb2 as pb

Type = pb.DescriptorProto | pb.EnumDescriptorProto | pb.ServiceDescriptorProto


@dataclass(frozen=True)
class SourcePlace:
    """Where a name of the schema is declared: an absolute path and the offset of the name."""

    path: str
    offset: int


@dataclass(frozen=True)
class MethodEntry:
    """One method of a service, with the service's full name."""

    service: str
    descriptor: pb.MethodDescriptorProto

    @property
    def full_name(self) -> str:
        """`package.Service.Method`."""
        return f"{self.service}.{self.descriptor.name}"


class Schema:
    """Descriptors, dependencies before dependents, and where they came from.

    `origin` says it to a person, for example "protos/shop.proto" or "reflection (v1) of grpc://localhost:50051".
    `places` maps full names to their place in source, where that is known.
    """

    def __init__(
        self, files: Iterable[pb.FileDescriptorProto], origin: str, places: Mapping[str, SourcePlace] | None = None
    ) -> None:
        self.files = tuple(files)
        self.origin = origin
        self.places = places or {}

    @cached_property
    def _types(self) -> dict[str, Type]:
        found: dict[str, Type] = {}
        for file in self.files:
            prefix = f"{file.package}." if file.package else ""
            found.update((prefix + service.name, service) for service in file.service)
            found.update((prefix + enum.name, enum) for enum in file.enum_type)
            for message in file.message_type:
                _collect(found, prefix, message)
        return found

    @cached_property
    def serialized(self) -> bytes:
        """The files as a serialized `FileDescriptorSet`."""
        return pb.FileDescriptorSet(file=self.files).SerializeToString()

    def message(self, full_name: str) -> pb.DescriptorProto | None:
        """The message of that full name; a leading dot is allowed."""
        found = self._types.get(full_name.lstrip("."))
        return found if isinstance(found, pb.DescriptorProto) else None

    def enum(self, full_name: str) -> pb.EnumDescriptorProto | None:
        """The enum of that full name; a leading dot is allowed."""
        found = self._types.get(full_name.lstrip("."))
        return found if isinstance(found, pb.EnumDescriptorProto) else None

    def service(self, full_name: str) -> pb.ServiceDescriptorProto | None:
        """The service of that full name."""
        found = self._types.get(full_name)
        return found if isinstance(found, pb.ServiceDescriptorProto) else None

    def method(self, service: str, name: str) -> MethodEntry | None:
        """The method of that service."""
        found = self.service(service)
        for descriptor in () if found is None else found.method:
            if descriptor.name == name:
                return MethodEntry(service, descriptor)
        return None

    def services(self) -> list[str]:
        """The full names of all services."""
        return [name for name, found in self._types.items() if isinstance(found, pb.ServiceDescriptorProto)]


def _collect(found: dict[str, Type], prefix: str, message: pb.DescriptorProto) -> None:
    found[prefix + message.name] = message
    inner = f"{prefix}{message.name}."
    found.update((inner + enum.name, enum) for enum in message.enum_type)
    for nested in message.nested_type:
        _collect(found, inner, nested)
