"""Bodies that may not be empty, and what a version of the language does not have."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import features_of, is_closed
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.passes.reporting import fault, here
from protowright.proto.semantic.symbols import FieldSymbol, MessageSymbol
from protowright.proto.syntax.nodes import Block, Broken, Extend, Field, Message, Node


def structure(link: LinkedFile) -> Iterator[Diagnostic]:
    """Empty oneofs and extends; extension ranges and closed enums of proto3; `map_entry` by hand."""
    for message in link.symbols.all_messages():
        for oneof in message.oneofs:
            if not oneof.fields and not _has_broken(oneof.declaration):
                yield fault(link, codes.EMPTY_ONEOF, "a oneof has at least one field", oneof.name)
        if message.map_field is None:
            yield from _message(link, message)
    for extension in link.symbols.extensions:
        yield from _closed_enum(link, extension)
    yield from _extends(link)


def _has_broken(declaration: Node) -> bool:
    """Whether something in the body did not parse: then nothing is said about its being empty."""
    return isinstance(declaration, Block) and any(isinstance(node, (Broken, Field)) for node in declaration.body)


def _message(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    if link.symbols.is_proto3:
        for ranges in message.ranges:
            if ranges.keyword == "extensions":
                text = "proto3 has no extension ranges"
                yield fault(link, codes.EXTENSION_RANGE_NOT_ALLOWED, text, ranges)
    for option in message.options:
        if option_name(option) == "map_entry":
            text = "`map_entry` is protoc's own: write `map<Key, Value>`"
            yield fault(link, codes.MAP_ENTRY_OPTION, text, option)
    for field in [*message.fields, *message.extensions]:
        yield from _closed_enum(link, field)


def _closed_enum(link: LinkedFile, field: FieldSymbol) -> Iterator[Diagnostic]:
    value = field if field.map_entry is None else field.map_entry.fields[-1]
    enum, place = link.type_of(value).enum, value.type
    if enum is None or place is None or not is_closed(link, enum):
        return
    related = here(link, "declared here", enum)
    if link.symbols.is_proto3:
        text = f"`{enum.full_name}` is a closed enum, and proto3 messages take open ones only"
        yield fault(link, codes.CLOSED_ENUM_IN_PROTO3, text, place, related=related)
    elif (
        link.symbols.is_editions
        and (field.map_entry is not None or not field.is_repeated)
        and field.oneof is None
        and features_of(link, field)["field_presence"] == "IMPLICIT"
    ):
        text = f"`{enum.full_name}` is a closed enum, and a field of implicit presence takes open ones only"
        yield fault(link, codes.IMPLICIT_PRESENCE_CLOSED_ENUM, text, place, related=related)


def _extends(link: LinkedFile) -> Iterator[Diagnostic]:
    pending: list[Node] = list(link.symbols.tree.declarations)
    while pending:
        node = pending.pop()
        if isinstance(node, (Message, Field)):
            pending.extend(node.body)
        elif isinstance(node, Extend) and node.open_brace is not None and not node.body:
            place = node.extendee or node
            yield fault(link, codes.EMPTY_EXTEND, "an extend block has at least one field", place)
