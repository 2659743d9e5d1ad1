"""Extensions: what may be extended, numbers used twice, and the declarations of extension ranges."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.linking import LinkedFile
from protowright.proto.semantic.passes.reporting import fault, here
from protowright.proto.semantic.ranges import MAXIMUM_EXTENSION_NUMBER, number_ranges
from protowright.proto.semantic.symbols import ExtensionSymbol, MessageSymbol

_OPTIONS = frozenset(
    f"google.protobuf.{name}Options"
    for name in (
        "File",
        "Message",
        "Field",
        "Enum",
        "EnumValue",
        "Oneof",
        "ExtensionRange",
        "Service",
        "Method",
        "Stream",
    )
)


def extensions(link: LinkedFile) -> Iterator[Diagnostic]:
    """Every extension of the file, against its extendee and the other extensions of it."""
    own: dict[tuple[MessageSymbol, int], ExtensionSymbol] = {}
    extended: set[object] = set()
    for extension in link.symbols.all_extensions():
        extendee = link.extendee_of(extension)
        if extendee is None:
            continue
        if link.type_of(extension).keyword == "unknown" and extension.map_entry is None:
            continue  # said of its type
        if extension.number is None or not declares_number(extendee, extension.number):
            continue
        if not may_extend(link, extendee) and extension.extendee not in extended:
            extended.add(extension.extendee)
            text = f"proto3 extends option messages only, and `{extendee.full_name}` is none"
            yield fault(link, codes.EXTEND_NOT_ALLOWED, text, extension.extendee or extension.name)
        first = own.setdefault((extendee, extension.number), extension)
        if first is not extension:
            first, extension = sorted((first, extension), key=lambda symbol: link.symbols.tree.span(symbol.name))
            yield _duplicate(link, extension, first, extendee)
    if own:
        yield from _conflicts_elsewhere(link, own)


def may_extend(link: LinkedFile, extendee: MessageSymbol) -> bool:
    """Whether the file may extend the message at all: proto3 extends option messages only."""
    return not link.symbols.is_proto3 or extendee.full_name in _OPTIONS


def declares_number(extendee: MessageSymbol, number: int) -> bool:
    """Whether an extension range of the message holds the number."""
    ranges = number_ranges(extendee.ranges, "extensions", MAXIMUM_EXTENSION_NUMBER)
    return any(entry.start <= number <= entry.end for entry in ranges)


def _duplicate(
    link: LinkedFile, extension: ExtensionSymbol, first: ExtensionSymbol, extendee: MessageSymbol
) -> Diagnostic:
    text = (
        f"the number {extension.number} of `{extendee.full_name}` is that of the extension `{first.full_name}` already"
    )
    place = extension.declaration.number or extension.name
    return fault(link, codes.DUPLICATE_EXTENSION_NUMBER, text, place, related=here(link, "the first one", first))


def _conflicts_elsewhere(
    link: LinkedFile, own: dict[tuple[MessageSymbol, int], ExtensionSymbol]
) -> Iterator[Diagnostic]:
    """The same number in a file that is imported: protoc only warns."""
    for home in link.closure.values():
        if home is link:
            continue
        for known in home.symbols.all_extensions():
            extendee = home.extendee_of(known)
            extension = None if extendee is None else own.get((extendee, known.number or 0))
            if extension is not None:
                text = f"the number {extension.number} is that of `{known.full_name}` in `{home.name}` too"
                place = extension.declaration.number or extension.name
                yield fault(link, codes.EXTENSION_NUMBER_CONFLICT, text, place)
