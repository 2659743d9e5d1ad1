"""Parsing request files, line by line."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import REQUEST_SYNTAX
from protowright.request.syntax.body_parser import BodyParser
from protowright.request.syntax.lines import Line, Lines, grouped, split_lines
from protowright.request.syntax.nodes import (
    Block,
    Directive,
    Metadata,
    RequestFile,
    RequestKind,
    Variable,
    Word,
)
from protowright.request.syntax.other_protocols import is_foreign_request, is_script, skip_script
from protowright.request.syntax.request_line import is_request_line, parse_request_line, service_and_method
from protowright.request.syntax.schema_line import SchemaLineParser, is_schema_header
from protowright.request.syntax.shell_lines import ShellLines
from protowright.request.syntax.tail import take_tail
from protowright.text.edit import difference
from protowright.text.span import Span

_SEPARATOR = re.compile(r"#{3,}")
_DIRECTIVE = re.compile(r"\s*(?:#|//)\s*@([A-Za-z][A-Za-z0-9_-]*)(?:[ \t]+|=|$)")
_COMMENT = re.compile(r"\s*(?:#|//)")
_VARIABLE = re.compile(r"\s*@([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*(:?)=[ \t]*")
_METADATA = re.compile(r"\s*(:?(?:\{\{[^{}\n]*\}\}|[^\s:{}\[\]\"])+)[ \t]*:(?!//)[ \t]*")
_IMPORT = re.compile(r"\s*(import)[ \t]+(?=\S)")
_RUN = re.compile(r"run[ \t]+\S")
_GRPCURL = re.compile(r"(?:\$\s+)?grpcurl(?:\.exe)?\s")
_SCRIPT_FILE = re.compile(r"[<>][ \t]+\S")


def parse_request_file(text: str, previous: RequestFile | None = None) -> RequestFile:
    """The tree of `text`. Never raises, whatever the text; its diagnostics say what is wrong.

    `previous` is the tree of an earlier state of the text: blocks in front of the first change are taken from it.
    """
    blocks = [] if previous is None else _unchanged(previous, text)
    start = -1 if not blocks or previous is None else previous.blocks[len(blocks)].span.start
    diagnostics = [] if previous is None else [found for found in previous.diagnostics if found.span.start < start]
    for group in grouped(split_lines(text)):
        if group[0].start >= start:
            parser = _BlockParser(text, group)
            blocks.append(parser.parse())
            diagnostics += parser.diagnostics
    return RequestFile(text, tuple(blocks), tuple(sorted(diagnostics, key=lambda diagnostic: diagnostic.span)))


def _unchanged(previous: RequestFile, text: str) -> list[Block]:
    """The blocks that stand in `text` as they did: those whose following separator is in front of the first change."""
    same = difference(previous.text, text).span.start - len("###")
    return [block for block, next in pairwise(previous.blocks) if next.span.start <= same]


class _BlockParser:
    """Parses the lines of one block."""

    def __init__(self, text: str, lines: list[Line]) -> None:
        self._text = text
        self._lines = Lines(lines)
        self.diagnostics: list[Diagnostic] = []
        self._block = Block(Span(lines[0].start, lines[-1].end), self._title(lines[0]))

    def parse(self) -> Block:
        """The block."""
        while self._lines.current is not None and self._block.line is None:
            if self._is_foreign(self._lines.current):
                self._block.is_foreign = True
                self.diagnostics.clear()
                return self._block
            self._head(self._lines.next())
        while self._lines.current is not None and not ends_metadata(self._lines.current.text):
            self._metadata(self._lines.next())
        BodyParser(self._text, self._lines, self._block, self.diagnostics).parse()
        self._take_method_of_directive()
        return self._block

    def _title(self, first: Line) -> Word:
        separator = _SEPARATOR.match(first.text)
        if separator is None:
            return Word("", Span(first.start, first.start))
        self._lines.next()
        return first.word(separator.end())

    def _report(self, message: str, span: Span, help: str) -> None:
        self.diagnostics.append(Diagnostic(REQUEST_SYNTAX, message, span, help=help))

    # Before the request line

    def _is_foreign(self, line: Line) -> bool:
        text = line.text.lstrip()
        return is_foreign_request(text) and not is_request_line(text)

    def _head(self, line: Line) -> None:
        text = line.text.lstrip()
        if not text or self._comment(line) or self._script(line) or self._variable(line) or self._import(line):
            return
        if _GRPCURL.match(text):
            self._block.commands.append(self._command(line))
        elif is_request_line(text):
            self._request_line(line)
        elif not self._schema(line):
            help = "a request is `GRPC host:port/package.Service/Method`, a comment starts with `#` or `//`"
            self._report("this is no request", line.word(0).span, help)

    def _command(self, line: Line) -> Span:
        """Take a pasted command, with the lines that it goes on in."""
        shell, last = ShellLines(), line
        while shell.goes_on_after(last.text) and self._lines.current is not None:
            if is_request_line(self._lines.current.text.lstrip()):
                break  # the quotes are never closed
            last = self._lines.next()
        return Span(line.word(0).span.start, last.word(0).span.end)

    def _comment(self, line: Line) -> bool:
        """Take a comment, and the directive in it if there is one."""
        if not _COMMENT.match(line.text):
            return False
        directive = _DIRECTIVE.match(line.text)
        if directive:
            name = line.word(directive.start(1), directive.end(1))
            self._block.directives.append(Directive(name, line.word(directive.end())))
        return True

    def _script(self, line: Line) -> bool:
        """Take a script of another tool; it is kept in the tree, and never run."""
        span = skip_script(line, self._lines)
        if span is None and (_SCRIPT_FILE.match(line.text) or _RUN.match(line.text)):
            span = line.word(0).span
        if span is not None:
            self._block.scripts.append(span)
        return span is not None

    def _variable(self, line: Line) -> bool:
        found = _VARIABLE.match(line.text)
        if found:
            name = line.word(found.start(1), found.end(1))
            self._block.variables.append(Variable(name, line.value(found.end()), is_lazy=bool(found[2])))
        return found is not None

    def _import(self, line: Line) -> bool:
        """Take JetBrains' `import path`, which is the directive `@import` without its comment."""
        found = _IMPORT.match(line.text)
        if found:
            self._block.directives.append(Directive(line.word(found.start(1), found.end(1)), line.value(found.end())))
        return found is not None

    def _schema(self, line: Line) -> bool:
        schema = SchemaLineParser(self._text, self.diagnostics).parse(line, self._lines)
        if schema is not None:
            self._block.schema_lines.append(schema)
        return schema is not None

    def _request_line(self, line: Line) -> None:
        parsed = parse_request_line(line.text.lstrip(), line.start + line.indent)
        self._block.line = parsed
        if parsed.extra is not None:
            help = (
                "a request line is `GRPC host:port/package.Service/Method`, a comment behind it starts with `#` or `//`"
            )
            self._report(f"`{parsed.extra.text}` is no part of the request line", parsed.extra.span, help)

    # Under the request line

    def _metadata(self, line: Line) -> None:
        if self._comment(line) or take_tail(line, self._block) or (is_schema_header(line.text) and self._schema(line)):
            return
        found = _METADATA.match(line.text)
        if found:
            key = line.word(found.start(1), found.end(1))
            self._block.metadata.append(Metadata(key, line.word(found.end())))
        else:
            help = "metadata is written `key: value`, and an empty line comes before the body"
            self._report("this is no metadata", line.word(0).span, help)

    def _take_method_of_directive(self) -> None:
        """Complete a request line that names the host alone by `# @grpc package.Service/Method` (resterm's way)."""
        line, directive = self._block.line, self._block.directive("grpc")
        bare = line is not None and line.kind is RequestKind.CALL and not line.service.text
        if line is not None and bare and directive is not None and directive.value.text:
            service, method = service_and_method(directive.value)
            self._block.line = replace(line, service=service, method=method)


def ends_metadata(text: str) -> bool:
    """Whether the body begins with this line."""
    stripped = text.lstrip()
    if not stripped or text.startswith(("===", "<")) or is_script(text):
        return True
    return stripped[0] in "{[" and _METADATA.match(text) is None
