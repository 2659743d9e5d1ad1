"""Parsing what stands under the metadata of a request: messages, waits, files, and the lines behind them."""

from __future__ import annotations

import re

from protowright.diagnostics.diagnostic import Diagnostic
from protowright.diagnostics.request_codes import REQUEST_SYNTAX
from protowright.request.syntax.json_parser import JsonParser
from protowright.request.syntax.lines import Line, Lines, unquoted
from protowright.request.syntax.nodes import Block, Message, WaitForServer, Word
from protowright.request.syntax.other_protocols import is_script, skip_script
from protowright.request.syntax.tail import is_tail, take_tail
from protowright.text.span import Span

_SEPARATOR = re.compile(r"={3,}")
_WAIT = re.compile(r"={3,}[ \t]*wait-for-server\b")
_FILE = re.compile(r"<(@(?P<encoding>[A-Za-z0-9_-]*))?(?:[ \t]+|(?=[./~\\]))(?!\{%)")


class BodyParser:
    """Parses the `lines` that are left of a block of `text`, and puts what it finds into `block`."""

    def __init__(self, text: str, lines: Lines, block: Block, diagnostics: list[Diagnostic]) -> None:
        self._text = text
        self._lines = lines
        self._block = block
        self._diagnostics = diagnostics

    def parse(self) -> None:
        """Take all lines. JSON may run over several of them, and ends at the first that is something else."""
        start: int | None = None
        while self._lines.current is not None:
            line = self._lines.next()
            if not self._special(line):
                start = line.start if start is None else start
                if self._lines.current is not None and not ends_json(self._lines.current.text):
                    continue
                self._json(start, line.end)
            start = None

    def _special(self, line: Line) -> bool:
        """Take a line that is not JSON."""
        if _SEPARATOR.match(line.text):
            if _WAIT.match(line.text):
                self._block.body.append(WaitForServer(line.word(0).span))
            return True
        script = skip_script(line, self._lines)
        if script is not None:
            self._block.scripts.append(script)
            return True
        return self._file(line) or take_tail(line, self._block)

    def _file(self, line: Line) -> bool:
        found = _FILE.match(line.text)
        if found is None:
            return False
        path = unquoted(line.value(found.end()))
        encoding = line.word(*found.span("encoding")) if found["encoding"] else None
        if encoding is not None:
            self._check_encoding(encoding)
        substitutes = found[1] is not None
        self._block.body.append(Message(path.span, file=path, substitutes=substitutes, encoding=encoding))
        return True

    def _check_encoding(self, encoding: Word) -> None:
        try:
            "".encode(encoding.text)
        except LookupError:
            message = f"the encoding `{encoding.text}` is unknown"
            help = "write `<@utf-8 path` or another name that Python's codecs have"
            self._diagnostics.append(Diagnostic(REQUEST_SYNTAX, message, encoding.span, help=help))

    def _json(self, start: int, end: int) -> None:
        if not self._text[start:end].strip():
            return
        parser = JsonParser(self._text, start, end)
        values = parser.values()
        self._diagnostics += parser.diagnostics
        self._block.body += [Message(value.span, json=value) for value in values]
        old = self._block.body_span
        self._block.body_span = Span(start if old is None else old.start, end)


def ends_json(text: str) -> bool:
    """Whether a line ends the JSON before it."""
    return bool(_SEPARATOR.match(text) or _FILE.match(text) or is_tail(text) or is_script(text))
