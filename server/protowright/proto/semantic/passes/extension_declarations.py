"""Declarations of extensions in the options of extension ranges, and extensions against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.passes.extensions import may_extend
from protowright.proto.semantic.passes.reporting import fault
from protowright.proto.semantic.ranges import MAXIMUM_EXTENSION_NUMBER, NumberRange, number_ranges
from protowright.proto.semantic.symbols import ExtensionSymbol, MessageSymbol
from protowright.proto.syntax.lexer import SCALAR_KEYWORDS
from protowright.proto.syntax.literals import integer_value, string_value
from protowright.proto.syntax.nodes import Identifier, MessageLiteral, Node, Option, Ranges, StringLiteral

_FULL_NAME = re.compile(r"\.[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*")

_EXEMPT = "google/protobuf/descriptor.proto"
"""protoc enforces no declarations of the messages in this file."""


@dataclass(frozen=True, slots=True)
class ExtensionDeclaration:
    """One `declaration = { ... }` of an extension range, as it is written."""

    node: Node
    number: int
    full_name: str
    type: str
    repeated: bool
    reserved: bool


@dataclass(slots=True)
class _Seen:
    """The numbers and names that a message has declared so far."""

    numbers: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def extension_declarations(link: LinkedFile) -> Iterator[Diagnostic]:
    """The declarations of every message, and every extension against those of its extendee."""
    for message in link.symbols.all_messages():
        seen = _Seen()
        for ranges in message.ranges:
            if ranges.keyword == "extensions" and ranges.options:
                yield from _ranges(link, ranges, seen)
    for extension in link.symbols.all_extensions():
        extendee = link.extendee_of(extension)
        home = None if extendee is None else link.link_of(extendee)
        if home is not None and home.name == _EXEMPT:
            continue
        is_known = link.type_of(extension).keyword != "unknown"
        if extendee is not None and extension.number is not None and is_known and may_extend(link, extendee):
            yield from _extension(link, extension, extendee)


def declarations_of(ranges: Ranges) -> list[ExtensionDeclaration]:
    """The declarations of an `extensions` statement."""
    return [
        _declaration(option.value)
        for option in ranges.options or []
        if option_name(option) == "declaration"
        and isinstance(option.value, MessageLiteral)
        and _has_number(option.value)
    ]


def _has_number(literal: MessageLiteral) -> bool:
    """Whether the number is one; when it is not, the interpreter of options has said so."""
    numbers = [entry.value for entry in literal.fields if entry.name is not None and entry.name.text == "number"]
    return not literal.is_broken and all(integer_value(value) is not None for value in numbers)


def _declaration(literal: MessageLiteral) -> ExtensionDeclaration:
    values = {entry.name.text: entry.value for entry in literal.fields if entry.name is not None}
    texts = {
        name: string_value(value).decode("utf-8", "replace")
        for name, value in values.items()
        if isinstance(value, StringLiteral)
    }
    flags = {
        name for name, value in values.items() if isinstance(value, Identifier) and value.text in ("true", "t", "True")
    }
    number = integer_value(values.get("number"))
    full_name, type = texts.get("full_name", ""), texts.get("type", "")
    return ExtensionDeclaration(literal, number or 0, full_name, type, "repeated" in flags, "reserved" in flags)


def _verification(ranges: Ranges) -> Option | None:
    return next((option for option in ranges.options or [] if option_name(option) == "verification"), None)


# The declarations by themselves


def _ranges(link: LinkedFile, ranges: Ranges, seen: _Seen) -> Iterator[Diagnostic]:
    found = declarations_of(ranges)
    if not found:
        return
    if len(ranges.ranges) > 1:
        message = "declarations need an extension range of their own"
        yield fault(link, codes.INVALID_EXTENSION_DECLARATION, message, ranges.ranges[1])
        return
    verification = _verification(ranges)
    if (
        verification is not None
        and isinstance(verification.value, Identifier)
        and verification.value.text == "UNVERIFIED"
    ):
        message = "a range with declarations is verified"
        yield fault(link, codes.INVALID_EXTENSION_DECLARATION, message, verification)
    bounds = next(number_ranges([ranges], "extensions", MAXIMUM_EXTENSION_NUMBER), None)
    for declaration in found:
        wrong = _wrong(declaration, bounds, seen)
        if wrong:
            yield fault(link, codes.INVALID_EXTENSION_DECLARATION, wrong, declaration.node)


def _wrong(declaration: ExtensionDeclaration, bounds: NumberRange | None, seen: _Seen) -> str:
    number, name, type = declaration.number, declaration.full_name, declaration.type
    if bounds is not None and not bounds.start <= number <= bounds.end:
        return f"{number} is not in the extension range"
    if number in seen.numbers:
        return f"the number {number} is declared already"
    seen.numbers.add(number)
    if bool(name) != bool(type) or (not name and not declaration.reserved):
        return "a declaration has both `full_name` and `type`"
    if not name:
        return ""
    if name in seen.names:
        return f"the name `{name}` is declared already"
    seen.names.add(name)
    if not _FULL_NAME.fullmatch(name):
        return f"`{name}` is no full name with a dot in front"
    if type not in SCALAR_KEYWORDS and not _FULL_NAME.fullmatch(type):
        return f"the type `{type}` is neither a scalar nor a full name with a dot in front"
    return ""


# Extensions against the declarations


def _extension(link: LinkedFile, extension: ExtensionSymbol, extendee: MessageSymbol) -> Iterator[Diagnostic]:
    number = extension.number
    for entry in number_ranges(extendee.ranges, "extensions", MAXIMUM_EXTENSION_NUMBER):
        if number is None or not entry.start <= number <= entry.end:
            continue
        found = declarations_of(entry.owner)
        declaration = next((known for known in found if known.number == number), None)
        if declaration is not None:
            yield from _mismatch(link, extension, extendee, declaration)
        elif found or _asks_for_declarations(entry.owner):
            message = f"`{extendee.full_name}` does not declare the extension {number} (`{extension.full_name}`)"
            yield fault(link, codes.UNDECLARED_EXTENSION, message, extension.declaration.number or extension.name)


def _asks_for_declarations(ranges: Ranges) -> bool:
    verification = _verification(ranges)
    value = None if verification is None else verification.value
    return isinstance(value, Identifier) and value.text == "DECLARATION"


def _mismatch(
    link: LinkedFile, extension: ExtensionSymbol, extendee: MessageSymbol, declaration: ExtensionDeclaration
) -> Iterator[Diagnostic]:
    if declaration.reserved:
        message = f"the number {declaration.number} is reserved by a declaration of `{extendee.full_name}`"
        yield fault(link, codes.RESERVED_EXTENSION_NUMBER, message, extension.declaration.number or extension.name)
        return
    type = link.type_of(extension)
    if type.keyword == "unknown":
        return
    own_type = "." + type.symbol.full_name if type.symbol is not None else type.keyword
    word = {True: "repeated", False: "optional"}
    for what, wanted, got in (
        ("type", declaration.type, own_type),
        ("name", declaration.full_name, "." + extension.full_name),
        ("label", word[declaration.repeated], word[extension.is_repeated]),
    ):
        if wanted != got:
            message = f"`{extendee.full_name}` declares the {what} `{wanted}` for this extension, not `{got}`"
            yield fault(link, codes.EXTENSION_DECLARATION_MISMATCH, message, extension.name)
            return
