"""Enums: values, numbers, aliases and reservations."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic, Fix
from protowright.proto.semantic.features_of import is_closed
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.options.pseudo import option_name
from protowright.proto.semantic.passes.numbers import reserved_name_forms
from protowright.proto.semantic.passes.reporting import fault, here, replace
from protowright.proto.semantic.ranges import MAXIMUM_ENUM_NUMBER, NumberSet, number_ranges, reserved_names
from protowright.proto.semantic.symbols import EnumSymbol, EnumValueSymbol
from protowright.proto.syntax.nodes import Identifier, Option
from protowright.text.edit import Edit
from protowright.text.span import Span

_LOWEST = -(2**31)


def enums(link: LinkedFile) -> Iterator[Diagnostic]:
    """Every enum of the file."""
    for enum in link.symbols.all_enums():
        if not enum.values:
            yield from _empty(link, enum)
            continue
        yield from _first_value(link, enum)
        yield from _numbers(link, enum)
        yield from _reservations(link, enum)
        yield from _json_names(link, enum)


def _empty(link: LinkedFile, enum: EnumSymbol) -> Iterator[Diagnostic]:
    if not any(type(node).__name__ in ("EnumValue", "Broken") for node in enum.declaration.body):  # type: ignore[attr-defined]
        yield fault(link, codes.EMPTY_ENUM, "an enum has at least one value", enum.name)


def _first_value(link: LinkedFile, enum: EnumSymbol) -> Iterator[Diagnostic]:
    first = enum.values[0]
    if first.number in (None, 0) or is_closed(link, enum):
        return
    node = first.declaration.number  # type: ignore[attr-defined]
    zero = next((value for value in enum.values if value.number == 0), None)
    fixes: tuple[Fix, ...] = (replace(link, "Change to 0", node, "0"),) if zero is None else ()
    if zero is None:
        start = link.symbols.tree.span(first.declaration).start
        name = _upper_snake(enum.name.text) + "_UNSPECIFIED"
        fixes = (Fix(f"Insert `{name} = 0;`", (Edit(Span(start, start), f"{name} = 0;\n  "),)), *fixes)
    message = "the first value of an open enum is zero"
    yield fault(link, codes.FIRST_ENUM_VALUE_NOT_ZERO, message, node, fixes=fixes)


def _upper_snake(name: str) -> str:
    parts = [f"_{letter}" if letter.isupper() and index else letter for index, letter in enumerate(name)]
    return "".join(parts).upper().replace("__", "_")


def _numbers(link: LinkedFile, enum: EnumSymbol) -> Iterator[Diagnostic]:
    seen: dict[int, EnumValueSymbol] = {}
    repeated: list[tuple[EnumValueSymbol, EnumValueSymbol]] = []
    for value in enum.values:
        if value.number is None:
            continue
        node = value.declaration.number  # type: ignore[attr-defined]
        if not _LOWEST <= value.number <= MAXIMUM_ENUM_NUMBER:
            message = f"{value.number} does not fit 32 bits"
            yield fault(link, codes.ENUM_NUMBER_OUT_OF_RANGE, message, node)
            continue
        first = seen.setdefault(value.number, value)
        if first is not value:
            repeated.append((value, first))
    option = _option(enum, "allow_alias")
    allowed = option is not None and not (isinstance(option.value, Identifier) and option.value.text == "false")
    if repeated and not allowed:
        next_number = max(known.number for known in enum.values if known.number is not None) + 1
        yield from (_repeated(link, value, first, next_number) for value, first in repeated)
    if option is not None and isinstance(option.value, Identifier):
        yield from _unneeded_alias(link, option, allowed, bool(repeated))


def _repeated(link: LinkedFile, value: EnumValueSymbol, first: EnumValueSymbol, number: int) -> Diagnostic:
    """The fault of a value with the number of the `first` one; `number` is the next that is free."""
    message = f"the number {value.number} is that of `{first.name.text}` already"
    node = value.declaration.number  # type: ignore[attr-defined]
    fixes = (replace(link, f"Change to {number}", node, str(number)),) if number <= MAXIMUM_ENUM_NUMBER else ()
    help = "for two names of one value, write `option allow_alias = true;`"
    related = here(link, "the first one", first)
    return fault(link, codes.DUPLICATE_ENUM_NUMBER, message, node, help, fixes, related)


def _unneeded_alias(link: LinkedFile, option: Option, allowed: bool, has_aliases: bool) -> Iterator[Diagnostic]:
    if allowed and not has_aliases:
        message = "`allow_alias` is set, and no two values share a number"
        yield fault(link, codes.UNNEEDED_ALLOW_ALIAS, message, option)
    elif isinstance(option.value, Identifier) and option.value.text == "false":
        yield fault(link, codes.UNNEEDED_ALLOW_ALIAS, "`allow_alias = false` has no effect: remove it", option)


def _option(enum: EnumSymbol, name: str) -> Option | None:
    return next((option for option in enum.options if option_name(option) == name), None)


def _reservations(link: LinkedFile, enum: EnumSymbol) -> Iterator[Diagnostic]:
    yield from reserved_name_forms(link, enum.ranges)
    good = NumberSet()
    for entry in number_ranges(enum.ranges, "reserved", MAXIMUM_ENUM_NUMBER):
        if entry.end < entry.start or not (entry.start >= _LOWEST and entry.end <= MAXIMUM_ENUM_NUMBER):
            said = "the range ends before it starts" if entry.end < entry.start else "the number does not fit 32 bits"
            yield fault(link, codes.INVALID_RANGE, said, entry.node)
            continue
        if good.overlaps(entry):
            message = "the range overlaps one that is reserved already"
            yield fault(link, codes.OVERLAPPING_RESERVED_RANGE, message, entry.node)
        good.add(entry)
    names = {name for declaration in enum.ranges for name in reserved_names(declaration)}
    for value in enum.values:
        if value.number is not None and value.number in good:
            node = value.declaration.number  # type: ignore[attr-defined]
            yield fault(link, codes.RESERVED_ENUM_NUMBER, f"the number {value.number} is reserved", node)
        if value.name.text in names:
            yield fault(link, codes.RESERVED_ENUM_NAME, f"the name `{value.name.text}` is reserved", value.name)


# JSON


def _json_names(link: LinkedFile, enum: EnumSymbol) -> Iterator[Diagnostic]:
    """Two values whose names are the same without prefix and case (`CheckEnumValueUniqueness` in descriptor.cc)."""
    seen: dict[str, EnumValueSymbol] = {}
    option = _option(enum, "deprecated_legacy_json_field_conflicts")
    is_legacy = (
        option is not None
        and isinstance(option.value, Identifier)
        and option.value.text == "true"
        and link.symbols.syntax == "proto2"
    )
    for value in enum.values:
        name = _pascal(_without_prefix(enum.name.text, value.name.text))
        first = seen.setdefault(name, value)
        if first is not value and first.number != value.number and first.name.text != value.name.text:
            code = codes.ENUM_VALUE_NAME_CONFLICT_LEGACY if is_legacy else codes.ENUM_VALUE_NAME_CONFLICT
            message = f"`{value.name.text}` and `{first.name.text}` are one name without case and the enum's prefix"
            yield fault(link, code, message, value.name, related=here(link, "the other one", first))


def _without_prefix(enum_name: str, value_name: str) -> str:
    """protoc's `EnumValueToPascalCase`'s `PrefixRemover`: case and underscores do not count in the prefix."""
    prefix = enum_name.replace("_", "").lower()
    index = 0
    for position, character in enumerate(value_name):
        if index == len(prefix):
            rest = value_name[position:].lstrip("_")
            return rest or value_name
        if character == "_":
            continue
        if character.lower() != prefix[index]:
            return value_name
        index += 1
    return value_name


def _pascal(name: str) -> str:
    parts = []
    upper = True
    for character in name:
        if character == "_":
            upper = True
        else:
            parts.append(character.upper() if upper else character.lower())
            upper = False
    return "".join(parts)
