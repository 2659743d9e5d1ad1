"""What an API says of its fields by `google.api.field_behavior` (https://google.aip.dev/203)."""

from __future__ import annotations

from typing import Final

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.empty_pb2 import Empty
from google.protobuf.unknown_fields import UnknownFieldSet

_FIELD_BEHAVIOR: Final = 1052
_REQUIRED: Final = 2


def is_expected(field: pb.FieldDescriptorProto) -> bool:
    """Whether the field is said to be REQUIRED: the service refuses a message without it, and the language does not."""
    if not field.HasField("options"):
        return False
    # Read as a message that knows no field: whether the extension is registered in this process makes no difference.
    options = UnknownFieldSet(Empty.FromString(field.options.SerializeToString()))
    fields = (options[index] for index in range(len(options)))
    values = (each.data for each in fields if each.field_number == _FIELD_BEHAVIOR)
    return any(_REQUIRED in value if isinstance(value, bytes) else value == _REQUIRED for value in values)
