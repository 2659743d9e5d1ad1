"""The next free number of a field or an enum value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from protowright.ide.completion.frames import EXTEND, block_of, declaration_words
from protowright.ide.completion.question import Question
from protowright.ide.completion.ranking import Candidate
from protowright.proto.semantic.ranges import MAXIMUM_ENUM_NUMBER, MAXIMUM_FIELD_NUMBER, number_ranges
from protowright.proto.semantic.symbols import EnumSymbol, EnumValueSymbol, ExtensionSymbol, FieldSymbol, MessageSymbol

Taken = list[tuple[int, int]]
"""Numbers that are not free: first and last of each range, both included."""

_PROTOBUF_OWN = (19000, 19999)
"""https://protobuf.dev/programming-guides/proto3/#assigning"""
_OPTIONS = "google.protobuf."
_OPTIONS_OF_USERS = 50000
"""The first number of those kept for options within an organization
(https://protobuf.dev/programming-guides/proto3/#customoptions); below 1000 they are the protobuf team's."""


def field_number_candidates(question: Question) -> Iterator[Candidate]:
    """The number behind the highest one; for an extension, of those that its message leaves to extensions."""
    if block_of(question.context.frames).kind == EXTEND:
        yield from _extension_number(question)
        return
    message = question.link.symbols.by_name.get(question.context.holder)
    if not isinstance(message, MessageSymbol):
        yield _number(1)
        return
    used = _numbers(question, message.fields)
    taken = [_PROTOBUF_OWN, *_ranges(message, "reserved"), *_ranges(message, "extensions"), *((n, n) for n in used)]
    yield from _offered(next_free(max(used, default=0) + 1, 1, MAXIMUM_FIELD_NUMBER, taken))


def enum_number_candidates(question: Question) -> Iterator[Candidate]:
    """The number behind the highest one; the first value is 0."""
    enum = question.link.symbols.by_name.get(question.context.holder)
    if not isinstance(enum, EnumSymbol):
        yield _number(0)
        return
    used = _numbers(question, enum.values)
    reserved = [(each.start, each.end) for each in number_ranges(enum.ranges, "reserved", MAXIMUM_ENUM_NUMBER)]
    taken = [*reserved, *((n, n) for n in used)]
    yield from _offered(next_free(max(used, default=-1) + 1, 0, MAXIMUM_ENUM_NUMBER, taken))


def _extension_number(question: Question) -> Iterator[Candidate]:
    words = declaration_words(block_of(question.context.frames).opened_by)
    link = question.link
    message = link.scope.resolve("".join(words[1:]), question.context.scope) if len(words) > 1 else None
    if not isinstance(message, MessageSymbol):
        return
    extensions = (symbol for symbol in link.scope.names.values() if isinstance(symbol, ExtensionSymbol))
    same = [each for each in extensions if link.extendee_of(each) is message]
    taken = [_PROTOBUF_OWN, *((n, n) for n in _numbers(question, same))]
    behind = max(_numbers(question, (each for each in same if each.file is link.symbols)), default=0) + 1
    least = max(behind, _OPTIONS_OF_USERS if message.full_name.startswith(_OPTIONS) else 1)
    ranges = _ranges(message, "extensions")
    for first, last in (*((max(start, least), end) for start, end in ranges), *ranges):
        found = next_free(first, first, last, taken)
        if found is not None:
            yield _number(found)
            return


def _ranges(message: MessageSymbol, keyword: str) -> Taken:
    return [(each.start, each.end) for each in number_ranges(message.ranges, keyword, MAXIMUM_FIELD_NUMBER)]


def _numbers(question: Question, symbols: Iterable[FieldSymbol | EnumValueSymbol]) -> list[int]:
    """The numbers in use, without the one at the cursor."""
    others = (each for each in symbols if each.file is not question.link.symbols or not question.holds_cursor(each))
    return [each.number for each in others if each.number is not None]


def next_free(start: int, minimum: int, maximum: int, taken: Taken) -> int | None:
    """The first number from `start` up to `maximum` that is not taken; else the first from `minimum`; None: there is none."""
    for number in (start, minimum):
        for first, last in sorted(taken):
            if first <= number <= last:
                number = last + 1
        if number <= maximum:
            return number
    return None


def _offered(number: int | None) -> Iterator[Candidate]:
    if number is not None:
        yield _number(number)


def _number(number: int) -> Candidate:
    return Candidate(str(number), "number", detail="the next free number", new_text=str(number))
