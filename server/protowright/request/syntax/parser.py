"""Parsing request files, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import REQUEST_SYNTAX
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.nodes import (
    Block,
    Directive,
    Message,
    Metadata,
    RequestFile,
    SchemaLine,
    Variable,
    WaitForServer,
    Word,
)
from protowright.request.syntax.request_line import is_request_line, parse_request_line
from protowright.text.span import Span

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_SEPARATOR = re.compile(r"#{3,}")
_DIRECTIVE = re.compile(r"(?:#|//)\s*@([A-Za-z][A-Za-z0-9_-]*)(?:[ \t]+|=|$)")
_VARIABLE = re.compile(r"@([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*")
_SCHEMA = re.compile(r"(?:proto[ \t]*[<:]|(?P<set>protoset)[ \t]*:)[ \t]*", re.IGNORECASE)
_METADATA = re.compile(r"([^\s:{}\[\]\"]+)[ \t]*:(?:[ \t]+|(?=[^/])|$)")
_LINE_COMMENT = re.compile(r"(?:[ ]{2,}|[ ]*\t[ \t]*)(?:#|//)(?:[ \t]|$)")
_HTTP = re.compile(r"(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|TRACE|CONNECT|GRAPHQL|WEBSOCKET|WS|SSE|MQTT|AMQP)\s")
_WAIT = re.compile(r"={3,}[ \t]*wait-for-server\b")
_BODY_FILE = re.compile(r"<(@[a-z0-9-]*)?[ \t]+(?!\{%)")
_SCRIPT_START = re.compile(r"[<>][ \t]*\{%|\{\{@")
_SCRIPT_END = {"{%": "%}", "{{@": "}}"}


class Line(NamedTuple):
    """One line without its end."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the text of the line ends."""
        return self.start + len(self.text)

    def word(self, start: int, end: int | None = None) -> Word:
        """A part of the line without the white space around it; columns count from 0."""
        part = self.text[start:end]
        stripped = part.strip()
        first = self.start + start + len(part) - len(part.lstrip()) if stripped else self.start + start
        return Word(stripped, Span(first, first + len(stripped)))


def parse_request_file(text: str) -> RequestFile:
    """The tree of `text`. Never raises, whatever the text; its diagnostics say what is wrong."""
    lines = [Line(match[1], match.start()) for match in _LINE.finditer(text)]
    if len(lines) > 1 and lines[-1].start == lines[-2].start:
        lines.pop()
    blocks: list[Block] = []
    diagnostics: list[Diagnostic] = []
    for group in _grouped(lines):
        parser = _BlockParser(text, group)
        blocks.append(parser.parse())
        diagnostics += parser.diagnostics
    return RequestFile(text, tuple(blocks), tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.span)))


def _grouped(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of each block; a separator is the first line of the block it starts."""
    first = 0
    for index, line in enumerate(lines):
        if index > first and line.text.startswith("###"):
            yield lines[first:index]
            first = index
    yield lines[first:]


class _BlockParser:
    """Parses the lines of one block."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self._text = text
        self._lines = lines
        self._index = 0
        separator = _SEPARATOR.match(lines[0].text)
        title = lines[0].word(separator.end()) if separator else Word("", Span(lines[0].start, lines[0].start))
        self._index = 1 if separator else 0
        self._block = Block(Span(lines[0].start, lines[-1].end), title)
        self.diagnostics: list[Diagnostic] = []

    def parse(self) -> Block:
        """The block."""
        while self._index < len(self._lines) and self._block.line is None:
            if _HTTP.match(self._lines[self._index].text):
                return self._block
            self._head(self._next())
        while self._index < len(self._lines):
            line = self._lines[self._index]
            if not line.text.strip() or line.text.lstrip()[:1] in ("{", "[") or line.text.startswith(("===", "<")):
                break
            self._metadata(self._next())
        self._body()
        return self._block

    def _next(self) -> Line:
        self._index += 1
        return self._lines[self._index - 1]

    def _report(self, message: str, span: Span, help: str | None = None) -> None:
        self.diagnostics.append(Diagnostic(REQUEST_SYNTAX, message, span, help=help))

    # Before the request line, and the metadata under it

    def _head(self, line: Line) -> None:
        text = line.text.lstrip()
        if not text or self._comment(line) or self._script(line):
            return
        indent = len(line.text) - len(text)
        if variable := _VARIABLE.match(text):
            name = line.word(indent + variable.start(1), indent + variable.end(1))
            value_end = _without_comment(text, variable.end())
            self._block.variables.append(Variable(name, line.word(indent + variable.end(), indent + value_end)))
        elif is_request_line(text):
            self._block.line = parse_request_line(text, line.start + indent)
        elif schema := _SCHEMA.match(text):
            path_end = _without_comment(text, schema.end())
            path = _path(line.word(indent + schema.end(), indent + path_end))
            self._block.schema_lines.append(SchemaLine(bool(schema["set"]), path))
        else:
            help = "a request is `GRPC host:port/package.Service/Method`, a comment starts with `#` or `//`"
            self._report("this is no request", line.word(0).span, help)

    def _comment(self, line: Line) -> bool:
        """Take a comment, and the directive in it if there is one."""
        text = line.text.lstrip()
        if not text.startswith(("#", "//")):
            return False
        directive = _DIRECTIVE.match(text)
        if directive:
            indent = len(line.text) - len(text)
            name = line.word(indent + directive.start(1), indent + directive.end(1))
            self._block.directives.append(Directive(name, line.word(indent + directive.end())))
        return True

    def _metadata(self, line: Line) -> None:
        if self._comment(line) or self._tail(line):
            return
        found = _METADATA.match(line.text)
        if found:
            key = line.word(found.start(1), found.end(1))
            self._block.metadata.append(Metadata(key, line.word(found.end())))
        else:
            help = "metadata is written `key: value`, and an empty line comes before the body"
            self._report("this is no metadata", line.word(0).span, help)

    def _script(self, line: Line) -> bool:
        """Skip a script block of another tool; it is kept in the tree, and never run."""
        opening = _SCRIPT_START.match(line.text)
        if not opening:
            return False
        closing = _SCRIPT_END["{{@" if opening[0].endswith("@") else "{%"]
        last = line
        if closing not in line.text[opening.end() :]:
            while self._index < len(self._lines):
                last = self._next()
                if closing in last.text:
                    break
        self._block.scripts.append(Span(line.start, last.end))
        return True

    # The body

    def _body(self) -> None:
        """Everything behind the metadata: messages, waits, files, assertions, redirects, scripts."""
        start: int | None = None
        while self._index < len(self._lines):
            line = self._next()
            if not self._body_line(line):
                start = line.start if start is None else start
                if self._index < len(self._lines) and not _is_special(self._lines[self._index].text):
                    continue
                self._json(start, line.end)
            start = None

    def _body_line(self, line: Line) -> bool:
        """Take a line that is not JSON."""
        if line.text.startswith("==="):
            if _WAIT.match(line.text):
                self._block.body.append(WaitForServer(line.word(0).span))
            return True
        file = _BODY_FILE.match(line.text)
        if file:
            path = line.word(file.end())
            self._block.body.append(Message(path.span, file=path, substitutes=file[1] is not None))
            return True
        return self._script(line) or self._tail(line)

    def _tail(self, line: Line) -> bool:
        """Take an assertion, a redirect or a link to a response."""
        for prefix in ("??", ">>!", ">>", "<>", ">"):
            if line.text.startswith(prefix):
                if prefix == "??":
                    self._block.assertions.append(line.word(2))
                elif prefix.startswith(">>"):
                    self._block.redirects.append(line.word(0))
                return True
        return False

    def _json(self, start: int, end: int) -> None:
        if not self._text[start:end].strip():
            return
        parser = JsonParser(self._text, start, end)
        values = parser.values()
        self.diagnostics += parser.diagnostics
        self._block.body += [Message(value.span, json=value) for value in values]
        old = self._block.body_span
        self._block.body_span = Span(start if old is None else old.start, end)


def _is_special(text: str) -> bool:
    """Whether a line ends the JSON before it."""
    return text.startswith(("===", "??", ">>", "<>", "> ", ">{", "< ", "<@ ", "<{", "{{@"))


def _without_comment(text: str, start: int) -> int:
    """Where the value that begins at `start` ends: in front of a comment that two blanks or a tab part from it."""
    comment = _LINE_COMMENT.search(text, start)
    return len(text) if comment is None else comment.start()


def _path(word: Word) -> Word:
    """A path without the quotes that may stand around it."""
    if len(word.text) >= 2 and word.text[0] == word.text[-1] and word.text[0] in "\"'":
        return Word(word.text[1:-1], Span(word.span.start + 1, word.span.end - 1))
    return word
