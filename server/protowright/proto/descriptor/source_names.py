"""How a name is written in a place, so that it means the right thing there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from google.protobuf import descriptor_pb2 as pb


class SourceNames:
    """The names that some files declare; `.` in front of a name is only written where another one would hide it."""

    def __init__(self, files: Iterable[pb.FileDescriptorProto]) -> None:
        self._names: set[str] = set()
        for file in files:
            parts = file.package.split(".") if file.package else []
            self._names.update(".".join(parts[: count + 1]) for count in range(len(parts)))
            self._names.update(_declared(file))

    def relative(self, full_name: str, scope: str) -> str:
        """The shortest way to name `full_name` (without leading dot) in `scope`, the full name around the place."""
        own, around = full_name.split("."), scope.split(".") if scope else []
        common = 0
        while common < min(len(own) - 1, len(around)) and own[common] == around[common]:
            common += 1
        for skipped in range(common, -1, -1):
            name = ".".join(own[skipped:])
            if self._meaning(name, around) == full_name:
                return name
        return f".{full_name}"

    def absolute(self, full_name: str, scope: str) -> str:
        """The full name, with a leading dot only where it is needed."""
        return (
            full_name if self._meaning(full_name, scope.split(".") if scope else []) == full_name else f".{full_name}"
        )

    def _meaning(self, name: str, around: list[str]) -> str:
        """What a name stands for: its first part is looked up from the innermost scope outwards."""
        first = name.partition(".")[0]
        for length in range(len(around), -1, -1):
            prefix = "".join(f"{part}." for part in around[:length])
            if prefix + first in self._names:
                return prefix + name
        return name


def _declared(file: pb.FileDescriptorProto) -> Iterator[str]:
    prefix = f"{file.package}." if file.package else ""
    yield from (prefix + extension.name for extension in file.extension)
    for service in file.service:
        yield prefix + service.name
        yield from (f"{prefix}{service.name}.{method.name}" for method in service.method)
    for enum in file.enum_type:
        yield from _enum(prefix, enum)
    for message in file.message_type:
        yield from _message(prefix, message)


def _enum(prefix: str, enum: pb.EnumDescriptorProto) -> Iterator[str]:
    yield prefix + enum.name
    yield from (prefix + value.name for value in enum.value)


def _message(prefix: str, message: pb.DescriptorProto) -> Iterator[str]:
    yield prefix + message.name
    inner = f"{prefix}{message.name}."
    yield from (inner + field.name for field in (*message.field, *message.extension))
    yield from (inner + oneof.name for oneof in message.oneof_decl)
    for enum in message.enum_type:
        yield from _enum(inner, enum)
    for nested in message.nested_type:
        yield from _message(inner, nested)
