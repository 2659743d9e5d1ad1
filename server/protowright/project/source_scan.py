"""What can be told of a `.proto` text without parsing it: for searches over many files, never for meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from protowright.text.line_index import line_starts

_IMPORT = re.compile(r"import(?<!\wimport)\s+(?:(public)\b\s*|(?:weak|option)\b\s*)?(\"[^\"\n]*\"|'[^'\n]*')")
"""It begins with plain letters, which are searched for several times as fast as anything else."""
_TOKEN = re.compile(
    r"""//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]"""
    r"""|\b(?:(package)\s+([\w.]+)|(message|enum|service)\s+([A-Za-z_]\w*)\s*(?=\{)|(rpc)\s+([A-Za-z_]\w*)\s*(?=\())"""
)


class ScannedImport(NamedTuple):
    """An import, also one in a comment: its path as written, and whether it is public."""

    path: str
    is_public: bool


class ScannedName(NamedTuple):
    """A declared name: the language's word for what it is, what it is declared in, and the offsets of the name.

    `container` is a full name, empty at the top of a file without a package. The name begins at `column` of its `line`, both
    count from 0; they are -1 when other than ASCII characters stand before it in the line, as the column depends on the
    encoding then.
    """

    name: str
    kind: str
    container: str
    start: int
    end: int
    line: int = -1
    column: int = -1


def scan_imports(text: str) -> tuple[ScannedImport, ...]:
    """The imports of a text, and what reads like one."""
    return tuple(ScannedImport(match[2][1:-1], match[1] is not None) for match in _IMPORT.finditer(text))


def scan_names(text: str) -> tuple[ScannedName, ...]:
    """The messages, enums, services and methods of a text. A comment inside of a declaration's head hides it."""
    return tuple(_names(text))


def _names(text: str) -> Iterator[ScannedName]:
    scopes = [""]  # the full name of each open block, the same as around it when it has none of its own
    inner, place = "", _places(text)
    for match in _TOKEN.finditer(text):
        kind = match.lastindex
        if kind is None:
            character = match[0]
            if character == "{":
                scopes.append(inner or scopes[-1])
            elif character == "}" and len(scopes) > 1:
                scopes.pop()
            inner = ""
        elif kind == 2:
            scopes[0] = match[2]
        else:
            name, container = match[kind], scopes[-1]
            inner = f"{container}.{name}" if container else name
            yield ScannedName(name, match[kind - 1], container, *match.span(kind), *place(match.start(kind)))


def _places(text: str) -> Callable[[int], tuple[int, int]]:
    """Tells the line and column of an offset, see `ScannedName`."""
    starts = line_starts(text)

    def place(offset: int) -> tuple[int, int]:
        line = bisect_right(starts, offset) - 1
        return (line, offset - starts[line]) if text[starts[line] : offset].isascii() else (-1, -1)

    return place
