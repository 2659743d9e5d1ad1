"""The features that hold for a declaration."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.proto.semantic.features import AFTER_ALL_OTHERS, DEFAULTS, UNSTABLE, Features
from protowright.proto.semantic.file_symbols import FileSymbols
from protowright.proto.semantic.linking import FieldType, LinkedFile
from protowright.proto.semantic.options.wire import PACKABLE
from protowright.proto.semantic.symbols import EnumSymbol, FieldSymbol, MessageSymbol, Symbol
from protowright.proto.syntax.nodes import Identifier, MessageLiteral, Node, NumberLiteral, Option


def features_of(link: LinkedFile, symbol: Symbol) -> Features:
    """The features of a declaration of this file, or of a file it knows: its own, over those of what it stands in."""
    home = link.link_of(symbol) or link
    found = home.features.get(symbol)
    if found is None:
        around = symbol.oneof if isinstance(symbol, FieldSymbol) and symbol.oneof is not None else symbol.parent
        inherited = features_of_file(home) if around is None else features_of(home, around)
        own = dict(set_features(symbol.options)) if symbol.options else {}
        found = home.features[symbol] = {**inherited, **own} if own else inherited
    return found


def features_of_file(link: LinkedFile) -> Features:
    """The features of a whole file."""
    found = link.features.get(None)
    if found is None:
        own = dict(set_features(link.symbols.options))
        found = link.features[None] = {
            **_defaults(link.symbols.syntax),
            **own,
        }
    return found


def _defaults(syntax: str) -> Features:
    """What holds without a word; an unknown edition counts as the first one."""
    return DEFAULTS.get("2026" if syntax == UNSTABLE else syntax, DEFAULTS["2023"])


def set_features(options: list[Option]) -> Iterator[tuple[str, str]]:
    """The features that options set, as they are written."""
    return ((name, value) for name, value, _ in set_feature_nodes(options))


def set_feature_nodes(options: list[Option]) -> Iterator[tuple[str, str, Node]]:
    """The features that options set by `features.x = Y` and `features = { x: Y }`, with the place of the value."""
    for option in options:
        names = [part.name.text for part in option.name if part.name is not None and not part.is_extension]
        if not names or names[0] != "features" or len(names) != len(option.name):
            continue
        if len(names) == 2 and isinstance(option.value, Identifier):
            yield names[1], option.value.text, option.value
        elif len(names) == 1 and isinstance(option.value, MessageLiteral):
            for entry in option.value.fields:
                value = entry.value
                if entry.name is not None and not entry.bracketed and isinstance(value, (Identifier, NumberLiteral)):
                    yield entry.name.text, value.text, value


def is_closed(link: LinkedFile, enum: EnumSymbol) -> bool:
    """Whether the enum takes no numbers but those of its values."""
    return features_of(link, enum)["enum_type"] == "CLOSED"


def is_packed(link: LinkedFile, field: FieldSymbol) -> bool:
    """Whether a repeated field of scalars is packed: by its option, else by its features."""
    for option in field.options:
        if len(option.name) == 1 and option.name[0].name is not None and option.name[0].name.text == "packed":
            return isinstance(option.value, Identifier) and option.value.text == "true"
    keyword = link.type_of(field).keyword
    return keyword in PACKABLE and features_of(link, field)["repeated_field_encoding"] == "PACKED"


def wire_keyword(link: LinkedFile, field: FieldSymbol, type: FieldType) -> str:
    """The type's keyword, `group` also for messages that are encoded with delimiters."""
    if type.keyword != "message" or field.map_entry is not None:
        return type.keyword
    if isinstance(field.parent, MessageSymbol) and field.parent.map_field is not None:
        return type.keyword
    return "group" if features_of(link, field)["message_encoding"] == "DELIMITED" else "message"


def edition_number(file: FileSymbols) -> int:
    """The year of the file's edition; 0 for proto2 and proto3, and one behind all others for the unstable edition."""
    if file.syntax == UNSTABLE:
        return AFTER_ALL_OTHERS
    return int(file.syntax) if file.syntax.isdigit() else 0
