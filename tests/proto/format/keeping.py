"""What formatting must not change: words, comments, descriptors."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from google.protobuf import descriptor_pb2 as pb
from google.protobuf.empty_pb2 import Empty
from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet
from tests.corpus.canonical import canonical

from protowright.proto.descriptor.lower import lower
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.syntax.lexer import Tokens

_COMMENT = re.compile(r"//[^\n]*|/\*[\s\S]*?\*/")
_SIGNS = frozenset(";,:{}<>")
"""What may be left out, added, or written as another one of these."""


def comments(text: str) -> Counter[str]:
    """The comments of a text, whatever white space is around their lines, and how often each one stands there."""
    found = (comment for trivia in Tokens(text).trivia for comment in _COMMENT.findall(trivia))
    return Counter("\n".join(line.strip() for line in comment.split("\n")) for comment in found)


def words(text: str) -> Counter[str]:
    """The tokens of a text that formatting never touches, and how often each one stands there."""
    return Counter(token for token in Tokens(text).texts if token not in _SIGNS)


def check_kept(old: str, new: str) -> None:
    """Raise AssertionError unless `new` has the words and comments of `old`."""
    assert comments(new) == comments(old)
    assert words(new) == words(old)


def meaning(file: LinkedFile) -> Any:
    """The descriptor of a file in a form that the order of its imports and options does not change."""
    descriptor = pb.FileDescriptorProto.FromString(lower(file).SerializeToString())
    names = list(descriptor.dependency)
    public = sorted(names[index] for index in descriptor.public_dependency)
    weak = sorted(names[index] for index in descriptor.weak_dependency)
    for field in ("dependency", "public_dependency", "weak_dependency", "option_dependency"):
        if field in descriptor.DESCRIPTOR.fields_by_name:
            descriptor.ClearField(field)
    custom = _merged(descriptor.options)
    descriptor.options.DiscardUnknownFields()
    return sorted(names), public, weak, canonical(descriptor), custom


def _merged(options: pb.FileOptions) -> Any:
    """The custom options of a file by number. Those of one number that are messages are merged, as a reader does it:
    `option (a).b = 1;` and `option (a).c = 2;` make one value, in whatever order they stand."""
    found: dict[int, list[Any]] = {}
    fields = UnknownFieldSet(options)
    for index in range(len(fields)):
        found.setdefault(fields[index].field_number, []).append(fields[index].data)
    return {number: _message(values) for number, values in found.items()}


def _message(values: list[Any]) -> Any:
    if not all(isinstance(value, bytes) for value in values):
        return [repr(value) for value in values]
    try:
        return canonical(Empty.FromString(b"".join(values)))
    except DecodeError:
        return values
