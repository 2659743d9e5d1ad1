"""Lines that name a schema: `proto < path` with httpyac's options under it, `proto: path`, `Protoset: path`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.request.syntax.json_nodes import JsonArray, JsonString
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.lines import Line, Lines, unquoted
from protowright.request.syntax.nodes import Metadata, SchemaLine, Word
from protowright.text.span import Span

_SCHEMA = re.compile(r"\s*(?:proto[ \t]*[<:]|(?P<set>protoset)[ \t]*:)[ \t]*", re.IGNORECASE)
_OPTIONS = (
    *("includeDirs", "keepCase", "longs", "enums", "bytes", "defaults", "arrays", "objects", "oneofs", "json"),
    *("alternateCommentMode", "preferTrailingComment"),
)
"""The options of the loader that httpyac reads `.proto` files with."""

_OPTION = re.compile(rf"\s*({'|'.join(_OPTIONS)})[ \t]*:[ \t]*", re.IGNORECASE)
_ITEM = re.compile(r"[^,\s](?:[^,]*[^,\s])?")


def is_schema_header(line: str) -> bool:
    """Whether a line under a request line names a schema; `proto:` with anything but a `.proto` file is metadata."""
    found = _SCHEMA.match(line)
    if found is None:
        return False
    return bool(found["set"] or "<" in found[0] or line.rstrip("\"' \t").endswith(".proto"))


class SchemaLineParser:
    """Parses schema lines of `text`; `diagnostics` gathers what is wrong."""

    def __init__(self, text: str, diagnostics: list[Diagnostic]) -> None:
        self._text = text
        self._diagnostics = diagnostics

    def parse(self, line: Line, rest: Lines) -> SchemaLine | None:
        """The schema that `line` names, with the options in the lines under it; None when it names none."""
        found = _SCHEMA.match(line.text)
        if found is None:
            return None
        path = unquoted(line.value(found.end()))
        options = tuple(self._options(rest)) if "<" in found[0] else ()
        include_dirs = [word for item in options if item.key.text.lower() == "includedirs" for word in self._list(item)]
        return SchemaLine(bool(found["set"]), path, tuple(include_dirs), options)

    def _options(self, rest: Lines) -> Iterator[Metadata]:
        while rest.current is not None and (found := _OPTION.match(rest.current.text)):
            line = rest.next()
            value = line.value(found.end())
            if value.text.startswith("[") and "]" not in value.text:
                value = self._up_to_bracket(value, rest)
            yield Metadata(line.word(found.start(1), found.end(1)), value)

    def _up_to_bracket(self, value: Word, rest: Lines) -> Word:
        """A list that goes on in the lines below; it ends at an empty line when it has no bracket."""
        end = value.span.end
        while rest.current is not None and rest.current.text.strip():
            line = rest.next()
            end = line.word(0).span.end
            if "]" in line.text:
                break
        return Word(self._text[value.span.start : end], Span(value.span.start, end))

    def _list(self, option: Metadata) -> Iterator[Word]:
        """The paths of a list, as JSON or parted by commas."""
        start, end = option.value.span
        if not option.value.text.startswith("["):
            for match in _ITEM.finditer(self._text, start, end):
                yield unquoted(Word(match[0], Span(*match.span())))
            return
        parser = JsonParser(self._text, start, end)
        for value in parser.values():
            for item in value.values if isinstance(value, JsonArray) else ():
                if isinstance(item, JsonString):
                    yield unquoted(Word(item.span.of(self._text), item.span))
        self._diagnostics += parser.diagnostics
