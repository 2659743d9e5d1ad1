"""Numbers of fields and extensions; reserved numbers and names; extension ranges."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from functools import cache, cached_property

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.codes import Code
from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import is_message_set
from protowright.proto.semantic.passes.reporting import fault, here, replace
from protowright.proto.semantic.ranges import (
    MAXIMUM_EXTENSION_NUMBER,
    MAXIMUM_FIELD_NUMBER,
    NumberRange,
    NumberSet,
    number_ranges,
    reserved_names,
)
from protowright.proto.semantic.symbols import ExtensionSymbol, FieldSymbol, MessageSymbol
from protowright.proto.syntax.nodes import Identifier, NumberLiteral, Ranges

_KEPT = range(19000, 20000)


def field_numbers(link: LinkedFile) -> Iterator[Diagnostic]:
    """Every message: its fields against one another, its reservations and its extension ranges."""
    for message in link.symbols.all_messages():
        if message.map_field is not None:
            continue
        reserved = list(number_ranges(message.ranges, "reserved", MAXIMUM_FIELD_NUMBER))
        largest = MAXIMUM_EXTENSION_NUMBER if is_message_set(message.options) else MAXIMUM_FIELD_NUMBER
        extensions = list(number_ranges(message.ranges, "extensions", largest))
        yield from _ranges(link, reserved, extensions, largest)
        yield from _fields(link, message, reserved, extensions)
        yield from _reserved_names(link, message)
    ranges_of = cache(_extension_ranges)
    for extension in link.symbols.all_extensions():
        yield from _extension_number(link, extension, ranges_of)


def _fields(
    link: LinkedFile, message: MessageSymbol, reserved: list[NumberRange], extensions: list[NumberRange]
) -> Iterator[Diagnostic]:
    seen: dict[int, FieldSymbol] = {}
    free = _NextNumber(link, message, reserved + extensions)
    reserved_numbers, extension_numbers = NumberSet(reserved), NumberSet(extensions)
    for field in message.fields:
        number = field.number
        if number is None:
            continue
        wrong = number_fault(link, field, MAXIMUM_FIELD_NUMBER)
        if wrong is not None:
            yield dataclasses.replace(wrong, fixes=free.fixes(field))
            continue
        first = seen.setdefault(number, field)
        if first is not field:
            yield _duplicate(link, field, first, free)
        if number in reserved_numbers:
            yield _taken(link, message, field, "reserved", codes.RESERVED_FIELD_NUMBER, free)
        if number in extension_numbers:
            yield _taken(link, message, field, "kept for extensions", codes.FIELD_IN_EXTENSION_RANGE, free)


def number_fault(link: LinkedFile, field: FieldSymbol, maximum: int) -> Diagnostic | None:
    """What is wrong with a field's number alone."""
    number, node = field.number, field.declaration.number
    assert number is not None and node is not None
    if not isinstance(node, NumberLiteral):
        return None  # a sign: the legalizer has said so
    if not 0 < number <= maximum:
        help = f"field numbers go from 1 to {maximum}"
        return fault(link, codes.FIELD_NUMBER_OUT_OF_RANGE, f"{node.text} is no field number", node, help)
    if number in _KEPT:
        message = f"{number} is kept for the protobuf implementation, as all from 19000 to 19999"
        return fault(link, codes.IMPLEMENTATION_RESERVED_NUMBER, message, node)
    return None


class _NextNumber:
    """The next free number of a message, looked for once: thousands of fields may have a wrong one."""

    def __init__(self, link: LinkedFile, message: MessageSymbol, taken: list[NumberRange]) -> None:
        self._link = link
        self._message = message
        self._taken = taken

    @cached_property
    def _number(self) -> int | None:
        return next_free_number(self._message, self._taken)

    def fixes(self, field: FieldSymbol) -> tuple[Fix, ...]:
        """The fix that gives the number to the field."""
        node, number = field.declaration.number, self._number
        return (
            () if node is None or number is None else (replace(self._link, f"Change to {number}", node, str(number)),)
        )


def _duplicate(link: LinkedFile, field: FieldSymbol, first: FieldSymbol, free: _NextNumber) -> Diagnostic:
    text = f"the number {field.number} is that of `{first.name.text}` already"
    place, related = field.declaration.number or field.name, here(link, "the first one", first)
    return fault(link, codes.DUPLICATE_FIELD_NUMBER, text, place, None, free.fixes(field), related)


def _taken(
    link: LinkedFile, message: MessageSymbol, field: FieldSymbol, how: str, code: Code, free: _NextNumber
) -> Diagnostic:
    text = f"the number {field.number} is {how} in `{message.full_name}`"
    return fault(link, code, text, field.declaration.number or field.name, fixes=free.fixes(field))


def next_free_number(message: MessageSymbol, taken: list[NumberRange]) -> int | None:
    """The smallest number behind those of all fields that nothing has taken; None when there is none."""
    used = [
        field.number for field in message.fields if field.number is not None and field.number <= MAXIMUM_FIELD_NUMBER
    ]
    number = max(used, default=0) + 1
    for entry in sorted(taken, key=lambda entry: entry[:2]):
        if entry.start <= number <= entry.end:
            number = entry.end + 1
    number = _KEPT.stop if number in _KEPT else number
    return number if number <= MAXIMUM_FIELD_NUMBER else None


# Ranges


def _ranges(
    link: LinkedFile, reserved: list[NumberRange], extensions: list[NumberRange], largest: int
) -> Iterator[Diagnostic]:
    known = _KnownRanges()
    for entry in reserved:
        wrong = _range_fault(link, entry, 2**31 - 2)
        if wrong is None:
            wrong = known.overlap(link, entry, codes.OVERLAPPING_RESERVED_RANGE)
            known.add(entry)
        if wrong is not None:
            yield wrong
    for entry in extensions:
        wrong = _range_fault(link, entry, largest)
        if wrong is None:
            wrong = known.overlap(link, entry, codes.OVERLAPPING_EXTENSION_RANGE)
            known.add(entry)
        if wrong is not None:
            yield wrong


class _KnownRanges:
    """The ranges of a message so far, in their order."""

    def __init__(self) -> None:
        self._ranges: list[NumberRange] = []
        self._numbers = NumberSet()

    def add(self, entry: NumberRange) -> None:
        self._ranges.append(entry)
        self._numbers.add(entry)

    def overlap(self, link: LinkedFile, entry: NumberRange, code: Code) -> Diagnostic | None:
        """The fault of a range that has a number of another one; the first such one is named."""
        if not self._numbers.overlaps(entry):
            return None
        return _overlap(link, entry, next(other for other in self._ranges if other.overlaps(entry)), code)


def _range_fault(link: LinkedFile, entry: NumberRange, largest: int) -> Diagnostic | None:
    if entry.start <= 0:
        return fault(link, codes.INVALID_RANGE, "field numbers start at 1", entry.node)
    if entry.end < entry.start:
        return fault(link, codes.INVALID_RANGE, "the range ends before it starts", entry.node)
    if entry.end > largest:
        return fault(link, codes.INVALID_RANGE, f"the largest number is {largest}", entry.node)
    return None


def _overlap(link: LinkedFile, entry: NumberRange, other: NumberRange, code: Code) -> Diagnostic:
    shown = str(other.start) if other.start == other.end else f"{other.start} to {other.end}"
    word = "reserved" if other.owner.keyword == "reserved" else "an extension range"
    return fault(link, code, f"the range overlaps {shown}, which is {word} already", entry.node)


# Reserved names


def _reserved_names(link: LinkedFile, message: MessageSymbol) -> Iterator[Diagnostic]:
    declarations = [ranges for ranges in message.ranges if ranges.keyword == "reserved"]
    names = {name for declaration in declarations for name in reserved_names(declaration)}
    yield from reserved_name_forms(link, declarations)
    for field in message.fields:
        if field.name.text in names:
            text = f"the name `{field.name.text}` is reserved in `{message.full_name}`"
            yield fault(link, codes.RESERVED_FIELD_NAME, text, field.name)


def reserved_name_forms(link: LinkedFile, declarations: list[Ranges]) -> Iterator[Diagnostic]:
    """How reserved names are written, and whether one is there twice."""
    seen: set[str] = set()
    for declaration in declarations:
        if declaration.is_broken:
            continue
        for node, name in zip(declaration.names, reserved_names(declaration), strict=True):
            if isinstance(node, Identifier) is not link.symbols.is_editions:
                right = name if link.symbols.is_editions else f'"{name}"'
                how = "identifiers in editions" if link.symbols.is_editions else "strings before editions"
                fixes = (replace(link, f"Change to `{right}`", node, right),)
                yield fault(link, codes.RESERVED_NAME_FORM, f"reserved names are {how}", node, fixes=fixes)
            elif name in seen:
                yield fault(link, codes.DUPLICATE_RESERVED_NAME, f"`{name}` is reserved already", node)
            elif not name.isidentifier() or not name.isascii():
                yield fault(
                    link, codes.INVALID_RESERVED_NAME, f"`{name}` is no identifier, so no field can have it", node
                )
            seen.add(name)


# Extensions


def _extension_ranges(extendee: MessageSymbol) -> tuple[list[NumberRange], NumberSet]:
    """The extension ranges of a message, and all their numbers."""
    largest = MAXIMUM_EXTENSION_NUMBER if is_message_set(extendee.options) else MAXIMUM_FIELD_NUMBER
    ranges = list(number_ranges(extendee.ranges, "extensions", largest))
    return ranges, NumberSet(ranges)


def _extension_number(
    link: LinkedFile,
    extension: ExtensionSymbol,
    ranges_of: Callable[[MessageSymbol], tuple[list[NumberRange], NumberSet]],
) -> Iterator[Diagnostic]:
    extendee = link.extendee_of(extension)
    if extension.number is None or extension.declaration.number is None:
        return
    wrong = number_fault(link, extension, MAXIMUM_EXTENSION_NUMBER)
    if wrong is not None:
        yield wrong
        return
    if extendee is None:
        return
    ranges, numbers = ranges_of(extendee)
    if extension.number not in numbers:
        text = f"`{extendee.full_name}` does not declare {extension.number} as an extension number"
        shown = ", ".join(f"{entry.start} to {entry.end}" for entry in ranges[:6])
        help = f"it declares {shown}" if shown else "it has no extension ranges"
        yield fault(link, codes.EXTENSION_NUMBER_NOT_DECLARED, text, extension.declaration.number, help)
