"""`export` and `local`: who may use a type (editions 2024 and later)."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.diagnostics import proto_codes as codes
from protowright.diagnostics.diagnostic import Diagnostic
from protowright.proto.semantic.features_of import edition_number, features_of_file
from protowright.proto.semantic.linking import LinkedFile, type_uses
from protowright.proto.semantic.passes.reporting import fault, here
from protowright.proto.semantic.ranges import MAXIMUM_FIELD_NUMBER, number_ranges
from protowright.proto.semantic.symbols import EnumSymbol, MessageSymbol, Symbol


def visibility(link: LinkedFile) -> Iterator[Diagnostic]:
    """Uses of types that other files keep to themselves, and exports that a strict file does not allow."""
    lines: set[tuple[str, object]] = set()
    for use in type_uses(link.symbols):
        symbol = link.meaning(use)
        if not isinstance(symbol, (MessageSymbol, EnumSymbol)) or symbol.file is link.symbols:
            continue
        home = link.link_of(symbol)
        if home is None:
            continue
        if not is_exported(home, symbol):
            if (use.scope, symbol) in lines and use.wants_message:
                continue  # said of the request's type already
            lines.add((use.scope, symbol))
            message = f"`{symbol.full_name}` is local to `{home.name}`"
            help = "its file can mark it `export`"
            yield fault(
                link, codes.SYMBOL_NOT_VISIBLE, message, use.path, help, related=here(link, "declared here", symbol)
            )
        elif home in link.option_only:
            message = f"`{home.name}` is imported for its options only"
            help = f'for its types, write `import "{home.name}";`'
            yield fault(link, codes.OPTION_IMPORT_AS_TYPE, message, use.path, help)
    if edition_number(link.symbols) >= 2024 and features_of_file(link)["default_symbol_visibility"] == "STRICT":
        yield from _strict(link)


def is_exported(home: LinkedFile, symbol: Symbol) -> bool:
    """Whether other files may use a type of the file `home`."""
    if edition_number(home.symbols) < 2024:
        return True
    for modifier in symbol.declaration.modifiers:
        return modifier.text == "export"
    default = features_of_file(home)["default_symbol_visibility"]
    return default == "EXPORT_ALL" or (default == "EXPORT_TOP_LEVEL" and symbol.parent is None)


def _strict(link: LinkedFile) -> Iterator[Diagnostic]:
    for message in link.symbols.all_messages():
        for nested in [*message.messages, *message.enums]:
            marked = next((modifier for modifier in nested.declaration.modifiers if modifier.text == "export"), None)
            if marked is None or (isinstance(nested, EnumSymbol) and _only_holds_enums(message)):
                continue
            text = f"`{nested.full_name}` is nested, and strict visibility does not export what is nested"
            help = "an enum may be exported from a local message that reserves all its numbers and holds nothing else"
            yield fault(link, codes.NESTED_EXPORT_NOT_ALLOWED, text, marked, help)


def _only_holds_enums(message: MessageSymbol) -> bool:
    """The form of a message that is a namespace: `local`, no fields, `reserved 1 to max`."""
    is_local = (
        not any(modifier.text == "export" for modifier in message.declaration.modifiers) and message.parent is None
    )
    reserved = number_ranges(message.ranges, "reserved", MAXIMUM_FIELD_NUMBER)
    whole = any(entry.start == 1 and entry.end == MAXIMUM_FIELD_NUMBER for entry in reserved)
    return is_local and whole and not message.fields
