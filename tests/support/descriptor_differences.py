"""Differences from protoc's descriptors that are kept on purpose, each with its reason, and nowhere else."""

from __future__ import annotations

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.message import Message

CUSTOM_OPTIONS_REASON = """\
Custom options (`option (a.b) = ...`) are not interpreted yet: the extension they set may be declared in another file.
protoc puts them into the options message as fields that are unknown to it; both sides are compared without them.
"""

OPTIONS_OF_CUSTOM_ONLY_REASON = """\
protoc sets the options message also when it holds custom options alone; without them it is empty, and dropped."""


def comparable(file: pb.FileDescriptorProto) -> pb.FileDescriptorProto:
    """A copy without what the reasons above explain."""
    copy = pb.FileDescriptorProto()
    copy.CopyFrom(file)
    _strip(copy)
    return copy


def _strip(message: Message) -> None:
    for field, value in message.ListFields():
        if field.is_extension:
            message.ClearExtension(field)  # an extension that some imported module happens to have registered
        elif field.message_type is not None:
            for item in value if field.is_repeated else [value]:
                _strip(item)
            if field.name == "options" and not field.is_repeated:
                value.DiscardUnknownFields()
                if not value.ListFields():
                    message.ClearField(field.name)
