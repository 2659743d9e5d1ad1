"""Leaving out options that are for the source alone (`retention = RETENTION_SOURCE`), as protoc does in descriptor sets.

The rules are those of `StripSourceRetentionOptions` in protobuf's compiler/retention.cc.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from google.protobuf import descriptor_pb2 as pb
from google.protobuf import message_factory
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message

from protowright.proto.descriptor.option_pool import option_pool

Path = tuple[int, ...]


def without_source_options(files: Iterable[pb.FileDescriptorProto]) -> list[pb.FileDescriptorProto]:
    """The files without such options, and without their places in `source_code_info`.

    `files` hold all that they import. Options whose extension none of them declares stay.
    """
    files = list(files)
    pool = option_pool(files)
    kind = message_factory.GetMessageClass(pool.FindMessageTypeByName("google.protobuf.FileDescriptorProto"))
    return [_stripped(file, kind) for file in files]


def _stripped(file: pb.FileDescriptorProto, kind: type[Message]) -> pb.FileDescriptorProto:
    message = kind.FromString(file.SerializeToString())
    paths = set(_strip(message, ()))
    if not paths:
        return file
    result = pb.FileDescriptorProto.FromString(message.SerializeToString())
    kept = [location for location in result.source_code_info.location if not _is_below(location.path, paths)]
    if len(kept) < len(result.source_code_info.location):
        del result.source_code_info.location[:]
        result.source_code_info.location.extend(kept)
    return result


def _strip(message: Message, path: Path) -> Iterator[Path]:
    """Clear such fields in the message and below it; yields the path of each. Options left with nothing are cleared."""
    for field, value in message.ListFields():
        own = (*path, field.number)
        if field.GetOptions().retention == pb.FieldOptions.RETENTION_SOURCE:
            _clear(message, field)
            yield own
        elif field.message_type is not None:
            stripped = [found for item, place in _items(field, value, own) for found in _strip(item, place)]
            if stripped and field.name == "options" and not value.ListFields():
                _clear(message, field)
                yield own
            yield from stripped


def _items(field: FieldDescriptor, value: Any, path: Path) -> Iterator[tuple[Message, Path]]:
    """The messages in a field, and their paths."""
    type = field.message_type
    assert type is not None, "only messages have fields to look at"
    if not field.is_repeated:
        yield value, path
    elif not type.GetOptions().map_entry:
        yield from ((item, (*path, index)) for index, item in enumerate(value))
    elif type.fields_by_name["value"].message_type is not None:
        yield from ((item, path) for item in value.values())


def _clear(message: Message, field: Any) -> None:
    if field.is_extension:
        message.ClearExtension(field)
    else:
        message.ClearField(field.name)


def _is_below(path: Iterable[int], paths: set[Path]) -> bool:
    own = tuple(path)
    return any(own[:length] in paths for length in range(1, len(own) + 1))
