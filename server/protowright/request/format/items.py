"""What the lines of a request file are, so that each can be brought in form as its kind asks."""

from __future__ import annotations

import enum
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from protowright.request.syntax.lines import Line, split_lines
from protowright.request.syntax.nodes import Block, RequestFile
from protowright.request.syntax.parser import ends_metadata
from protowright.text.span import Span

_SEPARATOR = re.compile(r"={3,}")


class Kind(enum.Enum):
    """What one line is, or several that belong together."""

    TITLE = enum.auto()
    COMMENT = enum.auto()
    DIRECTIVE = enum.auto()
    IMPORT = enum.auto()
    VARIABLE = enum.auto()
    SCHEMA = enum.auto()
    REQUEST = enum.auto()
    METADATA = enum.auto()
    JSON = enum.auto()
    FILE = enum.auto()
    SEPARATOR = enum.auto()
    ASSERTION = enum.auto()
    TAIL = enum.auto()
    VERBATIM = enum.auto()


@dataclass(frozen=True, slots=True)
class Item:
    """Lines `first` to `last` of a file. `in_body` tells whether they stand where the body may."""

    kind: Kind
    first: int
    last: int
    in_body: bool = False


class Items:
    """The lines of a request file, and what they are; lines that hold nothing are part of no item, unless left alone."""

    def __init__(self, file: RequestFile) -> None:
        self.lines = split_lines(file.text)
        self._starts = [line.start for line in self.lines]
        self._faults = [diagnostic.span.start for diagnostic in file.diagnostics]
        self.found = [item for block in file.blocks for item in self._block(block)]

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _block(self, block: Block) -> Iterator[Item]:
        first, last = self._line(block.span.start), self._line(block.span.end)
        if block.is_foreign or (block.line is None and self._faults_in(block.span)):
            yield Item(Kind.VERBATIM, first, last)
            return
        kinds = {self._line(offset): kind for offset, kind in _places(block)}
        if self.lines[first].text.startswith("###"):
            kinds[first] = Kind.TITLE
        body = self._body(block, last)
        alone = self._left_alone(block, body)
        number = first
        while number <= last:
            item = self._item(number, last, body, kinds, alone)
            if item is not None:
                yield item
            number = number + 1 if item is None else item.last + 1

    def _body(self, block: Block, last: int) -> int:
        """The line that the body may start in."""
        if block.line is None:
            return last + 1
        first = self._line(block.line.span.start) + 1
        return next((number for number in range(first, last + 1) if ends_metadata(self.lines[number].text)), last + 1)

    def _left_alone(self, block: Block, body: int) -> dict[int, int]:
        """The lines that stay as they are, and for each the last one that belongs to it.

        They are scripts, commands, lists over several lines, and what did not parse.
        """
        spans = [*block.scripts, *block.commands]
        spans += [option.value.span for schema in block.schema_lines for option in schema.options]
        found: dict[int, int] = {}
        for span in spans:
            start, end = self._line(span.start), self._line(span.end)
            if span in block.scripts or span in block.commands or start < end:
                found.update(dict.fromkeys(range(start, end + 1), end))
        for number in map(self._line, self._faults_in(block.span)):
            if number < body:
                found.setdefault(number, number)
        return found

    def _item(self, number: int, last: int, body: int, kinds: dict[int, Kind], alone: dict[int, int]) -> Item | None:
        text, in_body = self.lines[number].text, number >= body
        if number in alone:
            return Item(Kind.VERBATIM, number, alone[number], in_body)
        if not text.strip():
            return None
        kind = kinds.get(number)
        if kind is None and in_body:
            kind = Kind.SEPARATOR if _SEPARATOR.match(text) else Kind.JSON
        if kind is Kind.JSON:
            end = self._end_of_json(number, last, kinds, alone)
            return Item(Kind.VERBATIM if self._is_faulty(number, end) else kind, number, end, in_body)
        if in_body and self._is_faulty(number, number):
            kind = Kind.VERBATIM
        return Item(kind or Kind.COMMENT, number, number, in_body)

    def _end_of_json(self, number: int, last: int, kinds: dict[int, Kind], alone: dict[int, int]) -> int:
        """The last line of JSON that begins in line `number`; empty lines behind it are no part of it."""
        end = number
        for following in range(number + 1, last + 1):
            text = self.lines[following].text
            if following in kinds or following in alone or _SEPARATOR.match(text):
                break
            end = following if text.strip() else end
        return end

    def _is_faulty(self, first: int, last: int) -> bool:
        return bool(self._faults_in(Span(self.lines[first].start, self.lines[last].end)))

    def _faults_in(self, span: Span) -> list[int]:
        """Where faults begin within a part of the text, right behind it too."""
        return self._faults[bisect_left(self._faults, span.start) : bisect_right(self._faults, span.end)]


def _places(block: Block) -> Iterable[tuple[int, Kind]]:
    """Where what the tree knows stands, by an offset into its line."""
    yield from (
        (item.name.span.start, Kind.IMPORT if item.name.text == "import" else Kind.DIRECTIVE)
        for item in block.directives
    )
    yield from ((item.name.span.start, Kind.VARIABLE) for item in block.variables)
    yield from ((item.path.span.start, Kind.SCHEMA) for item in block.schema_lines)
    yield from ((option.key.span.start, Kind.SCHEMA) for item in block.schema_lines for option in item.options)
    yield from ((item.key.span.start, Kind.METADATA) for item in block.metadata)
    yield from ((item.file.span.start, Kind.FILE) for item in block.messages if item.file is not None)
    yield from ((item.span.start, Kind.ASSERTION) for item in block.assertions)
    yield from ((item.span.start, Kind.TAIL) for item in block.redirects)
    yield from ((item.span.start, Kind.TAIL) for item in block.links)
    if block.line is not None:
        yield block.line.span.start, Kind.REQUEST


def span_of(lines: list[Line], item: Item) -> Span:
    """Where the lines of an item are, without the end of the last one."""
    return Span(lines[item.first].start, lines[item.last].end)
