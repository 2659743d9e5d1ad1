"""The form of single lines: one blank between their parts, none around them, and every other sign as it was."""

from __future__ import annotations

import re
from collections.abc import Callable

from protowright.request.assertions.nodes import Subject
from protowright.request.assertions.parser import parse_assertion
from protowright.request.format.items import Kind
from protowright.request.syntax.lines import Line
from protowright.request.syntax.nodes import Word
from protowright.request.syntax.request_line import words_and_comment

_PARTS = {
    Kind.TITLE: re.compile(r"(#+)\s*"),
    Kind.DIRECTIVE: re.compile(r"\s*(#|//)\s*(@[A-Za-z][A-Za-z0-9_-]*(?:=[ \t]*)?)\s*"),
    Kind.IMPORT: re.compile(r"\s*(?:(#|//)\s*)?(@?import=?)\s*"),
    Kind.VARIABLE: re.compile(r"\s*(@[A-Za-z_][A-Za-z0-9_.-]*)\s*(:?=)\s*"),
    Kind.SCHEMA: re.compile(r"\s*(\w+(?:\s*:)?)\s*(<)?\s*"),
    Kind.METADATA: re.compile(r"\s*(:?(?:\{\{[^{}\n]*\}\}|[^\s:{}\[\]\"])+\s*:)\s*"),
    Kind.FILE: re.compile(r"(<(?:@[A-Za-z0-9_-]*)?)\s*"),
    Kind.SEPARATOR: re.compile(r"(={3,})\s*"),
    Kind.ASSERTION: re.compile(r"\s*(\?\?)\s*"),
    Kind.TAIL: re.compile(r"\s*(>>!|>>|<>)\s*"),
}
_AT_MARGIN = ("###", "===", "<", "> ", ">\t", "run ", "run\t")
"""What means something at the start of a line, and nothing behind blanks."""


def line_in_form(line: Line, kind: Kind) -> str:
    """The text of a line in form; as it is, but for its end, when that would make it another kind of line."""
    form = _WRITERS.get(kind, _spaced)(line, kind)
    if line.text[:1].isspace() and form.startswith(_AT_MARGIN):
        return line.text.rstrip()
    return form


def _comment(line: Line, kind: Kind) -> str:
    return line.text.strip()


def _spaced(line: Line, kind: Kind) -> str:
    """One blank between the parts of a line and what follows them, which stays as it is."""
    found = _PARTS[kind].match(line.text)
    if found is None:
        return line.text.rstrip()
    parts = [part.rstrip() for part in found.groups() if part]
    return _joined(parts, line.text[found.end() :].strip())


def _joined(parts: list[str], rest: str) -> str:
    if parts[-1].endswith("=") and not parts[-1].startswith((":", "=")):
        return " ".join(parts) + rest  # `# @name=value`
    if parts[-1].endswith(":"):
        parts[-1] = parts[-1][:-1].rstrip() + ":"
    return " ".join([*parts, rest] if rest else parts)


def _request(line: Line, kind: Kind) -> str:
    words, comment = words_and_comment(line.text)
    return " ".join(words) + ("  " + comment if comment else "")


def _assertion(line: Line, kind: Kind) -> str:
    """One blank between subject, path, operator and value, as far as they can be told apart."""
    found = _PARTS[kind].match(line.text)
    assert found is not None, "a line of that kind begins so"
    word = line.word(found.end())
    parsed = parse_assertion(word).assertion
    if parsed is None or not parsed.subject.is_run:
        return _spaced(line, kind)
    count = Word("count", parsed.subject_word.span) if parsed.subject is Subject.MESSAGES else None
    parts = (parsed.subject_word, parsed.argument, count, parsed.operator, parsed.value)
    return " ".join(["??", *(part.text for part in parts if part is not None)])


_WRITERS: dict[Kind, Callable[[Line, Kind], str]] = {
    Kind.COMMENT: _comment,
    Kind.REQUEST: _request,
    Kind.ASSERTION: _assertion,
}
