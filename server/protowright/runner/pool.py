"""Dynamic messages: from descriptors to classes, from JSON to messages and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from google.protobuf import descriptor_pb2, json_format, message_factory
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import DecodeError, Message
from google.protobuf.unknown_fields import UnknownFieldSet
from google.rpc import error_details_pb2, status_pb2

from protowright.runner.json_printer import JsonPrinter
from protowright.text.nearest import did_you_mean

_ALWAYS_KNOWN = (error_details_pb2.DESCRIPTOR, status_pb2.DESCRIPTOR)


_MOST_KEPT = 64
_LONGEST_KEPT = 10_000
"""Longer bodies, in characters, are parsed each time."""


class SchemaError(Exception):
    """The schema does not hold together, or lacks what the request needs."""


class MessagePool:
    """The types of one schema, ready to make messages of. The well-known and `google.rpc` types are always there.

    Raises SchemaError when the files do not fit together.
    """

    def __init__(self, files: Iterable[descriptor_pb2.FileDescriptorProto]) -> None:
        self._pool = DescriptorPool()
        self._printer = JsonPrinter(self._pool)
        self._services: list[str] = []
        self._parsed: dict[tuple[str, type[Message]], Message] = {}
        names: set[str] = set()
        for file in (*files, *_with_dependencies()):
            if file.name in names:
                continue
            names.add(file.name)
            self._services += [f"{file.package}.{service.name}".lstrip(".") for service in file.service]
            try:
                self._pool.Add(file)
                self._pool.FindFileByName(file.name)
            except (TypeError, KeyError) as error:
                raise SchemaError(f"the schema file `{file.name}` cannot be used: {_first_line(error)}") from None

    def method(self, service: str, name: str) -> MethodDescriptor:
        """The method. Raises SchemaError when the schema has no such service or method."""
        try:
            descriptor = self._pool.FindServiceByName(service)
        except KeyError:
            near = did_you_mean(service, self._services)
            raise SchemaError(f"the schema has no service `{service}`{f': {near}' if near else ''}") from None
        method = descriptor.methods_by_name.get(name)
        if method is None:
            near = did_you_mean(name, descriptor.methods_by_name)
            said = near or f"it has {', '.join(descriptor.methods_by_name) or 'no methods'}"
            raise SchemaError(f"the service `{service}` has no method `{name}`; {said}")
        return method

    def parse(self, text: str, message_type: type[Message], fit: Callable[[str], str] = str) -> Message:
        """The message that proto3 JSON stands for, once `fit` has brought it into its right form; nobody changes it.

        A loop, and a request that is run again, bring the same texts: they are parsed once. Raises json_format.ParseError,
        also for a required field that is missing, and what `fit` raises.
        """
        known = self._parsed.get((text, message_type))
        if known is not None:
            return known
        message = self._message(fit(text), message_type)
        if len(self._parsed) >= _MOST_KEPT:
            self._parsed.clear()
        if len(text) <= _LONGEST_KEPT:
            self._parsed[text, message_type] = message
        return message

    def _message(self, text: str, message_type: type[Message]) -> Message:
        message: Any = json_format.Parse(text, message_type(), descriptor_pool=self._pool)
        if not message.IsInitialized():  # `FindInitializationErrors` would name the fields, and can end the process
            raise json_format.ParseError("it lacks a field that is required")
        return message  # type: ignore[no-any-return]

    def to_json(self, message: Message) -> str:
        """A message as proto3 JSON, indented by two; what has no such JSON, as an `Any` of unknown type, is printed as stored."""
        return self._printer.text(message)

    def details(self, status: bytes) -> list[str]:
        """The details of a serialized `google.rpc.Status`, each as JSON; none when the bytes are no status."""
        try:
            decoded = status_pb2.Status.FromString(status)
        except DecodeError:
            return []
        return [self.to_json(detail) for detail in decoded.details]


def message_class(method: MethodDescriptor, of_request: bool) -> type[Message]:
    """The class of a method's request or response."""
    return message_factory.GetMessageClass(method.input_type if of_request else method.output_type)


def unknown_fields(message: Message) -> list[int]:
    """The numbers of the fields, at the top level of a message, that came and that its type does not have."""
    fields: Any = UnknownFieldSet(message)  # iterable, which its type stub does not know
    return sorted({field.field_number for field in fields})


def _with_dependencies() -> Iterable[descriptor_pb2.FileDescriptorProto]:
    seen: set[str] = set()
    for descriptor in _ALWAYS_KNOWN:
        yield from _file_and_dependencies(descriptor, seen)


def _file_and_dependencies(descriptor: object, seen: set[str]) -> Iterable[descriptor_pb2.FileDescriptorProto]:
    name: str = descriptor.name  # type: ignore[attr-defined]
    if name in seen:
        return
    seen.add(name)
    for dependency in descriptor.dependencies:  # type: ignore[attr-defined]
        yield from _file_and_dependencies(dependency, seen)
    copy = descriptor_pb2.FileDescriptorProto()
    descriptor.CopyToProto(copy)  # type: ignore[attr-defined]
    yield copy


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0].strip("'\" ")
