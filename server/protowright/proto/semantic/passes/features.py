"""Features: their values, and the fields they make no sense on (`ValidateFieldFeatures` in descriptor.cc)."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import set_feature_nodes
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.wire import PACKABLE
from protowright.proto.semantic.passes.declared_options import all_options
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol


def features(link: LinkedFile) -> Iterator[Diagnostic]:
    """Every feature that the file sets."""
    for kind, options, _ in all_options(link.symbols):
        for option in options:
            part = option.name[0] if option.name else None
            if part is None or part.is_extension or part.name is None or part.name.text != "features":
                continue
            if not link.symbols.is_editions:
                message = 'features need an edition: write `edition = "2023";` in the place of `syntax`'
                yield fault(link, codes.FEATURES_NEED_EDITION, message, part)
            for name, value, node in set_feature_nodes([option]):
                if value.endswith("_UNKNOWN") or value == "0":
                    message = f"`{value}` stands for no value of `{name}`"
                    yield fault(link, codes.UNKNOWN_FEATURE_VALUE, message, node)
                elif kind == "FileOptions" and (name, value) == ("field_presence", "LEGACY_REQUIRED"):
                    message = "required presence is set field by field, not for a whole file"
                    yield fault(link, codes.REQUIRED_BY_DEFAULT, message, node)
    if link.symbols.is_editions:
        for message_symbol in link.symbols.all_messages():
            for field in message_symbol.fields:
                yield from _field(link, field)
        for extension in link.symbols.all_extensions():
            yield from _field(link, extension)


def _field(link: LinkedFile, field: FieldSymbol) -> Iterator[Diagnostic]:
    if not field.options:
        return
    for name, value, node in set_feature_nodes(field.options):
        if isinstance(field, ExtensionSymbol) and (name, value) == ("field_presence", "LEGACY_REQUIRED"):
            yield fault(link, codes.REQUIRED_EXTENSION, "an extension cannot be required", node)
            continue
        wrong = _wrong(link, field, name, value)
        if wrong:
            yield fault(link, codes.INVALID_FEATURE_TARGET, wrong, node)


def _wrong(link: LinkedFile, field: FieldSymbol, name: str, value: str) -> str:
    """Why a feature makes no sense on a field; empty when it does."""
    type = link.type_of(field)
    if type.keyword == "unknown":
        return ""
    if name == "field_presence":
        if field.oneof is not None:
            return "a field of a oneof has presence anyway"
        if field.is_repeated:
            return "a repeated field has no presence"
        if isinstance(field, ExtensionSymbol):
            return "an extension has presence anyway"
        if type.message is not None and value == "IMPLICIT":
            return "a message field has no implicit presence"
    elif name == "repeated_field_encoding":
        if not field.is_repeated:
            return "only repeated fields have a repeated encoding"
        if value == "PACKED" and type.keyword not in PACKABLE:
            return f"a repeated {type.keyword} cannot be packed"
    elif name == "utf8_validation":
        if not _has_strings(link, field):
            return "only strings have UTF-8 to validate"
    elif name == "message_encoding" and (type.message is None or field.map_entry is not None):
        return "only message fields have a message encoding"
    return ""


def _has_strings(link: LinkedFile, field: FieldSymbol) -> bool:
    if field.map_entry is not None:
        return any(link.type_of(part).keyword == "string" for part in field.map_entry.fields)
    return link.type_of(field).keyword == "string"
