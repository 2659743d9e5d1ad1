"""The files that reflection gives: whether they hold together, and in which order they can be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from google.protobuf import (
    any_pb2,
    api_pb2,
    descriptor_pb2,
    duration_pb2,
    empty_pb2,
    field_mask_pb2,
    source_context_pb2,
    struct_pb2,
    timestamp_pb2,
    type_pb2,
    wrappers_pb2,
)
from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto

Files = dict[str, FileDescriptorProto]
"""Files by the names they are imported by."""

_BUNDLED = {
    module.DESCRIPTOR.name: module.DESCRIPTOR
    for module in (
        *(any_pb2, api_pb2, descriptor_pb2, duration_pb2, empty_pb2, field_mask_pb2),
        *(source_context_pb2, struct_pb2, timestamp_pb2, type_pb2, wrappers_pb2),
    )
}


class ReflectionUnavailable(Exception):
    """The server does not serve reflection, or not as it should; the message says what it answered, as a clause on `it`."""


def bundled_file(name: str) -> FileDescriptorProto | None:
    """A file of `google/protobuf`, which servers may take for known; None for every other name."""
    if name not in _BUNDLED:
        return None
    file = FileDescriptorProto()
    _BUNDLED[name].CopyToProto(file)
    return file


def declares(file: FileDescriptorProto, symbol: str) -> bool:
    """Whether the service, message, enum or extension of that full name is in the file."""
    prefix = f"{file.package}." if file.package else ""
    names = [item.name for item in file.service] + _others(file)
    return symbol in (f"{prefix}{name}" for name in names) or symbol in _names(file.message_type, prefix)


def _others(declaring: FileDescriptorProto | DescriptorProto) -> list[str]:
    return [item.name for item in declaring.enum_type] + [item.name for item in declaring.extension]


def _names(messages: Iterable[DescriptorProto], prefix: str) -> Iterator[str]:
    for message in messages:
        own = f"{prefix}{message.name}"
        yield own
        yield from (f"{own}.{name}" for name in _others(message))
        yield from _names(message.nested_type, f"{own}.")


def dependencies_first(found: Files) -> list[FileDescriptorProto]:
    """The files, each one after those that it imports. Raises ReflectionUnavailable when they import in a circle."""
    done: Files = {}
    for name in found:
        _visit(name, found, done)
    return list(done.values())


def _visit(name: str, found: Files, done: Files) -> None:
    """Add a file and all it needs. Without recursion: a chain of imports may be as long as there are files."""
    path: dict[str, Iterator[str]] = {}
    following: str | None = name
    while following is not None:
        if following in path:
            raise ReflectionUnavailable(f"its files import one another in a circle: {_circle([*path], following)}")
        if following not in done:
            path[following] = iter(found[following].dependency)
        following = _next(path, found, done)


def _next(path: dict[str, Iterator[str]], found: Files, done: Files) -> str | None:
    """The next import to visit of the files under way; those that have none left are done."""
    while path:
        current = next(reversed(path))
        for name in path[current]:
            if name not in done:
                return name
        done[current] = found[current]
        del path[current]
    return None


def _circle(path: list[str], start: str) -> str:
    names = path[path.index(start) :]
    return ", ".join(f"`{name}`" for name in (names if len(names) <= 4 else [*names[:3], "…"]))
