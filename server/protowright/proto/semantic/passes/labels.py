"""Labels, groups and maps: which form of field may stand where, in which version of the language."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MessageSymbol
from protowright.proto.syntax.nodes import MapType
from protowright.text.edit import Edit
from protowright.text.span import Span

_MAP_KEYS = frozenset(
    (
        *("int32", "int64", "uint32", "uint64", "sint32", "sint64"),
        *("fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string"),
    )
)


def field_forms(link: LinkedFile) -> Iterator[Diagnostic]:
    """The form of every field and extension."""
    for message in link.symbols.all_messages():
        if message.map_field is None:
            for field in message.fields:
                yield from _field(link, field)
    for extension in link.symbols.all_extensions():
        yield from _field(link, extension)


def _field(link: LinkedFile, field: FieldSymbol) -> Iterator[Diagnostic]:
    if isinstance(field.declaration.type, MapType):
        yield from _map(link, field, field.declaration.type)
        return
    if field.is_group:
        yield from _group(link, field)
    if field.oneof is not None:
        if field.label:
            yield _label(link, field, "a field of a oneof has no label")
        return
    syntax = link.symbols.syntax
    if field.label == "required" and isinstance(field, ExtensionSymbol):
        message = "an extension cannot be required"
        yield fault(link, codes.REQUIRED_EXTENSION, message, field.declaration.label or field.name)
        return
    if syntax == "proto2":
        yield from _proto2(link, field)
    elif field.label == "required":
        instead = "proto3 has no required fields" if syntax == "proto3" else "editions have no `required`"
        help = None if syntax == "proto3" else "write `[features.field_presence = LEGACY_REQUIRED]`"
        yield fault(link, codes.REQUIRED_NOT_ALLOWED, instead, field.declaration.label or field.name, help)
    elif field.label == "optional" and link.symbols.is_editions:
        yield _label(link, field, "editions have no `optional`: every singular field has presence")


def _proto2(link: LinkedFile, field: FieldSymbol) -> Iterator[Diagnostic]:
    if not field.label:
        start = link.symbols.tree.span(field.declaration).start
        fix = Fix("Insert `optional`", (Edit(Span(start, start), "optional "),))
        help = "write `optional`, `required` or `repeated` in front of the type"
        place = field.declaration.type or field.name
        yield fault(link, codes.MISSING_LABEL, "a field of proto2 needs a label", place, help, (fix,))


def _label(link: LinkedFile, field: FieldSymbol, message: str) -> Diagnostic:
    label = field.declaration.label
    assert label is not None, "the caller has seen it"
    span = link.symbols.tree.span(label)
    fix = Fix(f"Remove `{label.text}`", (Edit(Span(span.start, span.end + 1), ""),))
    return fault(link, codes.LABEL_NOT_ALLOWED, message, label, fixes=(fix,))


def _group(link: LinkedFile, field: FieldSymbol) -> Iterator[Diagnostic]:
    name = field.declaration.name
    assert name is not None
    if link.symbols.syntax != "proto2":
        help = None if link.symbols.is_proto3 else "use a message field with `features.message_encoding = DELIMITED`"
        yield fault(link, codes.GROUP_NOT_ALLOWED, "groups are of proto2 only", field.declaration.type or name, help)
    elif not name.text[0].isupper():
        better = name.text[0].upper() + name.text[1:]
        fix = Fix(f"Change to `{better}`", (Edit(link.symbols.tree.span(name), better),))
        message = "a group's name starts with a capital letter"
        yield fault(link, codes.GROUP_NAME_NOT_CAPITALIZED, message, name, fixes=(fix,))


def _map(link: LinkedFile, field: FieldSymbol, type: MapType) -> Iterator[Diagnostic]:
    if isinstance(field, ExtensionSymbol):
        yield fault(link, codes.MAP_NOT_ALLOWED, "a map cannot be an extension", type)
        return
    if field.oneof is not None:
        yield fault(link, codes.MAP_NOT_ALLOWED, "a map cannot be in a oneof", type)
        return
    if field.label:
        yield _label(link, field, "a map has no label")
    entry = field.map_entry
    if entry is None or len(entry.fields) != 2:
        return
    yield from _map_types(link, type, entry)
    yield from _map_entry_name(link, field, entry)


def _map_types(link: LinkedFile, type: MapType, entry: MessageSymbol) -> Iterator[Diagnostic]:
    key, value = link.type_of(entry.fields[0]), link.type_of(entry.fields[1])
    if type.key is not None and key.keyword not in (*_MAP_KEYS, "unknown"):
        help = "keys are integers, `bool` or `string`"
        yield fault(link, codes.INVALID_MAP_KEY, f"`{type.key.text}` cannot be the key of a map", type.key, help)
    if type.value is not None and value.enum is not None and value.enum.values and value.enum.values[0].number:
        message = f"the first value of `{value.enum.full_name}` is not zero, as the values of a map need it"
        yield fault(link, codes.MAP_VALUE_ENUM_NOT_ZERO, message, type.value)


def _map_entry_name(link: LinkedFile, field: FieldSymbol, entry: MessageSymbol) -> Iterator[Diagnostic]:
    for symbol, first in link.symbols.duplicates:
        if entry in (symbol, first):
            other = first if symbol is entry else symbol
            if isinstance(other, MessageSymbol) and other.map_field is not None and symbol is not entry:
                continue  # said at the later of two maps
            message = f"the map makes a message `{entry.name.text}`, and there is a {other.kind.value} of that name"
            yield fault(link, codes.MAP_ENTRY_CONFLICT, message, field.name)
