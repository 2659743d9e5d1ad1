"""A schema: the services and messages a request can use, whatever they came from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from google.protobuf import descriptor_pb2 as pb

from protowright.proto.field_behavior import is_expected
from protowright.proto.semantic.json_names import json_name

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
        self._fields_by_key: dict[str, dict[str, pb.FieldDescriptorProto]] = {}
        self._required_fields: dict[str, tuple[pb.FieldDescriptorProto, ...]] = {}
        self._expected_fields: dict[str, tuple[pb.FieldDescriptorProto, ...]] = {}

    @cached_property
    def _types(self) -> dict[str, Type]:
        return {name: found for file in self.files for name, found in _types_of(file)}

    @cached_property
    def _closed_enums(self) -> frozenset[str]:
        return frozenset(
            name
            for file in self.files
            for name, found in _types_of(file)
            if isinstance(found, pb.EnumDescriptorProto) and _is_closed(found, file)
        )

    @cached_property
    def _extensions(self) -> dict[str, pb.FieldDescriptorProto]:
        return {name: found for file in self.files for name, found in _extensions_of(file)}

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

    def messages(self) -> list[str]:
        """The full names of all messages, those behind map fields apart."""
        found = ((name, type) for name, type in self._types.items() if isinstance(type, pb.DescriptorProto))
        return [name for name, type in found if not type.options.map_entry]

    def enums(self) -> list[pb.EnumDescriptorProto]:
        """All enums."""
        return [found for found in self._types.values() if isinstance(found, pb.EnumDescriptorProto)]

    def fields_by_key(self, message: str) -> Mapping[str, pb.FieldDescriptorProto]:
        """The fields of a message by the keys that JSON may call them by: the JSON name and the own name of each.

        Where one field's own name is another one's JSON name, it means the latter. Empty when there is no such message.
        """
        name = message.lstrip(".")
        if name not in self._fields_by_key:
            descriptor = self.message(name)
            fields = () if descriptor is None else descriptor.field
            by_own_name = {field.name: field for field in fields}
            self._fields_by_key[name] = by_own_name | {json_key(field): field for field in fields}
        return self._fields_by_key[name]

    def required_fields(self, message: str) -> tuple[pb.FieldDescriptorProto, ...]:
        """The fields that a message must have: `required` of proto2, `LEGACY_REQUIRED` of editions."""
        name = message.lstrip(".")
        if name not in self._required_fields:
            descriptor = self.message(name)
            fields = () if descriptor is None else descriptor.field
            self._required_fields[name] = tuple(field for field in fields if _is_required(field))
        return self._required_fields[name]

    def expected_fields(self, message: str) -> tuple[pb.FieldDescriptorProto, ...]:
        """The fields that a message should have: those that it must have, and those that the API says are REQUIRED."""
        name = message.lstrip(".")
        if name not in self._expected_fields:
            descriptor = self.message(name)
            fields = () if descriptor is None else descriptor.field
            self._expected_fields[name] = tuple(each for each in fields if _is_required(each) or is_expected(each))
        return self._expected_fields[name]

    def extension(self, full_name: str) -> pb.FieldDescriptorProto | None:
        """The extension field of that full name, without a leading dot."""
        return self._extensions.get(full_name)

    def extensions_of(self, message: str) -> list[str]:
        """The full names of the extensions of a message."""
        wanted = message.lstrip(".")
        return [name for name, field in self._extensions.items() if field.extendee.lstrip(".") == wanted]

    def is_closed_enum(self, full_name: str) -> bool:
        """Whether the enum takes its own numbers only (https://protobuf.dev/programming-guides/enum/)."""
        return full_name.lstrip(".") in self._closed_enums

    def services(self) -> list[str]:
        """The full names of all services."""
        return [name for name, found in self._types.items() if isinstance(found, pb.ServiceDescriptorProto)]


def json_key(field: pb.FieldDescriptorProto) -> str:
    """The key of a field in JSON. Descriptors of servers do not always say it; the usual one is meant then."""
    return field.json_name or json_name(field.name)


def _is_required(field: pb.FieldDescriptorProto) -> bool:
    presence = field.options.features.field_presence
    return (
        field.label == pb.FieldDescriptorProto.LABEL_REQUIRED or presence == pb.FeatureSet.FieldPresence.LEGACY_REQUIRED
    )


def _types_of(file: pb.FileDescriptorProto) -> Iterator[tuple[str, Type]]:
    prefix = f"{file.package}." if file.package else ""
    yield from ((prefix + service.name, service) for service in file.service)
    yield from ((prefix + enum.name, enum) for enum in file.enum_type)
    for scope, message in _messages_of(file):
        yield scope, message
        yield from ((f"{scope}.{enum.name}", enum) for enum in message.enum_type)


def _messages_of(file: pb.FileDescriptorProto) -> Iterator[tuple[str, pb.DescriptorProto]]:
    """Every message of a file with its full name, the outer ones first."""
    prefix = f"{file.package}." if file.package else ""
    pending = [(prefix + message.name, message) for message in reversed(file.message_type)]
    while pending:
        name, message = pending.pop()
        yield name, message
        pending.extend((f"{name}.{nested.name}", nested) for nested in reversed(message.nested_type))


def _extensions_of(file: pb.FileDescriptorProto) -> Iterator[tuple[str, pb.FieldDescriptorProto]]:
    prefix = f"{file.package}." if file.package else ""
    yield from ((prefix + field.name, field) for field in file.extension)
    for scope, message in _messages_of(file):
        yield from ((f"{scope}.{field.name}", field) for field in message.extension)


def _is_closed(enum: pb.EnumDescriptorProto, file: pb.FileDescriptorProto) -> bool:
    if file.syntax != "editions":
        return file.syntax != "proto3"
    for options in (enum.options, file.options):
        if options.features.HasField("enum_type"):
            return options.features.enum_type == pb.FeatureSet.EnumType.CLOSED
    return False
