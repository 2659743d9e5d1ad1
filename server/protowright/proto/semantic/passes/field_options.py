"""Options of fields that make sense on some fields only (`ValidateOptions` of fields in descriptor.cc)."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import edition_number
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.options.wire import PACKABLE
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol
from protowright.proto.syntax.nodes import Identifier, Option

LONG = frozenset(("int64", "uint64", "sint64", "fixed64", "sfixed64"))
_JSTYPES = frozenset(("JS_STRING", "JS_NUMBER"))


def field_options(link: LinkedFile) -> Iterator[Diagnostic]:
    """`packed`, `lazy`, `jstype` and `ctype` of every field, and file options that editions have not."""
    for message in link.symbols.all_messages():
        for field in message.fields:
            for option in field.options:
                yield from _option(link, field, option)
    for extension in link.symbols.all_extensions():
        for option in extension.options:
            yield from _option(link, extension, option)
    if link.symbols.is_editions:
        for option in link.symbols.options:
            if option_name(option) == "java_string_check_utf8":
                help = "use `features.(pb.java).utf8_validation`"
                text = "editions have no `java_string_check_utf8`"
                yield fault(link, codes.OPTION_NOT_ALLOWED, text, option, help)


def _option(link: LinkedFile, field: FieldSymbol, option: Option) -> Iterator[Diagnostic]:
    name = option_name(option)
    check = _CHECKS.get(name or "")
    value = option.value.text if isinstance(option.value, Identifier) else ""
    if check is not None and value:
        yield from check(link, field, option, value)


def _packed(link: LinkedFile, field: FieldSymbol, option: Option, value: str) -> Iterator[Diagnostic]:
    if link.symbols.is_editions:
        help = "use `features.repeated_field_encoding`"
        yield fault(link, codes.OPTION_NOT_ALLOWED, "editions have no `packed`", option, help)
        return
    keyword = link.type_of(field).keyword
    repeated = field.is_repeated and field.map_entry is None
    if value == "true" and keyword != "unknown" and not (repeated and keyword in PACKABLE):
        text = "only repeated numbers, booleans and enums can be packed"
        yield fault(link, codes.PACKED_NOT_ALLOWED, text, option)


def _lazy(link: LinkedFile, field: FieldSymbol, option: Option, value: str) -> Iterator[Diagnostic]:
    keyword = link.type_of(field).keyword
    if value == "true" and keyword not in ("message", "unknown"):
        yield fault(link, codes.LAZY_NOT_ALLOWED, "only message fields can be lazy", option)


def _unverified_lazy(link: LinkedFile, field: FieldSymbol, option: Option, value: str) -> Iterator[Diagnostic]:
    if value == "true" and isinstance(field, ExtensionSymbol):
        yield fault(link, codes.LAZY_NOT_ALLOWED, "an extension cannot be `unverified_lazy`", option)
    else:
        yield from _lazy(link, field, option, value)


def _jstype(link: LinkedFile, field: FieldSymbol, option: Option, value: str) -> Iterator[Diagnostic]:
    if value in _JSTYPES and link.type_of(field).keyword not in (*LONG, "unknown"):
        yield fault(link, codes.JSTYPE_NOT_ALLOWED, "`jstype` is for 64-bit integers only", option)


def _ctype(link: LinkedFile, field: FieldSymbol, option: Option, value: str) -> Iterator[Diagnostic]:
    if edition_number(link.symbols) >= 2024:
        help = "use `features.(pb.cpp).string_type`"
        yield fault(link, codes.OPTION_NOT_ALLOWED, "`ctype` is gone since edition 2024", option, help)


_CHECKS = {
    "packed": _packed,
    "lazy": _lazy,
    "unverified_lazy": _unverified_lazy,
    "jstype": _jstype,
    "ctype": _ctype,
}
