"""New numbers for all fields of a message, or all values of an enum, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator

from protowright.ide.actions.action import Action, Kind, change_of
from protowright.ide.actions.free import PROTOBUF_OWN
from protowright.ide.actions.places import Place, place_at
from protowright.ide.completion.numbers import next_free
from protowright.project.snapshot import Snapshot
from protowright.proto.semantic.ranges import MAXIMUM_ENUM_NUMBER, MAXIMUM_FIELD_NUMBER, number_ranges
from protowright.proto.semantic.symbols import EnumSymbol, MessageSymbol
from protowright.proto.syntax.literals import integer_value
from protowright.proto.syntax.nodes import Enum, Message, Value
from protowright.text.edit import Edit
from protowright.text.span import Span

WARNING = "changes the wire format: what was written before is read wrong"


def renumber(snapshot: Snapshot, path: str, span: Span) -> Iterator[Action]:
    """Number the members of the message or enum at the place without gaps, passing over what is reserved."""
    place = place_at(snapshot, path, span)
    if place is None:
        return
    block = next((node for node in reversed(place.nodes) if isinstance(node, (Message, Enum))), None)
    symbol = None if block is None else place.symbol(block)
    if isinstance(symbol, (MessageSymbol, EnumSymbol)):
        edits = _edits(place, symbol)
        if edits:
            word = "values" if isinstance(symbol, EnumSymbol) else "fields"
            title = f"Renumber the {word} of `{symbol.name.text}`"
            yield Action(title, Kind.REWRITE, lambda: change_of(path, *edits), WARNING)


def _edits(place: Place, symbol: MessageSymbol | EnumSymbol) -> tuple[Edit, ...]:
    """An edit for each number that changes; none when a number is missing, or an enum has two names for one number."""
    numbers = _values(symbol) if isinstance(symbol, EnumSymbol) else _fields(symbol)
    values = [integer_value(number) for number in numbers]
    if None in values or len(set(values)) != len(values):
        return ()
    number: int | None = -1 if isinstance(symbol, EnumSymbol) else 0
    maximum = MAXIMUM_ENUM_NUMBER if isinstance(symbol, EnumSymbol) else MAXIMUM_FIELD_NUMBER
    taken = _taken(symbol, maximum)
    edits = []
    for node, value in zip(numbers, values, strict=True):
        number = None if number is None or node is None else next_free(number + 1, maximum + 1, maximum, taken)
        if number is None or node is None:
            return ()
        if number != value:
            edits.append(Edit(place.tree.span(node), str(number)))
    return tuple(sorted(edits))


def _fields(message: MessageSymbol) -> list[Value | None]:
    return [field.declaration.number for field in message.fields]


def _values(enum: EnumSymbol) -> list[Value | None]:
    return [getattr(value.declaration, "number", None) for value in enum.values]


def _taken(symbol: MessageSymbol | EnumSymbol, maximum: int) -> list[tuple[int, int]]:
    found = [
        (each.start, each.end)
        for keyword in ("reserved", "extensions")
        for each in number_ranges(symbol.ranges, keyword, maximum)
    ]
    return found if isinstance(symbol, EnumSymbol) else [*found, PROTOBUF_OWN]
